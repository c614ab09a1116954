using AeGen.Analysis;
using AeGen.Testing.Harness;
using AeGen.Testing.Reference;
using AeGen.Tests.Harness;

namespace AeGen.Tests.Training;

/// <summary>What the axes of a linear code are after training, 20-4, on data whose principal directions have variances of their own.</summary>
public sealed class PrincipalAxesTrainingTests(CpuTarget target) : TargetTests<CpuTarget>(target), IClassFixture<CpuTarget>
{
    private const int N = 20;
    private const int K = 4;
    private const int Count = 256;

    /// <summary>Decay makes a decoder the transpose up to the lengths of the rows, and a penalty makes rows orthonormal of which no loss knows the lengths.</summary>
    private static readonly ModelLibrary Library = new(
    [
        Declare("Plain", DecoderKind.Dense, null) with { L2 = 0.005 },
        Declare("PlainTied", DecoderKind.Tied, null),
        Declare("Rotated", DecoderKind.Dense, AxisMethod.RotationAugmentedGradient) with { L2 = 0.005 },
        Declare("RotatedTied", DecoderKind.Tied, AxisMethod.RotationAugmentedGradient),
        Declare("RotatedInverse", DecoderKind.RightInverse, AxisMethod.RotationAugmentedGradient) with { Orthogonality = 0.02 },
        Declare("Nested", DecoderKind.Dense, AxisMethod.NestedDropout),
        Declare("NestedTied", DecoderKind.Tied, AxisMethod.NestedDropout),
    ]);

    private static readonly DataSet Data = Draw();

    [Theory]
    [InlineData("Rotated")]
    [InlineData("RotatedTied")]
    [InlineData("RotatedInverse")]
    [InlineData("Nested")]
    [InlineData("NestedTied")]
    public void Rows_become_the_principal_directions_in_order(string name) => Assert.All(Cosines(name), cosine => Assert.InRange(cosine, 0.999, 1.0001));

    [Theory]
    [InlineData("Plain")]
    [InlineData("PlainTied")]
    public void Without_they_span_the_same_space_by_other_axes(string name) => Assert.Contains(Cosines(name), cosine => cosine < 0.9);

    /// <summary>Trains, and compares each row of the encoder's weight with the principal direction of its place.</summary>
    private double[] Cosines(string name)
    {
        using ModelHandle model = Target.Create(Library, name, 2);

        // Turning is no descent of anything, and momentum would carry it too far.
        model.OptimizerSettings = name.StartsWith("Nested", StringComparison.Ordinal) ? new() { LearningRate = 0.3f, Momentum = 0.9f } : new() { LearningRate = 1 };
        float[] samples = [.. Data.Samples.Span];
        for (int step = 0; step < 3000; step++)
        {
            model.TrainStep(samples);
        }

        float[] weights = model.Layers[0].GetWeights();
        double[] directions = Pca.Fit(Data).Directions(K);
        return [.. Enumerable.Range(0, K).Select(row => Cosine(weights.AsSpan(row * N, N), directions.AsSpan(row * N, N)))];
    }

    private static double Cosine(ReadOnlySpan<float> row, ReadOnlySpan<double> direction)
    {
        double product = 0, length = 0;
        for (int i = 0; i < row.Length; i++)
        {
            product += row[i] * direction[i];
            length += (double)row[i] * row[i];
        }

        return Math.Abs(product) / Math.Sqrt(length);
    }

    private static ModelDeclaration Declare(string name, DecoderKind decoder, AxisMethod? method) =>
        new(name, N, [new(K)], new(decoder)) { PrincipalAxes = method is { } own ? new(own) : null };

    /// <summary>Samples with four strong directions of falling variances and sixteen weak ones.</summary>
    private static DataSet Draw()
    {
        var random = new Random(12);
        Matrix axes = Matrix.Random(N, N, random).GramSchmidt();
        Matrix samples = Matrix.Random(Count, N, random);
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < N; j++)
            {
                samples[i, j] *= j < K ? 2 - (0.4 * j) : 0.2;
            }
        }

        return new DataSet(samples.Times(axes).ToSingle(), N);
    }
}
