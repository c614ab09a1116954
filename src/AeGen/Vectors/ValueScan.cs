using System.Numerics;

namespace AeGen.Vectors;

/// <summary>Finds values that a model cannot take.</summary>
internal static class ValueScan
{
    /// <summary>The index of the first number that is NaN or infinite, or -1.</summary>
    public static int FirstNotFinite<T>(ReadOnlySpan<T> values)
        where T : struct, IFloatingPointIeee754<T>
    {
        // x - x is 0 for a finite x and NaN for all others, and NaN survives the sum: one subtraction and one addition a vector.
        Vector<T> sum = Vector<T>.Zero;
        int end = values.Length - (values.Length % Vector<T>.Count);
        for (int i = 0; i < end; i += Vector<T>.Count)
        {
            var x = new Vector<T>(values[i..]);
            sum += x - x;
        }

        int from = Vector.EqualsAll(sum, Vector<T>.Zero) ? end : 0;
        for (int i = from; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The index of the first number that is not in [0, 1], or -1.</summary>
    public static int FirstNotProbability(ReadOnlySpan<float> values)
    {
        Vector<int> all = Vector<int>.AllBitsSet;
        int end = values.Length - (values.Length % Vector<float>.Count);
        for (int i = 0; i < end; i += Vector<float>.Count)
        {
            var x = new Vector<float>(values[i..]);
            all &= Vector.GreaterThanOrEqual(x, Vector<float>.Zero) & Vector.LessThanOrEqual(x, Vector<float>.One);
        }

        int from = Vector.EqualsAll(all, Vector<int>.AllBitsSet) ? end : 0;
        for (int i = from; i < values.Length; i++)
        {
            if (!(values[i] is >= 0 and <= 1))
            {
                return i;
            }
        }

        return -1;
    }
}
