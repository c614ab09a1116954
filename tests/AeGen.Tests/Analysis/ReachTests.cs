using AeGen.Analysis;

namespace AeGen.Tests.Analysis;

public class ReachTests
{
    [Theory]
    [InlineData(2, 2, 2)]     // a circle's reach is its radius
    [InlineData(2, 1, 0.5)]   // an ellipse's is its least radius of curvature, b²/a
    public void That_of_an_ellipse_is_its_least_radius_of_curvature(double a, double b, double expected)
    {
        (DataSet samples, double[] tangents) = Ellipse(a, b, 720, 0);

        Assert.Equal(expected, Reach.Of(samples, tangents, 1), 2e-3);
    }

    [Fact]
    public void That_of_two_parts_is_half_of_the_gap_between_them()
    {
        (DataSet inner, double[] innerTangents) = Ellipse(1, 1, 400, 0);
        (DataSet outer, double[] outerTangents) = Ellipse(1.4, 1.4, 400, 0);
        var both = new DataSet((float[])[.. inner.Samples.Span, .. outer.Samples.Span], 2);

        Assert.Equal(0.2, Reach.Of(both, (double[])[.. innerTangents, .. outerTangents], 1), 1e-3);
    }

    [Fact]
    public void Pairs_left_out_hide_a_reach_below_half_of_their_distance_and_all_of_them_left_out_are_refused()
    {
        (DataSet samples, double[] tangents) = Ellipse(2, 1, 720, 0);

        Assert.InRange(Reach.Of(samples, tangents, 1, separation: 2.5), 1.25, 2);
        Exception none = Assert.Throws<ArgumentOutOfRangeException>(() => Reach.Of(samples, tangents, 1, separation: 4.5));
        Assert.Contains("4.5", none.Message, StringComparison.Ordinal);
        Assert.Contains("at most 4,", none.Message, StringComparison.Ordinal);
        var point = new DataSet(new float[20], 2);
        Assert.Contains(
            "one point", Assert.Throws<ArgumentException>(() => Reach.Of(point, new double[20], 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plane_has_no_end_of_it()
    {
        var random = new Random(3);
        var samples = new DataSet(Enumerable.Range(0, 300).Select(index => index % 3 == 2 ? 0 : random.NextSingle()).ToArray(), 3);
        double[] tangents = [.. Enumerable.Repeat((double[])[1, 0, 0, 0, 1, 0], 100).SelectMany(plane => plane)];

        Assert.Equal(double.PositiveInfinity, Reach.Of(samples, tangents, 2));
    }

    [Fact]
    public void Tangents_of_other_samples_and_separations_that_are_none_are_refused()
    {
        (DataSet samples, double[] tangents) = Ellipse(1, 1, 10, 0);

        Assert.Contains("10 x 2", Assert.Throws<ArgumentException>(() => Reach.Of(samples, tangents.AsMemory(2), 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Reach.Of(samples, tangents, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reach.Of(samples, tangents, 1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => TangentSpaces.Of(samples, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => TangentSpaces.Of(samples, 1, neighbours: 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => TangentSpaces.Of(samples, 2, neighbours: 1));
    }

    [Fact]
    public void Tangent_spaces_are_those_of_the_neighbours()
    {
        (DataSet samples, double[] expected) = Ellipse(1, 1, 1000, 5);

        double[] actual = TangentSpaces.Of(samples, 1);

        Assert.All(Enumerable.Range(0, samples.Count), index => Assert.InRange(
            Math.Abs((actual[2 * index] * expected[2 * index]) + (actual[(2 * index) + 1] * expected[(2 * index) + 1])), 0.999, 1.0001));
    }

    /// <summary>Samples of an ellipse with their unit tangents, evenly in the parameter or, with a seed, at random.</summary>
    private static (DataSet Samples, double[] Tangents) Ellipse(double a, double b, int count, int seed)
    {
        var random = new Random(seed);
        float[] samples = new float[2 * count];
        double[] tangents = new double[2 * count];
        for (int i = 0; i < count; i++)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * (seed == 0 ? i / (double)count : random.NextDouble()));
            double length = Math.Sqrt((a * sine * a * sine) + (b * cosine * b * cosine));
            (samples[2 * i], samples[(2 * i) + 1]) = ((float)(a * cosine), (float)(b * sine));
            (tangents[2 * i], tangents[(2 * i) + 1]) = (-a * sine / length, b * cosine / length);
        }

        return (new DataSet(samples, 2), tangents);
    }
}
