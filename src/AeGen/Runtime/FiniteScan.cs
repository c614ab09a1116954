using System.Numerics;

namespace AeGen.Runtime;

/// <summary>Finds NaN and infinity.</summary>
internal static class FiniteScan
{
    /// <summary>The index of the first number that is not finite, or -1.</summary>
    public static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        // x - x is 0 for a finite x and NaN for all others, and NaN survives the sum: one subtraction and one addition a vector.
        Vector<float> sum = Vector<float>.Zero;
        int end = values.Length - (values.Length % Vector<float>.Count);
        for (int i = 0; i < end; i += Vector<float>.Count)
        {
            var x = new Vector<float>(values[i..]);
            sum += x - x;
        }

        if (Vector.EqualsAll(sum, Vector<float>.Zero))
        {
            values = values[end..];
        }
        else
        {
            end = 0;
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return end + i;
            }
        }

        return -1;
    }
}
