using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AeGen.Vectors;

/// <summary>Sums over vectors in double precision.</summary>
internal static class DoubleVectors
{
    /// <summary>The sum of the products.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        Vector<double> sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= left.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            sums += new Vector<double>(left[i..]) * new Vector<double>(right[i..]);
        }

        double sum = Vector.Sum(sums);
        for (; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    /// <summary>Adds a row times a factor.</summary>
    public static void AddScaled(Span<double> sum, double scale, ReadOnlySpan<double> row) =>
        AddScaled(ref MemoryMarshal.GetReference(sum), scale, ref MemoryMarshal.GetReference(row[..sum.Length]), sum.Length);

    /// <summary>Adds a row times a factor, wherever the memory is from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(ref double sum, double scale, ref double row, int count)
    {
        Vector256<double> scales = Vector256.Create(scale);
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            Vector256.MultiplyAddEstimate(scales, Vector256.LoadUnsafe(ref row, (nuint)i), Vector256.LoadUnsafe(ref sum, (nuint)i))
                .StoreUnsafe(ref sum, (nuint)i);
        }

        for (; i < count; i++)
        {
            Unsafe.Add(ref sum, i) += scale * Unsafe.Add(ref row, i);
        }
    }

    /// <summary>Multiplies a row by a factor.</summary>
    public static void Scale(Span<double> row, double scale)
    {
        foreach (ref double value in row)
        {
            value *= scale;
        }
    }

    /// <summary>The same numbers in double precision.</summary>
    public static double[] Widen(float[] values) => Array.ConvertAll(values, value => (double)value);

    /// <summary>The numbers, each rounded to single precision.</summary>
    public static float[] Round(double[] values) => Array.ConvertAll(values, value => (float)value);
}
