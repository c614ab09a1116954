namespace AeGen.Runtime;

/// <summary>
/// Some work's pieces, dealt out to workers in equal shares of neighbours. Each worker takes pieces of its own share first, the same ones in every
/// step, whose memory its cache still holds, and then what others have left: a neighbour's load on a shared machine is evened out.
/// </summary>
internal sealed class Shares
{
    /// <summary>Integers between two workers' counters, which must not lie in one cache line, nor in the two that are fetched together.</summary>
    private const int Step = 32;

    private int[] taken = [];
    private int pieces;
    private int workers;

    /// <summary>Deals out pieces anew. No worker may be at work.</summary>
    /// <param name="count">Number of pieces.</param>
    /// <param name="among">Number of workers.</param>
    public void Deal(int count, int among)
    {
        if (taken.Length < among * Step)
        {
            taken = new int[among * Step];
        }

        (pieces, workers) = (count, among);
        for (int share = 0; share < among; share++)
        {
            taken[share * Step] = Start(share);
        }
    }

    /// <summary>Takes some neighbouring pieces.</summary>
    /// <param name="worker">Who takes them.</param>
    /// <param name="most">The most that it takes.</param>
    /// <param name="first">The first piece.</param>
    /// <param name="end">The piece after the last.</param>
    /// <returns>Whether there were any.</returns>
    public bool Take(int worker, int most, out int first, out int end)
    {
        for (int other = 0; other < workers; other++)
        {
            int share = (worker + other) % workers, stop = Start(share + 1);
            ref int own = ref taken[share * Step];
            do
            {
                first = Volatile.Read(ref own);

                // Half of what is left: the last pieces are taken one by one.
                end = first + Math.Clamp((stop - first) / (workers == 1 ? 1 : 2), 1, most);
            }
            while (first < stop && Interlocked.CompareExchange(ref own, end, first) != first);
            if (first < stop)
            {
                return true;
            }
        }

        first = end = pieces;
        return false;
    }

    /// <summary>Where a share starts. What cannot be dealt out evenly goes to the first workers: the caller is there before the others.</summary>
    private int Start(int share) => (int)((((long)pieces * share) + workers - 1) / workers);
}
