namespace AeGen;

/// <summary>Random permutations that are the same on every machine and in every version of .NET.</summary>
internal static class RandomOrder
{
    /// <summary>The numbers 0 to count - 1 in random order (Fisher and Yates), each order equally likely.</summary>
    public static int[] Of(int count, ulong seed)
    {
        int[] order = new int[count];
        for (int index = 0; index < count; index++)
        {
            order[index] = index;
        }

        for (int last = count - 1; last > 0; last--)
        {
            // The high word of a 64 x 32 bit product is uniform in [0, last] to within 2^-32.
            int other = (int)Math.BigMul(Mix(seed, (ulong)last), (ulong)last + 1, out _);
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }

    // SplitMix64's finaliser (Steele, Lea and Flood 2014) over the seed's own stream, read at a position.
    private static ulong Mix(ulong seed, ulong position)
    {
        unchecked
        {
            return Finalise(Finalise(seed + 0x9E3779B97F4A7C15) + (position * 0x9E3779B97F4A7C15));
        }
    }

    private static ulong Finalise(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
