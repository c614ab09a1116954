using AeGen.Analysis;
using MathNet.Numerics.Random;

namespace AeGen.Lab.Theory.Topology;

/// <summary>A closed manifold in space, which the experiments train on.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Dimension">Its dimension.</param>
/// <param name="TrainingCount">Number of samples to train on.</param>
/// <param name="ProbeCount">Number of samples of the dense probe.</param>
/// <param name="Draw">Draws samples, [count, 3], with the orthonormal vectors that span their tangent spaces, [count, dimension, 3].</param>
/// <param name="PartReach">
/// The reach of each of its connected parts: that of the whole can be less, where two parts come near one another, but each part by itself is a closed manifold whose
/// error is bounded by its own reach.
/// </param>
internal sealed record Manifold(
    string Name, int Dimension, int TrainingCount, int ProbeCount, Func<RandomSource, int, (float[] Samples, double[] Tangents)> Draw, double PartReach)
{
    /// <summary>The unit circle in the plane z = 0.</summary>
    public static Manifold Circle { get; } = new("unit circle", 1, 500, 50_000, (source, count) => Circles(source, count, linked: false), 1);

    /// <summary>That circle, and one through its centre in the plane y = 0, around (1, 0, 0).</summary>
    public static Manifold LinkedCircles { get; } = new("two interlaced unit circles", 1, 1000, 100_000, (source, count) => Circles(source, count, linked: true), 1);

    /// <summary>The unit sphere.</summary>
    public static Manifold Sphere { get; } = new("unit sphere", 2, 2000, 200_000, Spheres, 1);

    /// <summary>The code widths to train: the dimension, and those that hold the manifold whole.</summary>
    public IReadOnlyList<int> Widths => this == LinkedCircles ? [1, 2, 3] : [Dimension, Dimension + 1];

    /// <summary>Samples as a data set.</summary>
    public DataSet Sample(ulong seed, int count) => new(Draw(Numbers.Source(seed), count).Samples, 3);

    /// <summary>The reach of the whole, from a thousand samples with exact tangent spaces.</summary>
    public double MeasureReach(ulong seed)
    {
        (float[] samples, double[] tangents) = Draw(Numbers.Source(seed), 1000);
        return Reach.Of(new DataSet(samples, 3), tangents, Dimension);
    }

    private static (float[] Samples, double[] Tangents) Circles(RandomSource source, int count, bool linked)
    {
        float[] samples = new float[3 * count];
        double[] tangents = new double[3 * count];
        for (int i = 0; i < count; i++)
        {
            bool second = linked && i % 2 == 1;
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * source.NextDouble());
            ((float[])[(float)(cosine + (second ? 1 : 0)), second ? 0 : (float)sine, second ? (float)sine : 0]).CopyTo(samples, 3 * i);
            ((double[])[-sine, second ? 0 : cosine, second ? cosine : 0]).CopyTo(tangents, 3 * i);
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
}
