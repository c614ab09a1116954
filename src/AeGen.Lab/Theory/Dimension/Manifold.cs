using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace AeGen.Lab.Theory.Dimension;

/// <summary>A manifold from which points are drawn, in the coordinates in which it is described most easily.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Dimension">Its dimension d.</param>
/// <param name="Coordinates">How many coordinates its points have, more than d.</param>
/// <param name="Draw">Draws a point, of about unit length, [Coordinates].</param>
internal sealed record Manifold(string Name, int Dimension, int Coordinates, Action<RandomSource, Span<double>> Draw)
{
    private const double RollStart = 1.5 * Math.PI;
    private const double RollEnd = 4.5 * Math.PI;

    /// <summary>The unit sphere S^d in R^(d+1), uniformly: closed, so that d numbers cannot code it without a tear.</summary>
    public static Manifold Sphere(int dimension) => new("sphere", dimension, dimension + 1, (random, point) =>
    {
        double squares = 0;
        for (int i = 0; i < point.Length; i++)
        {
            point[i] = Normal.Sample(random, 0, 1);
            squares += point[i] * point[i];
        }

        Scale(point, 1 / Math.Sqrt(squares));
    });

    /// <summary>The flat torus, a product of d circles in R^(2d), uniformly: closed like the sphere, and torn once a circle.</summary>
    public static Manifold Torus(int dimension) => new("torus", dimension, 2 * dimension, (random, point) =>
    {
        for (int i = 0; i < point.Length; i += 2)
        {
            (point[i], point[i + 1]) = Math.SinCos(2 * Math.PI * random.NextDouble());
        }

        Scale(point, 1 / Math.Sqrt(dimension));
    });

    /// <summary>The swiss roll, times a cube of d - 1 dimensions in R^(d+1): the spiral (t cos t, t sin t) from 1.5 pi to 4.5 pi and sides as wide as it is.</summary>
    public static Manifold SwissRoll(int dimension) => new("swiss roll", dimension, dimension + 1, (random, point) =>
    {
        // Length grows along the spiral as t²: so drawn, the points lie on it about uniformly.
        double t = Math.Sqrt((RollStart * RollStart) + (((RollEnd * RollEnd) - (RollStart * RollStart)) * random.NextDouble()));
        (double sine, double cosine) = Math.SinCos(t);
        (point[0], point[1]) = (t * cosine / RollEnd, t * sine / RollEnd);
        for (int i = 2; i < point.Length; i++)
        {
            point[i] = (2 * random.NextDouble()) - 1;
        }

        Scale(point, 1 / Math.Sqrt((dimension + 1) / 3.0));
    });

    /// <summary>
    /// The graph of a random smooth map from the cube [-1, 1]^d to R^d: (u, sin(A u + b)) with A of independent normal numbers of variance 4 / d and phases b.
    /// As a graph it does not meet itself.
    /// </summary>
    public static Manifold Chart(int dimension)
    {
        RandomSource maps = Numbers.Source((ulong)dimension);
        float[] slopes = maps.Normal(dimension * dimension);
        double[] phases = [.. Enumerable.Range(0, dimension).Select(_ => 2 * Math.PI * maps.NextDouble())];
        return new Manifold("chart", dimension, 2 * dimension, (random, point) =>
        {
            for (int i = 0; i < dimension; i++)
            {
                point[i] = (2 * random.NextDouble()) - 1;
            }

            for (int i = 0; i < dimension; i++)
            {
                double sum = phases[i];
                for (int j = 0; j < dimension; j++)
                {
                    sum += 2 / Math.Sqrt(dimension) * slopes[(i * dimension) + j] * point[j];
                }

                point[dimension + i] = Math.Sin(sum);
            }

            Scale(point, 1 / Math.Sqrt(dimension));
        });
    }

    private static void Scale(Span<double> point, double factor)
    {
        foreach (ref double coordinate in point)
        {
            coordinate *= factor;
        }
    }
}
