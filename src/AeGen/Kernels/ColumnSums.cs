using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Runtime;
using AeGen.Vectors;

namespace AeGen.Kernels;

/// <summary>Sums over a batch's rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ColumnSums
{
    /// <summary>sums[c] = sum over rows of from[r, c]. Every fourth row is added up apart, for an addition waits for the one before.</summary>
    /// <param name="from">The panel.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Columns of the panel that are summed, 16 or 32.</param>
    /// <param name="sums">Receives the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<V>(ref float from, int rows, int columns, ref float sums)
        where V : unmanaged, ICpuVector<V>
    {
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            V sum0 = V.Zero, sum1 = V.Zero, sum2 = V.Zero, sum3 = V.Zero;
            ref float at = ref Unsafe.Add(ref from, lane);
            int rest = rows;
            for (; rest >= 4; rest -= 4)
            {
                sum0 += V.Load(ref at);
                sum1 += V.Load(ref at, Panels.Width);
                sum2 += V.Load(ref at, 2 * Panels.Width);
                sum3 += V.Load(ref at, 3 * Panels.Width);
                at = ref Unsafe.Add(ref at, 4 * Panels.Width);
            }

            for (; rest > 0; rest--)
            {
                sum0 += V.Load(ref at);
                at = ref Unsafe.Add(ref at, Panels.Width);
            }

            ((sum0 + sum1) + (sum2 + sum3)).Store(ref sums, lane);
        }
    }
}
