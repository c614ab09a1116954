using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>The penalty on the encoder's Jacobian: steps on the penalised loss against the reference.</summary>
public abstract class ContractionTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private static readonly ModelLibrary Library = new(new TTarget().Select(
    [
        Declare("Linear", DecoderKind.Tied, Activation.Identity),
        Declare("Leaky", DecoderKind.Dense, Activation.LeakyRelu),
        Declare("Elu", DecoderKind.Dense, Activation.Elu),
        Declare("Selu", DecoderKind.Tied, Activation.Selu),
        Declare("Tanh", DecoderKind.TiedAtInitialization, Activation.Tanh),
        Declare("Sigmoid", DecoderKind.Tied, Activation.Sigmoid),
        Declare("Softplus", DecoderKind.RightInverse, Activation.Softplus),
        Declare("Sine", DecoderKind.Tied, Activation.Sine),
        Declare("Gelu", DecoderKind.Dense, Activation.Gelu),
        Declare("SiluInverse", DecoderKind.RightInverse, Activation.Silu),
        Declare("Mish", DecoderKind.TiedAtInitialization, Activation.Mish),
        Declare("Softsign", DecoderKind.Dense, Activation.Softsign),
        Declare("HardSwish", DecoderKind.Tied, Activation.HardSwish),
        Declare("Everything", DecoderKind.Tied, Activation.Sigmoid) with
        {
            L1 = 1e-4, L2 = 1e-3, Orthogonality = 0.01, Sparsity = new(0.02, SparsityMeasure.KullbackLeibler),
            Noises = [new("GaussianNoise", 0.1, -1), new("Dropout", 0.3, -1), new("Dropout", 0.3, 0)],
        },
        Declare("EverythingGelu", DecoderKind.RightInverse, Activation.Gelu) with { L2 = 1e-3, Noises = [new("GaussianNoise", 0.1, -1), new("Dropout", 0.3, 0)] },
        Declare("Drawn", DecoderKind.Dense, Activation.Identity) with { Variational = new(0.02) },
        new("Small", 5, [new(3, Activation.Tanh, Bias: false)], new(DecoderKind.Dense) { Layers = [new(4, Activation.Silu), new(5)] }) { Contraction = 0.1 },
    ],
    "Everything", "EverythingGelu"));

    public static TheoryData<string> Names => [.. Library.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_on_the_penalised_loss_are_the_references(string name) => StepCheck.Run(Target, Library, name, 5, Target.IsSlow ? [35] : [1, 35, 70]);

    [Fact]
    public void Training_makes_codes_vary_less_with_the_samples()
    {
        // The strength is next to the loss's, so that one step after the other makes the sum smaller.
        const string Name = "Everything";
        using ModelHandle model = Target.Create(Library, Name, 3);
        var network = new ReferenceNetwork(Library.Declaration(Name) with { L1 = 0, L2 = 0, Orthogonality = 0, Sparsity = null, Noises = [] });
        float[] data = new Random(6).NextSingles(64 * 45, -1, 1);
        double Contraction()
        {
            network.Set(ModelParameters.Of(model));
            return network.Objective(data) - network.Loss(data);
        }

        double before = Contraction();
        model.OptimizerSettings = new() { LearningRate = 0.1f };
        for (int step = 0; step < (Target.IsSlow ? 20 : 200); step++)
        {
            model.TrainStep(data);
        }

        Assert.InRange(Contraction(), 0, 0.95 * before);
    }

    private static ModelDeclaration Declare(string name, DecoderKind decoder, Activation code) =>
        new(name, 45, [new(37, code)], new(decoder)) { Contraction = 0.02 };
}
