using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Declared sparsity of the code: steps on the penalised loss against the reference.</summary>
public abstract class SparsityTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private static readonly DeclaredSparsity Sizes = new(0.02, SparsityMeasure.L1);
    private static readonly DeclaredSparsity Divergence = new(0.03, SparsityMeasure.KullbackLeibler, 0.1);

    private static readonly ModelLibrary Library = new(new TTarget().Select(
    [
        Declare("Linear", DecoderKind.Tied, Activation.Identity, Sizes),
        Declare("Tanh", DecoderKind.Dense, Activation.Tanh, Sizes),
        Declare("Softplus", DecoderKind.TiedAtInitialization, Activation.Softplus, Sizes),
        Declare("GeluInverse", DecoderKind.RightInverse, Activation.Gelu, Sizes),
        Declare("DroppedSine", DecoderKind.Tied, Activation.Sine, Sizes) with { Noises = [new("GaussianNoise", 0.1, 0), new("Dropout", 0.3, 1)] },
        Declare("MeansTied", DecoderKind.Tied, Activation.Sigmoid, Divergence),
        Declare("MeansDense", DecoderKind.Dense, Activation.Sigmoid, Divergence) with { Noises = [new("MaskingNoise", 0.2, -1), new("Dropout", 0.3, 1)] },
        Declare("MeansInverse", DecoderKind.RightInverse, Activation.Sigmoid, Divergence),
    ],
    "MeansTied", "DroppedSine"));

    public static TheoryData<string> Names => [.. Library.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_on_the_penalised_loss_are_the_references(string name) => StepCheck.Run(Target, Library, name, 5, Target.IsSlow ? [35] : [3, 35, 70]);

    [Fact]
    public void Training_brings_the_mean_activations_to_the_target()
    {
        using ModelHandle model = Target.Create(Library, "MeansTied", 3);
        model.OptimizerSettings = new() { LearningRate = 0.5f };
        float[] data = new Random(6).NextSingles(64 * 45, -1, 1), codes = new float[64 * 37];
        double Mean()
        {
            model.Encode(data, codes);
            return codes.Average();
        }

        double before = Mean();
        for (int step = 0; step < (Target.IsSlow ? 30 : 400); step++)
        {
            model.TrainStep(data);
        }

        Assert.InRange(before, 0.4, 0.6);
        Assert.InRange(Mean(), 0.05, Target.IsSlow ? before - 0.03 : 0.2);
    }

    private static ModelDeclaration Declare(string name, DecoderKind decoder, Activation code, DeclaredSparsity sparsity) =>
        new(name, 45, [new(40, Activation.Tanh), new(37, code)], new(decoder)) { Sparsity = sparsity };
}
