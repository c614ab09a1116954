using AeGen.Analysis;
using MathNet.Numerics.Random;

namespace AeGen.Lab.Theory.Topology;

/// <summary>A closed manifold in space of three or four dimensions, which the experiments train on.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Dimension">Its dimension.</param>
/// <param name="Features">The space's dimension.</param>
/// <param name="TrainingCount">Number of samples to train on.</param>
/// <param name="ProbeCount">Number of samples of the dense probe.</param>
/// <param name="Draw">
/// Draws samples, [count, features], with the orthonormal vectors that span their tangent spaces, [count, dimension, features].
/// </param>
/// <param name="PartReach">
/// The reach of each of its connected parts: that of the whole can be less, where two parts come near one another, but each part by itself is a closed manifold whose
/// error is bounded by its own reach.
/// </param>
internal sealed record Manifold(
    string Name, int Dimension, int Features, int TrainingCount, int ProbeCount,
    Func<RandomSource, int, (float[] Samples, double[] Tangents)> Draw, double PartReach)
{
    private const double Tube = 0.5;

    /// <summary>The unit circle in the plane z = 0.</summary>
    public static Manifold Circle { get; } = new(
        "unit circle", 1, 3, 500, 50_000, (source, count) => Circles(source, count, 3, linked: false), 1);

    /// <summary>That circle, and one through its centre in the plane y = 0, around (1, 0, 0).</summary>
    public static Manifold LinkedCircles { get; } = new(
        "two interlaced unit circles", 1, 3, 1000, 100_000, (source, count) => Circles(source, count, 3, linked: true), 1);

    /// <summary>
    /// The same two, with a fourth number that is 0 on both but for the beginning of a training, when it says on which of them a point is.
    /// </summary>
    public static Manifold LinkedCirclesApart { get; } =
        new("the same, held apart at first", 1, 4, 1000, 100_000, (source, count) => Circles(source, count, 4, linked: true), 1);

    /// <summary>The unit sphere.</summary>
    public static Manifold Sphere { get; } = new("unit sphere", 2, 3, 2000, 200_000, Spheres, 1);

    /// <summary>The torus of points 0.5 from the unit circle in the plane z = 0.</summary>
    public static Manifold Torus { get; } = new("torus of radii 1 and 0.5", 2, 3, 4000, 200_000, Tori, Math.Min(Tube, 1 - Tube));

    /// <summary>The product of two circles of radius sqrt(1/2) in four dimensions.</summary>
    public static Manifold FlatTorus { get; } = new("flat torus", 2, 4, 4000, 200_000, FlatTori, Math.Sqrt(0.5));

    /// <summary>The code widths to train: the dimension, and those into which the manifold fits whole.</summary>
    public IReadOnlyList<int> Widths =>
        this == LinkedCirclesApart ? [2]
        : this == LinkedCircles || this == FlatTorus ? [.. Enumerable.Range(Dimension, 3)]
        : [Dimension, Dimension + 1];

    /// <summary>Whether it is two interlaced circles.</summary>
    public bool IsLinked => this == LinkedCircles || this == LinkedCirclesApart;

    /// <summary>
    /// Whether a code of so many numbers, more than the dimension, can begin near a one-to-one projection of what is trained on first.
    /// </summary>
    public bool BeginsWhole(int width) => this == LinkedCirclesApart || this == Circle || width >= Features;

    /// <summary>Samples as a data set.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="count">Their number.</param>
    /// <param name="apart">What the last number of the second circle's points is, and less of the first's.</param>
    public DataSet Sample(ulong seed, int count, double apart = 0)
    {
        float[] samples = Draw(Numbers.Source(seed), count).Samples;
        if (apart != 0)
        {
            for (int i = 0; i < count; i++)
            {
                samples[(i * Features) + Features - 1] = (float)(i % 2 == 1 ? apart : -apart);
            }
        }

        return new(samples, Features);
    }

    /// <summary>The reach of the whole, from a thousand samples with exact tangent spaces.</summary>
    public double MeasureReach(ulong seed)
    {
        (float[] samples, double[] tangents) = Draw(Numbers.Source(seed), 1000);
        return Reach.Of(new DataSet(samples, Features), tangents, Dimension);
    }

    private static (float[] Samples, double[] Tangents) Circles(RandomSource source, int count, int features, bool linked)
    {
        float[] samples = new float[features * count];
        double[] tangents = new double[features * count];
        for (int i = 0; i < count; i++)
        {
            bool second = linked && i % 2 == 1;
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * source.NextDouble());
            ((float[])[(float)(cosine + (second ? 1 : 0)), second ? 0 : (float)sine, second ? (float)sine : 0]).CopyTo(
                samples, features * i);
            ((double[])[-sine, second ? 0 : cosine, second ? cosine : 0]).CopyTo(tangents, features * i);
        }

        return (samples, tangents);
    }

    private static (float[] Samples, double[] Tangents) Spheres(RandomSource source, int count)
    {
        float[] samples = new float[3 * count];
        double[] tangents = new double[6 * count];
        for (int i = 0; i < count; i++)
        {
            // Archimedes: the height is uniform.
            double height = (2 * source.NextDouble()) - 1, radius = Math.Sqrt(1 - (height * height));
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * source.NextDouble());
            ((float[])[(float)(radius * cosine), (float)(radius * sine), (float)height]).CopyTo(samples, 3 * i);
            ((double[])[-sine, cosine, 0, -height * cosine, -height * sine, radius]).CopyTo(tangents, 6 * i);
        }

        return (samples, tangents);
    }

    private static (float[] Samples, double[] Tangents) Tori(RandomSource source, int count)
    {
        float[] samples = new float[3 * count];
        double[] tangents = new double[6 * count];
        for (int i = 0; i < count;)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * source.NextDouble());
            (double height, double outwards) = Math.SinCos(2 * Math.PI * source.NextDouble());

            // Evenly by area, which grows with the distance from the axis.
            double radius = 1 + (Tube * outwards);
            if (source.NextDouble() * (1 + Tube) < radius)
            {
                ((float[])[(float)(radius * cosine), (float)(radius * sine), (float)(Tube * height)]).CopyTo(samples, 3 * i);
                ((double[])[-sine, cosine, 0, -height * cosine, -height * sine, outwards]).CopyTo(tangents, 6 * i++);
            }
        }

        return (samples, tangents);
    }

    private static (float[] Samples, double[] Tangents) FlatTori(RandomSource source, int count)
    {
        float[] samples = new float[4 * count];
        double[] tangents = new double[8 * count];
        float radius = (float)Math.Sqrt(0.5);
        for (int i = 0; i < count; i++)
        {
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * source.NextDouble());
            (double otherSine, double otherCosine) = Math.SinCos(2 * Math.PI * source.NextDouble());
            ((float[])[radius * (float)cosine, radius * (float)sine, radius * (float)otherCosine, radius * (float)otherSine]).CopyTo(
                samples, 4 * i);
            ((double[])[-sine, cosine, 0, 0, 0, 0, -otherSine, otherCosine]).CopyTo(tangents, 8 * i);
        }

        return (samples, tangents);
    }
}
