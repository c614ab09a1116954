namespace AeGen.Analysis;

/// <summary>Distances to the nearest samples, by comparing each with each.</summary>
internal static class NearestNeighbours
{
    /// <summary>For each sample its distances to the k nearest others, ascending, [samples][k].</summary>
    public static double[][] Distances(DataSet data, int k, CancellationToken cancellationToken)
    {
        double[][] distances = new double[data.Count][];
        Parallel.For(0, data.Count, new ParallelOptions { CancellationToken = cancellationToken }, sample =>
        {
            ReadOnlySpan<float> own = data[sample];
            double[] nearest = new double[k];
            Array.Fill(nearest, double.PositiveInfinity);
            for (int other = 0; other < data.Count; other++)
            {
                if (other != sample)
                {
                    Insert(nearest, SquaredDistance(own, data[other]));
                }
            }

            distances[sample] = Array.ConvertAll(nearest, Math.Sqrt);
        });
        return distances;
    }

    private static void Insert(double[] ascending, double value)
    {
        int place = ascending.Length - 1;
        if (!(value < ascending[place]))
        {
            return;
        }

        for (; place > 0 && ascending[place - 1] > value; place--)
        {
            ascending[place] = ascending[place - 1];
        }

        ascending[place] = value;
    }

    private static double SquaredDistance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            double difference = (double)left[i] - right[i];
            sum += difference * difference;
        }

        return sum;
    }
}
