using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AeGen.Runtime;

/// <summary>
/// Squared errors of reconstructions. The reconstructions lie in panels of 32 columns or, where a panel's width is the step between panels, row by
/// row; the same numbers give the same bits either way.
/// </summary>
internal static class SquaredErrors
{
    /// <summary>Each row's mean of (sample - reconstruction)² over the features, summed in double precision.</summary>
    /// <param name="samples">The samples, [rows, features].</param>
    /// <param name="outputs">The first reconstruction's first panel.</param>
    /// <param name="rowStep">Numbers from one reconstruction to the next within a panel.</param>
    /// <param name="panelStep">Numbers from one panel to the next.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="means">Receives the means, one a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Means(ref float samples, ref float outputs, nint rowStep, nint panelStep, int features, Span<float> means)
    {
        for (int row = 0; row < means.Length; row++)
        {
            ref float sample = ref Unsafe.Add(ref samples, (nint)row * features);
            ref float output = ref Unsafe.Add(ref outputs, row * rowStep);
            Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
            double rest = 0;
            for (int column = 0; column < features; column += Panels.Width)
            {
                int count = Math.Min(Panels.Width, features - column), whole = count & ~15;
                for (int i = 0; i < whole; i += 16)
                {
                    s0 += Square(ref sample, ref output, i);
                    s1 += Square(ref sample, ref output, i + 4);
                    s2 += Square(ref sample, ref output, i + 8);
                    s3 += Square(ref sample, ref output, i + 12);
                }

                for (int i = whole; i < count; i++)
                {
                    double error = (double)Unsafe.Add(ref sample, i) - Unsafe.Add(ref output, i);
                    rest += error * error;
                }

                sample = ref Unsafe.Add(ref sample, Panels.Width);
                output = ref Unsafe.Add(ref output, panelStep);
            }

            Vector256<double> sums = s0 + s1 + (s2 + s3);
            means[row] = (float)((sums[0] + sums[1] + (sums[2] + sums[3]) + rest) / features);
        }
    }

    /// <summary>(sample - reconstruction)² of each feature of each row. The result may take the place of reconstructions that lie row by row.</summary>
    /// <param name="samples">The samples, [rows, features].</param>
    /// <param name="outputs">The first reconstruction's first panel.</param>
    /// <param name="rowStep">Numbers from one reconstruction to the next within a panel.</param>
    /// <param name="panelStep">Numbers from one panel to the next.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="errors">Receives the squared errors, [rows, features].</param>
    /// <param name="rows">Number of samples.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Each(ref float samples, ref float outputs, nint rowStep, nint panelStep, int features, ref float errors, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            ref float sample = ref Unsafe.Add(ref samples, (nint)row * features);
            ref float output = ref Unsafe.Add(ref outputs, row * rowStep);
            ref float error = ref Unsafe.Add(ref errors, (nint)row * features);
            for (int column = 0; column < features; column += Panels.Width)
            {
                int count = Math.Min(Panels.Width, features - column), i = 0;
                for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
                {
                    Vector<float> difference = Vector.LoadUnsafe(ref sample, (nuint)i) - Vector.LoadUnsafe(ref output, (nuint)i);
                    (difference * difference).StoreUnsafe(ref error, (nuint)i);
                }

                for (; i < count; i++)
                {
                    float difference = Unsafe.Add(ref sample, i) - Unsafe.Add(ref output, i);
                    Unsafe.Add(ref error, i) = difference * difference;
                }

                sample = ref Unsafe.Add(ref sample, Panels.Width);
                error = ref Unsafe.Add(ref error, Panels.Width);
                output = ref Unsafe.Add(ref output, panelStep);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Square(ref float sample, ref float output, int at)
    {
        Vector256<double> error = DoubleProducts.Widen4(ref sample, (nuint)at) - DoubleProducts.Widen4(ref output, (nuint)at);
        return error * error;
    }
}
