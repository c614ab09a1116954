namespace AeGen.Runtime;

/// <summary>Which samples a training visits, in which order, and which it validates on.</summary>
internal sealed class SampleDivision
{
    /// <summary>The stream of random numbers that orders come from; weights use the streams from 0.</summary>
    private const ulong ShuffleStream = 1UL << 32;

    private readonly ulong seed;
    private readonly bool shuffles;
    private readonly int[]? trained;

    /// <summary>Divides the samples.</summary>
    /// <param name="count">Number of samples.</param>
    /// <param name="options">What the caller asked for. The share leaves each side at least one sample.</param>
    public SampleDivision(int count, FitOptions options)
    {
        seed = options.Seed;
        shuffles = options.Shuffle;
        Count = CountTrained(count, options.ValidationSplit);
        if (Count < count)
        {
            int[] drawn = RandomOrder.Of(count, seed);
            trained = drawn[..Count];
            Validated = drawn[Count..];
            Array.Sort(trained);
        }
    }

    /// <summary>Number of samples that an epoch visits.</summary>
    public int Count { get; }

    /// <summary>The samples held back for validation; none without a share for it.</summary>
    public int[] Validated { get; } = [];

    /// <summary>How many of the samples are trained on.</summary>
    /// <param name="count">Number of samples.</param>
    /// <param name="share">The share that is not, in [0, 1).</param>
    public static int CountTrained(int count, double share) => share == 0 ? count : DataSet.CountPart(count, 1 - share);

    /// <summary>Writes an epoch's order, which depends on nothing but the seed and the epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="order">Receives the samples' positions, [<see cref="Count"/>].</param>
    public void WriteOrder(int epoch, Span<int> order)
    {
        if (shuffles)
        {
            new CounterRandom(seed, ShuffleStream + (ulong)epoch).Shuffle(order);
        }
        else
        {
            for (int i = 0; i < order.Length; i++)
            {
                order[i] = i;
            }
        }

        for (int i = 0; trained is not null && i < order.Length; i++)
        {
            order[i] = trained[order[i]];
        }
    }
}
