using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Tests.Use;

/// <summary>Normalised models converted, folded and described.</summary>
public sealed class NormalizedModelTests
{
    private const int Size = 20;

    private static readonly ModelLibrary Library = new(
    [
        .. Enum.GetValues<DecoderKind>().Select(kind => Declare("Batch", kind, NormalizationKind.Batch)),
        Declare("Layer", DecoderKind.Tied, NormalizationKind.Layer),
        Declare("Layer", DecoderKind.Dense, NormalizationKind.Layer),
        Declare("Batch", DecoderKind.Dense, NormalizationKind.Batch, 0.5),
        new("PlainDense", Size, [new(6)], new(DecoderKind.Dense)),
    ]);

    [Theory]
    [InlineData("BatchTied", "Untie", "BatchDense")]
    [InlineData("BatchTied", "ToDense", "BatchTiedAtInitialization")]
    [InlineData("BatchRightInverse", "ToDense", "BatchDense")]
    [InlineData("LayerTied", "ToDense", "LayerDense")]
    public void A_conversion_takes_the_normalisation_along(string from, string conversion, string to)
    {
        using ModelHandle source = Trained(from);
        float[] samples = UseModels.Samples(9, 2), expected = UseModels.Reconstruct(source, samples);

        using ModelHandle target = Library.Type(to, ModelCompiler.Default).From(source, conversion);

        Assert.Equal(source.Layers[0].GetNormalization().Gains, target.Layers[0].GetNormalization().Gains);
        Assert.InRange(UseModels.Distance(expected, UseModels.Reconstruct(target, samples)), 0, 1e-5);
    }

    [Theory]
    [InlineData("BatchTied", "PlainDense", "BatchNorm with epsilon 1E-05")]
    [InlineData("BatchTied", "LayerDense", "LayerNorm")]
    [InlineData("BatchTied", "BatchDenseWide", "epsilon 0.5")]
    public void A_conversion_to_another_normalisation_is_refused(string from, string to, string difference)
    {
        using ModelHandle source = Library.Create(from, 1);

        Exception refusal = Assert.ThrowsAny<InvalidOperationException>(() => Library.Type(to, ModelCompiler.Default).From(source, "ToDense"));

        Assert.Contains(difference, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_code_is_recoded_behind_a_normalisation()
    {
        using ModelHandle source = Library.Create("BatchRightInverse", 1);

        Exception refusal = Assert.ThrowsAny<InvalidOperationException>(() => Library.Type("BatchTied", ModelCompiler.Default).From(source, "ToTied"));

        Assert.Contains("'encoder.0' of 'BatchRightInverse' has a BatchNorm", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_normalisation_over_the_batch_is_part_of_the_matrix()
    {
        using ModelHandle model = Trained("BatchTied");
        float[] samples = UseModels.Samples(9, 2), codes = new float[9 * 6], folded = new float[9 * 6];
        model.Encode(samples, codes);

        model.FoldEncoder().Apply(samples, folded);

        Assert.InRange(UseModels.Distance(codes, folded), 0, 1e-5);
        using ModelHandle byRows = Library.Create("LayerTied", 1);
        Assert.Contains("'encoder.0' is normalised sample by sample", Assert.Throws<InvalidOperationException>(byRows.FoldEncoder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gains_count_and_are_described()
    {
        using ModelHandle model = Library.Create("BatchTied", 1);

        Assert.Equal((20 * 6) + 6 + 6 + 20, Library.Type("BatchTied", ModelCompiler.Default).Architecture.ParameterCount);
        Assert.Contains("120 weights + 6 biases, BatchNorm with epsilon 1E-05 and 6 gains", model.Describe(), StringComparison.Ordinal);
    }

    private static ModelDeclaration Declare(string name, DecoderKind decoder, NormalizationKind kind, double epsilon = 1e-5) =>
        new($"{name}{decoder}{(epsilon > 0.1 ? "Wide" : "")}", Size, [new(6)], new(decoder)) { Normalizations = [new(kind, 0, epsilon)] };

    private static ModelHandle Trained(string name)
    {
        ModelHandle model = Library.Create(name, 3);
        var random = new Random(7);
        for (int step = 0; step < 5; step++)
        {
            model.TrainStep(random.NextSingles(16 * Size, -1, 2));
        }

        return model;
    }
}
