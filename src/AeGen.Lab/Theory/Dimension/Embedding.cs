using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace AeGen.Lab.Theory.Dimension;

/// <summary>A random smooth embedding of R^p in R^n: x to Q x + (a / w) sin(w R x), with orthonormal columns of Q and R.</summary>
/// <remarks>
/// Q keeps distances and the bent part shrinks them, |a sin(w R x) / w - a sin(w R y) / w| &lt;= a |x - y|: for a below 1 no two points meet and no
/// direction is lost, so that the dimension stays what it was.
/// </remarks>
internal sealed class Embedding
{
    private const double Bend = 0.5;
    private const double Frequency = 6;

    private readonly double[][] straight;
    private readonly double[][] bent;

    /// <param name="from">The number p of coordinates.</param>
    /// <param name="to">The number n of features, at least p.</param>
    /// <param name="seed">What Q and R are drawn from.</param>
    public Embedding(int from, int to, ulong seed)
    {
        RandomSource random = Numbers.Source(seed);
        Features = to;
        straight = OrthonormalColumns(from, to, random);
        bent = OrthonormalColumns(from, to, random);
    }

    /// <summary>The number of features of a sample.</summary>
    public int Features { get; }

    /// <summary>Draws samples of a manifold, embedded, with normal noise of a standard deviation on every feature.</summary>
    public DataSet Draw(Manifold manifold, int count, double noise, ulong seed)
    {
        RandomSource random = Numbers.Source(seed);
        double[] point = new double[manifold.Coordinates];
        float[] samples = new float[count * Features];
        for (int sample = 0; sample < count; sample++)
        {
            manifold.Draw(random, point);
            for (int feature = 0; feature < Features; feature++)
            {
                double value = Dot(straight, feature, point) + (Bend / Frequency * Math.Sin(Frequency * Dot(bent, feature, point)));
                samples[(sample * Features) + feature] = (float)(value + Normal.Sample(random, 0, noise));
            }
        }

        return new DataSet(samples, Features);
    }

    private static double Dot(double[][] columns, int row, double[] point)
    {
        double sum = 0;
        for (int i = 0; i < point.Length; i++)
        {
            sum += columns[i][row] * point[i];
        }

        return sum;
    }

    /// <summary>By Gram and Schmidt from normal numbers.</summary>
    private static double[][] OrthonormalColumns(int count, int size, RandomSource random)
    {
        double[][] columns = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double[] column = Array.ConvertAll(random.Normal(size), number => (double)number);
            foreach (double[] other in columns.Take(i))
            {
                double along = column.Zip(other, (a, b) => a * b).Sum();
                for (int j = 0; j < size; j++)
                {
                    column[j] -= along * other[j];
                }
            }

            double length = Math.Sqrt(column.Sum(value => value * value));
            columns[i] = Array.ConvertAll(column, value => value / length);
        }

        return columns;
    }
}
