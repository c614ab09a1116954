using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Declared penalties: steps on the penalised loss against the reference.</summary>
public abstract class PenaltyTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private static readonly ModelLibrary Library = new(new TTarget().Select(
    [
        Declare("L1Dense", DecoderKind.Dense, 33, l1: 0.01, l2: 0),
        Declare("L2Tied", DecoderKind.Tied, 50, l1: 0, l2: 0.02),
        Declare("BothTied", DecoderKind.Tied, 65, l1: 0.003, l2: 0.01),
        Declare("BothInverse", DecoderKind.RightInverse, 40, l1: 0.003, l2: 0.01),
        Declare("BothTiedAtStart", DecoderKind.TiedAtInitialization, 31, l1: 0.003, l2: 0.01),
        Declare("OrthogonalDense", DecoderKind.Dense, 45, l1: 0, l2: 0.01, code: 35) with { Orthogonality = 0.02 },
        Declare("OrthogonalTied", DecoderKind.Tied, 70, l1: 0, l2: 0, code: 33) with { Orthogonality = 0.01 },
        Declare("OrthogonalInverse", DecoderKind.RightInverse, 41, l1: 0.001, l2: 0) with { Orthogonality = 0.01 },
        Declare("OrthogonalNoisy", DecoderKind.TiedAtInitialization, 38, l1: 0, l2: 0) with { Orthogonality = 0.01, Noises = [new("Dropout", 0.3, 0)] },
        Declare("Noisy", DecoderKind.Dense, 20, l1: 0.003, l2: 0.01) with { Noises = [new("MaskingNoise", 0.3, -1)] },
    ],
    "BothTied", "OrthogonalInverse"));

    public static TheoryData<string> Names => [.. Library.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_on_the_penalised_loss_are_the_references(string name) => StepCheck.Run(Target, Library, name, 5, Target.IsSlow ? [18] : [3, 40]);

    [Fact]
    public void The_gradients_norm_is_that_of_the_penalised_loss()
    {
        using ModelHandle model = Target.Create(Library, "BothTied", 3);
        var network = new ReferenceNetwork(Library.Declaration("BothTied"));
        network.Set(ModelParameters.Of(model));
        float[] data = new Random(6).NextSingles(8 * 65, -1, 1);
        model.OptimizerSettings = new() { LearningRate = 0 };

        TrainingHistory history = model.Fit(new DataSet(data, 65), new() { Epochs = 1, BatchSize = 8, Shuffle = false, MeasureGradientNorm = true });

        double norm = ReferenceOptimizer.Norm(network.Gradient(data));
        Assert.Equal(norm, history.Epochs[0].GradientNorm!.Value, 1e-4 * norm);
        Assert.Equal(network.Loss(data), history.Epochs[0].Loss, 1e-5);
    }

    protected static ModelLibrary Models => Library;

    private static ModelDeclaration Declare(string name, DecoderKind decoder, int input, double l1, double l2, int code = 6) =>
        new(name, input, [new(Math.Max(17, code), Activation.Tanh), new(code)], new(decoder)) { L1 = l1, L2 = l2 };
}
