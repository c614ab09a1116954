namespace AeGen.Analysis;

/// <summary>The nearest samples, by comparing each with each.</summary>
internal static class NearestNeighbours
{
    /// <summary>For each sample its distances to the k nearest others, ascending, [samples][k].</summary>
    public static double[][] DistancesOf(DataSet data, int k, CancellationToken cancellationToken) =>
        Array.ConvertAll(Of(data, k, cancellationToken), nearest => Array.ConvertAll(nearest, neighbour => neighbour.Distance));

    /// <summary>For each sample the k nearest others, the nearest first, [samples][k].</summary>
    public static Neighbour[][] Of(DataSet data, int k, CancellationToken cancellationToken)
    {
        var neighbours = new Neighbour[data.Count][];
        Parallel.For(0, data.Count, new ParallelOptions { CancellationToken = cancellationToken }, sample =>
        {
            ReadOnlySpan<float> own = data[sample];
            var nearest = new Neighbour[k];
            Array.Fill(nearest, new Neighbour(-1, double.PositiveInfinity));
            for (int other = 0; other < data.Count; other++)
            {
                if (other != sample)
                {
                    Insert(nearest, new Neighbour(other, Distances.Squared(own, data[other])));
                }
            }

            neighbours[sample] = Array.ConvertAll(nearest, neighbour => neighbour with { Distance = Math.Sqrt(neighbour.Distance) });
        });
        return neighbours;
    }

    private static void Insert(Neighbour[] ascending, Neighbour value)
    {
        int place = ascending.Length - 1;
        if (!(value.Distance < ascending[place].Distance))
        {
            return;
        }

        for (; place > 0 && ascending[place - 1].Distance > value.Distance; place--)
        {
            ascending[place] = ascending[place - 1];
        }

        ascending[place] = value;
    }
}

/// <summary>A sample near another one.</summary>
/// <param name="Index">Its place in the data.</param>
/// <param name="Distance">How far it is.</param>
internal readonly record struct Neighbour(int Index, double Distance);
