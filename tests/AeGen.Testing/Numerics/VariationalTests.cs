using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Codes drawn in training: steps against the reference, what is left alone, and what training comes to.</summary>
public abstract class VariationalTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private static readonly DeclaredVariational Weighted = new(0.02);

    private static readonly ModelLibrary Library = new(new TTarget().Select(
    [
        Declare("Free", DecoderKind.Dense),
        Declare("Tied", DecoderKind.Tied),
        Declare("TiedAtStart", DecoderKind.TiedAtInitialization),
        Declare("Inverse", DecoderKind.RightInverse),
        Declare("WarmedUp", DecoderKind.Tied) with { Variational = new(0.05, 1) },
        Declare("WarmingUp", DecoderKind.Dense) with { Variational = new(0.05, 4) },
        Declare("Unweighted", DecoderKind.Tied) with { Variational = new(0) },
        Declare("Everything", DecoderKind.Dense) with { Noises = Everywhere, L1 = 1e-4, L2 = 1e-3, Orthogonality = 0.01, Sparsity = new(0.02, SparsityMeasure.L1) },
        Declare("EverythingTied", DecoderKind.Tied) with
        {
            Variational = new(0.05, 3), Noises = Everywhere, L2 = 1e-3, Sparsity = new(0.02, SparsityMeasure.L1),
        },
        Declare("EverythingInverse", DecoderKind.RightInverse) with { Noises = Everywhere, L2 = 1e-3, Orthogonality = 0.01 },
        new("OneLayer", 20, [new(7)], new(DecoderKind.Dense)) { Variational = Weighted },
        new("OneLayerTied", 20, [new(7, Bias: false)], new(DecoderKind.Tied) { Bias = false }) { Variational = Weighted },
        new("OneLayerInverse", 20, [new(7)], new(DecoderKind.RightInverse)) { Variational = Weighted },
        new("LinearBelow", 30, [new(12), new(5)], new(DecoderKind.Tied)) { Variational = Weighted },
        new("Deep", 33, [new(40, Activation.Silu), new(34, Activation.Sigmoid), new(3)], new(DecoderKind.Dense) { Layers = [new(9, Activation.Tanh), new(33)] })
        {
            Variational = Weighted, Output = Activation.Sigmoid, Loss = Loss.MeanSquaredError,
        },
    ],
    "EverythingTied", "EverythingInverse", "OneLayer"));

    public static TheoryData<string> Names => [.. Library.Names];

    private static DeclaredNoise[] Everywhere =>
    [
        new("GaussianNoise", 0.1, -1), new("MaskingNoise", 0.2, 0), new("Dropout", 0.3, 0), new("GaussianNoise", 0.1, 1), new("Dropout", 0.3, 1),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_with_drawn_codes_are_the_references(string name)
    {
        ShapeCheck.Run(Library.Declaration(name), Target.Type(Library, name).Architecture);
        StepCheck.Run(Target, Library, name, 11, Target.IsSlow ? [35] : [1, 35, 70]);
    }

    [Theory]
    [InlineData("OneLayer")]
    [InlineData("EverythingTied")]
    [InlineData("EverythingInverse")]
    public void Nothing_but_training_draws_codes(string name)
    {
        ModelDeclaration declaration = Library.Declaration(name);
        using ModelHandle model = Target.Create(Library, name, 3);
        double condition = TestData.Prepare(declaration, model, new Random(4), redraw: false);
        var network = new ReferenceNetwork(declaration);
        network.Set(ModelParameters.Of(model));
        float[] data = new Random(5).NextSingles(20 * declaration.InputSize, -1, 1), codes = new float[20 * declaration.CodeSize], output = new float[data.Length];

        model.Encode(data, codes);
        model.Reconstruct(data, output);

        Near(network.Encode(data), codes, condition);
        Near(network.Reconstruct(data), output, condition);
        Assert.Equal(network.Loss(data), model.Evaluate(data), 1e-4 * condition);
    }

    [Fact]
    public void Equal_seeds_draw_equal_codes_and_others_others() => SeedCheck.Run(Target, Library, "EverythingTied");

    [Fact]
    public void After_a_checkpoint_the_draws_and_the_warm_up_go_on()
    {
        string path = Path.GetTempFileName();
        try
        {
            using ModelHandle expected = Target.Create(Library, "EverythingTied", 6);
            using ModelHandle resumed = Target.Create(Library, "EverythingTied", 7);
            float[] data = new Random(4).NextSingles(16 * 45, -1, 1);
            expected.TrainStep(data);
            expected.SaveCheckpoint(path);
            resumed.LoadCheckpoint(path);
            for (int step = 1; step < 5; step++)
            {
                Assert.Equal(expected.TrainStep(data), resumed.TrainStep(data));
            }

            Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(resumed).Bits());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Variances_beyond_all_bounds_come_back()
    {
        using ModelHandle model = Target.Create(Library, "OneLayer", 3);
        model.OptimizerSettings = new() { LearningRate = 1e-6f };
        float[] data = new Random(5).NextSingles(20 * 20, -1, 1), biases = [300, -300, 25, -25, 0, 30, 21];
        model.Layers["encoder.logvariance"].SetBiases(biases);

        float loss = model.TrainStep(data);
        float[] after = model.Layers["encoder.logvariance"].GetBiases();

        Assert.True(float.IsFinite(loss));
        Assert.All(after, value => Assert.True(float.IsFinite(value)));
        Assert.All([0, 2, 5, 6], unit => Assert.True(after[unit] < biases[unit]));
    }

    private static void Near(double[] expected, float[] actual, double condition) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * condition * Math.Max(1, Math.Abs(pair.First))));

    private static ModelDeclaration Declare(string name, DecoderKind decoder) =>
        new(name, 45, [new(40, Activation.Gelu), new(37)], new(decoder)) { Variational = Weighted };
}
