using System.ComponentModel;

namespace AeGen.Runtime;

/// <summary>
/// What the random numbers of a training step follow from: seed, step, stream, row of the batch and column, and nothing else, so that a step can be repeated
/// on any target, in vectors of any width and by any number of threads.
/// </summary>
/// <remarks>
/// The key of a row is the output function of SplitMix64 (Steele, Lea and Flood 2014) at a counter that stream and row make up, from the step's key. The
/// number of a column c is that of Murmur3's mixing of 32 bits (Appleby 2011) with the row's key K, of which the low half comes in before the mixing and
/// the high half between its multiplications:
/// <code>
/// x = c ^ low(K)
/// x = (x ^ (x >> 16)) * 0x85EBCA6B
/// x = ((x ^ (x >> 13)) + high(K)) * 0xC2B2AE35
/// x = x ^ (x >> 16)
/// u = ((x >> 8) | 1) / 2^24
/// </code>
/// u is in (0, 1), one of 2^23 numbers, each a float. A normal number takes u of two streams: sqrt(-2 ln u) cos(2 pi u'), by Box and Muller's transform.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NoiseKeys
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The key of a row's numbers.</summary>
    /// <param name="stepKey">The step's key.</param>
    /// <param name="stream">What the numbers are for: each noise has one or two streams of its own.</param>
    /// <param name="row">The row, counted in the whole batch.</param>
    public static ulong OfRow(ulong stepKey, int stream, int row) =>
        unchecked(Mix(stepKey + ((((ulong)(uint)stream << 32) | (uint)row) * Golden)));

    /// <summary>The key of a step's numbers.</summary>
    /// <param name="seed">The user's seed.</param>
    /// <param name="step">Number of steps taken before.</param>
    internal static ulong OfStep(ulong seed, long step) => unchecked(Mix(Mix(seed + Golden) + ((ulong)step * Golden)));

    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }
}
