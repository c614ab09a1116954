using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Declared normalisations: steps, statistics and inference against the reference.</summary>
public abstract class NormalizationTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private static readonly ModelLibrary Library = new(new TTarget().Select(
    [
        Declare("LayerTied", DecoderKind.Tied, NormalizationKind.Layer),
        Declare("LayerDense", DecoderKind.Dense, NormalizationKind.Layer) with { Encoder = [new(70, Activation.Gelu), new(3, Activation.Sine, Bias: false)] },
        Declare("LayerInverse", DecoderKind.RightInverse, NormalizationKind.Layer),
        Declare("BatchTied", DecoderKind.Tied, NormalizationKind.Batch),
        Declare("BatchAtStart", DecoderKind.TiedAtInitialization, NormalizationKind.Batch) with { Encoder = [new(64, Activation.Softplus), new(1, Bias: false)] },
        Declare("BatchInverse", DecoderKind.RightInverse, NormalizationKind.Batch),
        Decoder("LayerBetween", NormalizationKind.Layer),
        Decoder("BatchBetween", NormalizationKind.Batch),
        Declare("BatchDrawn", DecoderKind.RightInverse, NormalizationKind.Batch) with { Variational = new(0.05, 0), Noises = [new("Dropout", 0.2, 0)] },
        Everything("LayerAndAll", DecoderKind.Tied, NormalizationKind.Layer),
        Everything("BatchAndAll", DecoderKind.RightInverse, NormalizationKind.Batch),
    ],
    "LayerTied", "BatchInverse", "LayerBetween", "BatchAndAll", "BatchDrawn"));

    public static TheoryData<string> Names => [.. Library.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_are_the_references(string name) => StepCheck.Run(Target, Library, name, 5, Target.IsSlow ? [35] : [5, 35, 70]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Inference_is_the_references(string name)
    {
        ModelDeclaration declaration = Library.Declaration(name);
        foreach (TestVariant variant in Target.VariantsOf(declaration, Library.IndexOf(name)))
        {
            using ModelHandle model = Target.Create(Library, name, 4);
            variant.Runs[0].Apply(model);
            double tolerance = 2e-4 * TestData.Prepare(declaration, model, new Random(8), redraw: false);
            var network = new ReferenceNetwork(declaration);
            float[] data = new Random(9).NextSingles(37 * declaration.InputSize, -1, 1);
            Compare(network, model, data, tolerance);

            // What inference works with must follow each kind of change.
            model.OptimizerSettings = new() { LearningRate = 0.125f };
            model.TrainStep(data);
            Compare(network, model, data, tolerance);
            LayerParameters layer = model.Layers[0];
            layer.SetBiases([.. layer.GetBiases().Select(bias => bias + 1)]);
            Compare(network, model, data, tolerance);
            layer.SetWeights([.. layer.GetWeights().Select(weight => 2 * weight)]);
            Compare(network, model, data, tolerance);
            if (layer.Architecture.Normalization is not null)
            {
                NormalizationParameters own = layer.GetNormalization();
                layer.SetNormalization(own with { Gains = [.. own.Gains.Select(gain => 1 - gain)] });
                Compare(network, model, data, tolerance);
            }
        }
    }

    [Fact]
    public void Running_statistics_follow_the_batches()
    {
        const string Name = "BatchInverse";
        ModelDeclaration declaration = Library.Declaration(Name);
        using ModelHandle model = Target.Create(Library, Name, 4);
        TestData.Prepare(declaration, model, new Random(8), redraw: false);
        model.OptimizerSettings = new() { LearningRate = 0 };
        var network = new ReferenceNetwork(declaration);
        foreach (int batch in (int[])[33, 3, 2])
        {
            network.Set(ModelParameters.Of(model));
            float[] data = new Random(batch).NextSingles(batch * declaration.InputSize, -1, 1);
            (double[] means, double[] variances) = network.Normalizations[0]!.StatisticsAfter(network.Linear(0, data));
            model.TrainStep(data);
            NormalizationParameters after = model.Layers[0].GetNormalization();
            for (int unit = 0; unit < means.Length; unit++)
            {
                Assert.True(Math.Abs(means[unit] - after.RunningMeans![unit]) < 1e-5, $"batch {batch}, mean {unit}: {means[unit]} {after.RunningMeans![unit]}");
                Assert.True(Math.Abs(variances[unit] - after.RunningVariances![unit]) < 1e-5, $"batch {batch}, variance {unit}: {variances[unit]} {after.RunningVariances![unit]}");
            }
        }
    }

    [Fact]
    public void A_refused_step_leaves_the_statistics_as_they_are()
    {
        using ModelHandle model = Target.Create(Library, "BatchInverse", 4);
        int[] before = ModelParameters.Of(model).Bits();
        float[] data = new Random(3).NextSingles(8 * 45, -1, 1);
        data[^1] = float.PositiveInfinity;
        Assert.ThrowsAny<Exception>(() => model.TrainStep(data));
        Assert.Equal(before, ModelParameters.Of(model).Bits());
    }

    [Fact]
    public void Numbers_of_a_normalisation_are_checked()
    {
        using ModelHandle model = Target.Create(Library, "BatchInverse");
        LayerParameters layer = model.Layers[0];
        float[] ones = [.. Enumerable.Repeat(1f, layer.Architecture.Outputs)], negative = [.. ones];
        negative[3] = -1;
        Assert.Contains("variance", Assert.Throws<ArgumentException>(() => layer.SetNormalization(new(ones, ones, negative))).Message, StringComparison.Ordinal);
        Assert.Contains("running means", Assert.Throws<ArgumentException>(() => layer.SetNormalization(new(ones))).Message, StringComparison.Ordinal);
        Assert.Contains("gains", Assert.Throws<ArgumentException>(() => layer.SetNormalization(new([1], ones, ones))).Message, StringComparison.Ordinal);
        negative[3] = float.NaN;
        Assert.Throws<ArgumentException>(() => layer.SetNormalization(new(negative, ones, ones)));
        Assert.Throws<InvalidOperationException>(() => model.Layers[^1].SetNormalization(new(ones)));
        Assert.Throws<InvalidOperationException>(() => model.Layers[^1].GetNormalization());
    }

    private static ModelDeclaration Declare(string name, DecoderKind decoder, NormalizationKind kind) =>
        new(name, 45, [new(40, Activation.Tanh), new(37)], new(decoder)) { Normalizations = [new(kind, 0), new(kind, 1, 0.01, 0.3)] };

    private static ModelDeclaration Decoder(string name, NormalizationKind kind) =>
        new(name, 20, [new(9, Activation.Elu)], new(DecoderKind.Dense) { Layers = [new(33, Activation.Sigmoid), new(12, Activation.Silu, Bias: false), new(20)] })
        {
            Normalizations = [new(kind, 1), new(kind, 2)],
        };

    private static ModelDeclaration Everything(string name, DecoderKind decoder, NormalizationKind kind) =>
        new(name, 45, [new(34, Activation.Silu), new(30, Activation.Sigmoid)], new(decoder))
        {
            Normalizations = [new(NormalizationKind.Batch, 0, 0.1), new(kind, 1, 0.1)],
            Noises = [new("GaussianNoise", 0.1, -1), new("Dropout", 0.2, 0), new("Dropout", 0.1, 1)],
            L1 = 1e-4,
            L2 = 1e-3,
            Orthogonality = 0.01,
            Sparsity = new(0.03, SparsityMeasure.KullbackLeibler, 0.2),
        };

    private static void Compare(ReferenceNetwork network, ModelHandle model, float[] data, double tolerance)
    {
        network.Set(ModelParameters.Of(model));
        double[] expectedCodes = network.Encode(data);
        float[] codes = new float[expectedCodes.Length], decoded = new float[data.Length], reconstructions = new float[data.Length];
        model.Encode(data, codes);
        model.Decode(codes, decoded);
        model.Reconstruct(data, reconstructions);
        AssertClose(expectedCodes, codes, tolerance);
        AssertClose(network.Decode(codes), decoded, tolerance);
        AssertClose(network.Reconstruct(data), reconstructions, tolerance);
        double loss = network.Loss(data);
        Assert.Equal(loss, model.Evaluate(data), tolerance * Math.Max(1, loss));
    }

    private static void AssertClose(double[] expected, float[] actual, double tolerance)
    {
        double scale = Math.Max(1, expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance * scale);
        }
    }
}
