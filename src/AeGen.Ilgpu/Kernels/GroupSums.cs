namespace AeGen.Runtime.Ilgpu;

/// <summary>
/// Sums that the threads of a group have in common, always added up in the same order. All threads of the group meet in them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GroupSums
{
    /// <summary>Threads that share a row, or columns that a group goes down at a time, in fours.</summary>
    private const int Lanes = 8;

    /// <summary>Adds up what the threads have summed that share their columns.</summary>
    /// <param name="sums">The group's memory, a four a thread.</param>
    /// <param name="own">The thread's sum.</param>
    public static Float4 OfRows(ArrayView<Float4> sums, Float4 own)
    {
        sums[Group.IdxX] = own;
        Group.Barrier();
        Float4 sum = default;
        for (int other = Group.IdxX % Lanes; other < Group.DimX; other += Lanes)
        {
            sum += sums[other];
        }

        Group.Barrier();
        return sum;
    }

    /// <summary>Adds up what the eight threads of a row have summed.</summary>
    /// <param name="sums">The group's memory, a number a thread.</param>
    /// <param name="own">The thread's sum.</param>
    public static float OfLanes(ArrayView<float> sums, float own)
    {
        sums[Group.IdxX] = own;
        Group.Barrier();
        float sum = 0f;
        for (int other = Group.IdxX / Lanes * Lanes, end = other + Lanes; other < end; other++)
        {
            sum += sums[other];
        }

        Group.Barrier();
        return sum;
    }

    /// <summary>Adds up the threads' losses and stores their sum, which is the first of the group's numbers then too.</summary>
    /// <param name="sums">The group's memory, a number a thread.</param>
    /// <param name="own">The thread's losses.</param>
    /// <param name="results">Receives the sum.</param>
    /// <param name="place">Its place there.</param>
    public static void StoreLoss(ArrayView<float> sums, float own, ArrayView<float> results, int place)
    {
        sums[Group.IdxX] = own;
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (Group.IdxX < half)
            {
                sums[Group.IdxX] += sums[Group.IdxX + half];
            }

            Group.Barrier();
        }

        if (Group.IdxX == 0)
        {
            results[place] = sums[0];
        }
    }
}
