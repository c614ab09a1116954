using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Codes whose axes training turns to the principal directions: steps against the reference, and of every kind of optimizer.</summary>
public abstract class PrincipalAxesTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private static readonly DeclaredPrincipalAxes Rotation = new(AxisMethod.RotationAugmentedGradient);
    private static readonly DeclaredPrincipalAxes Nested = new(AxisMethod.NestedDropout);

    private static readonly ModelLibrary Library = new(new TTarget().Select(
    [
        Rotated("Free", DecoderKind.Dense),
        Rotated("Tied", DecoderKind.Tied),
        Rotated("TiedAtStart", DecoderKind.TiedAtInitialization),
        Rotated("Inverse", DecoderKind.RightInverse),
        Rotated("Stronger", DecoderKind.Tied) with { PrincipalAxes = Rotation with { Strength = 5 }, Output = Activation.Sigmoid, Loss = Loss.Huber },
        Rotated("Normalized", DecoderKind.Dense) with
        {
            Decoder = new(DecoderKind.Dense) { Layers = [new(34, Activation.Silu), new(45)] },
            Normalizations = [new(NormalizationKind.Layer, 0), new(NormalizationKind.Layer, 2)],
        },
        Rotated("Everything", DecoderKind.Dense) with
        {
            Noises = [.. Below, new("GaussianNoise", 0.1, 1), new("Dropout", 0.3, 1)], L1 = 1e-4, L2 = 1e-3, Orthogonality = 0.01, Sparsity = new(0.02, SparsityMeasure.L1),
        },
        Rotated("EverythingTied", DecoderKind.Tied) with { Noises = Below, L2 = 1e-3, Orthogonality = 0.01 },
        Rotated("EverythingInverse", DecoderKind.RightInverse) with { Noises = Below, L2 = 1e-3, Orthogonality = 0.01 },
        OneLayer("Contracted", 20, 7, DecoderKind.Dense, Rotation) with { Contraction = 0.1 },
        OneLayer("Layer", 20, 7, DecoderKind.Dense, Rotation),
        OneLayer("LayerTied", 20, 17, DecoderKind.Tied, Rotation),
        OneLayer("LayerInverse", 20, 5, DecoderKind.RightInverse, Rotation),
        OneLayer("Unit", 6, 1, DecoderKind.Dense, Rotation),
        OneLayer("Wide", 70, 66, DecoderKind.TiedAtInitialization, Rotation),
        new("LayerByLayer", 12, [new(9, Activation.Silu), new(3)], new(DecoderKind.Dense) { Layers = [new(5, Activation.Tanh), new(12)] }) { PrincipalAxes = Rotation },
        OneLayer("Nested", 45, 37, DecoderKind.Dense, Nested),
        OneLayer("NestedTied", 20, 17, DecoderKind.Tied, Nested),
        OneLayer("NestedTiedAtStart", 20, 7, DecoderKind.TiedAtInitialization, Nested),
        OneLayer("NestedUnit", 6, 1, DecoderKind.Tied, Nested),
        OneLayer("NestedContracted", 20, 7, DecoderKind.Dense, Nested) with { Contraction = 0.1 },
        new("NestedDeep", 20, [new(18, Activation.Gelu), new(5)], new(DecoderKind.Dense) { Layers = [new(20, Bias: false)] })
        {
            PrincipalAxes = Nested, Normalizations = [new(NormalizationKind.Layer, 0)],
        },
        new("NestedEverything", 33, [new(40, Activation.Tanh), new(9)], new(DecoderKind.Dense) { Layers = [new(33)] })
        {
            PrincipalAxes = Nested, Noises = Below, L1 = 1e-4, L2 = 1e-3, Sparsity = new(0.02, SparsityMeasure.L1),
        },
        OneLayer("NestedEverythingTied", 33, 12, DecoderKind.Tied, Nested) with
        {
            Noises = [.. Below.Take(2)], L1 = 1e-4, L2 = 1e-3, Orthogonality = 0.01, Sparsity = new(0.02, SparsityMeasure.L1),
        },
    ],
    "Everything", "EverythingTied", "LayerInverse", "NestedEverything", "NestedEverythingTied"));

    private static readonly ModelLibrary Optimized = new(new TTarget().Select(
        from optimizer in Enum.GetValues<Optimizer>()
        from axes in new[] { Rotation, Nested }
        select OneLayer($"{axes.Method}{optimizer}", 5, 3, optimizer == Optimizer.Adam ? DecoderKind.Tied : DecoderKind.Dense, axes) with { Optimizer = optimizer },
        "RotationAugmentedGradientAdam", "NestedDropoutRmsProp"));

    public static TheoryData<string> Names => [.. Library.Names];

    public static TheoryData<string> OptimizedNames => [.. Optimized.Names];

    private static DeclaredNoise[] Below => [new("GaussianNoise", 0.1, -1), new("MaskingNoise", 0.2, -1), new("Dropout", 0.3, 0)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_with_turning_axes_are_the_references(string name) => StepCheck.Run(Target, Library, name, 5, Target.IsSlow ? [35] : [1, 35, 70]);

    [Theory]
    [MemberData(nameof(OptimizedNames))]
    public void Optimizers_take_and_clip_the_gradient_that_turns_the_axes(string name)
    {
        const double ClipNorm = 0.05;
        ModelDeclaration declaration = Optimized.Declaration(name);
        var settings = new OptimizerSettings { LearningRate = 0.01f, Epsilon = 1e-3f, ClipNorm = (float)ClipNorm };
        using ModelHandle model = Target.Create(Optimized, name, 11);
        var network = new ReferenceNetwork(declaration);
        network.Set(ModelParameters.Of(model));
        var reference = new ReferenceOptimizer(declaration.Optimizer, settings, network.Parameters());
        float[] data = new Random(7).NextSingles(6 * declaration.InputSize, -1, 1);
        model.OptimizerSettings = settings;
        for (int step = 0; step < 5; step++)
        {
            double[][] gradient = network.Gradient(data);
            Assert.True(ReferenceOptimizer.Norm(gradient) > ClipNorm);
            reference.Step(gradient);
            model.TrainStep(data);
        }

        ModelParameters parameters = ModelParameters.Of(model);
        foreach (ParameterTensor tensor in network.Parameters())
        {
            Assert.All(tensor.Values.Zip(tensor.In(parameters)), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
        }
    }

    private static ModelDeclaration Rotated(string name, DecoderKind decoder) =>
        new(name, 45, [new(40, Activation.Tanh), new(37)], new(decoder)) { PrincipalAxes = Rotation };

    private static ModelDeclaration OneLayer(string name, int input, int code, DecoderKind decoder, DeclaredPrincipalAxes axes) =>
        new(name, input, [new(code)], new(decoder)) { PrincipalAxes = axes };
}
