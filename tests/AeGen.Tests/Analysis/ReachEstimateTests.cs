using AeGen.Analysis;

namespace AeGen.Tests.Analysis;

/// <summary>The reach of manifolds whose reach is known, from random samples alone.</summary>
public class ReachEstimateTests
{
    public static TheoryData<string, int, int, double, double> Surfaces => new()
    {
        { "torus", 2000, 2, 0.5, 0.02 },           // min(r, R - r)
        { "torus", 8000, 2, 0.5, 0.01 },
        { "wide torus", 8000, 2, 0.25, 0.1 },      // R - r, at the equator within
        { "sphere", 2000, 2, 1, 0.01 },
        { "sphere", 8000, 2, 1, 0.005 },
        { "ellipsoid", 2000, 2, 0.5, 0.05 },       // c² / a, at the two ends of its longest axis
        { "ellipsoid", 8000, 2, 0.5, 0.02 },
        { "flat torus", 2000, 2, 0.7071, 0.01 },   // both circles' radius
        { "flat torus", 8000, 2, 0.7071, 0.005 },
        { "uneven torus", 4000, 2, 0.6, 0.02 },    // the lesser circle's
        { "projective plane", 4000, 2, 0.7071, 0.02 },
        { "sphere in four dimensions", 2000, 3, 1, 0.02 },
        { "ellipse", 2000, 1, 0.5, 0.01 },         // b² / a
        { "circles in one another", 800, 1, 0.2, 0.01 },
    };

    [Theory]
    [MemberData(nameof(Surfaces))]
    public void It_is_within_a_few_percent(string surface, int count, int dimension, double reach, double tolerance)
    {
        ReachEstimate estimate = Reach.Estimate(Draw(surface, count), dimension);

        Assert.InRange(estimate.Value, reach * (1 - tolerance), reach * (1 + tolerance));
        Assert.True(estimate.FitRadius <= estimate.Value, estimate.ToString());
    }

    [Fact]
    public void A_bottleneck_is_told_apart_from_a_curvature()
    {
        ReachEstimate estimate = Reach.Estimate(Draw("circles in one another", 800), 1);

        Assert.Equal(0.2, estimate.FromChords, 1e-3);
        Assert.Equal(1, estimate.FromCurvature, 1e-2);
    }

    [Fact]
    public void A_plane_has_no_end_of_it() => Assert.True(Reach.Estimate(Draw("plane", 500), 2).Value > 1e3);

    [Fact]
    public void It_grows_with_the_samples_unit()
    {
        DataSet samples = Draw("sphere", 500);
        ReachEstimate one = Reach.Estimate(samples, 2), thousand = Reach.Estimate(samples.Scale(1000), 2);

        Assert.Equal(1000 * one.Value, thousand.Value, 1.0);
        Assert.Equal(1000 * one.FitRadius, thousand.FitRadius, 1.0);
    }

    [Theory]
    [InlineData("spheres in one another", 2000)]   // 0.2 apart from neighbours that are 0.4 apart
    [InlineData("wide torus", 500)]
    public void Samples_that_are_too_thin_for_the_reach_are_refused(string surface, int count)
    {
        string message = Assert.Throws<ArgumentException>(() => Reach.Estimate(Draw(surface, count), 2)).Message;

        Assert.Contains($"The {count} samples are too thin", message, StringComparison.Ordinal);
        Assert.Contains("Take more samples", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_samples_and_samples_of_fewer_dimensions_are_refused()
    {
        Assert.Contains("more than 27", Assert.Throws<ArgumentException>(() => Reach.Estimate(Draw("sphere", 27), 2)).Message,
            StringComparison.Ordinal);
        Assert.Contains("too alike", Assert.Throws<ArgumentException>(() => Reach.Estimate(new DataSet(new float[300], 3), 2)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Reach.Estimate(Draw("sphere", 100), 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reach.Estimate(Draw("sphere", 100), 0));
    }

    private static DataSet Draw(string surface, int count)
    {
        var random = new Random(11);
        float[][] points = [.. Enumerable.Range(0, count).Select(
            index => Point(surface, index, random).Select(number => (float)number).ToArray())];
        return new DataSet((float[])[.. points.SelectMany(point => point)], points[0].Length);
    }

    private static double[] Point(string surface, int index, Random random) => surface switch
    {
        "torus" => Torus(random, 0.5),
        "wide torus" => Torus(random, 0.75),
        "sphere" => Sphere(random, 3),
        "sphere in four dimensions" => Sphere(random, 4),
        "spheres in one another" => [.. Sphere(random, 3).Select(number => number * (index % 2 == 0 ? 1 : 1.4))],
        "ellipsoid" => [.. Sphere(random, 3).Zip([2, 1.5, 1.0], (number, axis) => number * axis)],
        "flat torus" => [.. Circle(random, Math.Sqrt(0.5)), .. Circle(random, Math.Sqrt(0.5))],
        "uneven torus" => [.. Circle(random, 1), .. Circle(random, 0.6)],
        "projective plane" => Veronese(Sphere(random, 3)),
        "ellipse" => [.. Circle(random, 1).Zip([2, 1.0], (number, axis) => number * axis)],
        "circles in one another" => Circle(random, index % 2 == 0 ? 1 : 1.4),
        "plane" => [random.NextDouble(), 0.5 * random.NextDouble(), 0.3],
        _ => throw new ArgumentOutOfRangeException(nameof(surface), surface, "There is no such surface."),
    };

    private static double[] Circle(Random random, double radius)
    {
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
        return [radius * cosine, radius * sine];
    }

    /// <summary>Evenly by area: the share of an angle grows with the distance from the axis.</summary>
    private static double[] Torus(Random random, double minor)
    {
        while (true)
        {
            double[] around = Circle(random, 1), tube = Circle(random, minor);
            if (random.NextDouble() * (1 + minor) < 1 + tube[0])
            {
                return [(1 + tube[0]) * around[0], (1 + tube[0]) * around[1], tube[1]];
            }
        }
    }

    private static double[] Sphere(Random random, int features)
    {
        double[] point = [.. Enumerable.Range(0, features).Select(
            _ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
        double length = Math.Sqrt(point.Sum(number => number * number));
        return [.. point.Select(number => number / length)];
    }

    /// <summary>
    /// x xᵀ in six numbers: great circles become circles of radius sqrt(1/2), each in a plane of its own, and the farthest points are
    /// sqrt(2) apart.
    /// </summary>
    private static double[] Veronese(double[] x) =>
        [x[0] * x[0], x[1] * x[1], x[2] * x[2], Math.Sqrt(2) * x[0] * x[1], Math.Sqrt(2) * x[0] * x[2], Math.Sqrt(2) * x[1] * x[2]];
}
