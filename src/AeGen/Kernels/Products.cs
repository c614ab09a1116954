using System.ComponentModel;
using AeGen.Vectors;

namespace AeGen.Kernels;

/// <summary>Products over a batch's rows, by register tiles that are unrolled for each width of vectors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Products
{
    /// <summary>
    /// result[r, :] = start + sum over k of left[r, k] right[k, :], for some rows of a panel. The tiles fetch what lies ahead into the
    /// second-level cache.
    /// </summary>
    /// <param name="left">The rows' first numbers; left lies in panels of 32 columns.</param>
    /// <param name="leftStep">Floats from the end of a left panel's turn to the next panel.</param>
    /// <param name="right">The right panel.</param>
    /// <param name="terms">Number of terms, an even one.</param>
    /// <param name="start">What each row's sums begin with.</param>
    /// <param name="result">Receives the sums.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Columns of the panel that are computed, 16 or 32.</param>
    /// <param name="ahead">What is fetched meanwhile, a cache line for two terms.</param>
    public static partial void Sum<V>(
        ref float left, nint leftStep, ref float right, int terms, ref float start, ref float result, int rows, int columns,
        ref float ahead)
        where V : unmanaged, ICpuVector<V>;

    /// <summary>As <see cref="Sum"/>, with stretches of 16 terms and groups of 128 summed apart.</summary>
    /// <remarks>
    /// Rounding errors grow with the root of the number of additions in a row: 784 terms in stretches of 16 and groups of 128 have 16 + 8 +
    /// 7 in place of 784, and a right inverse of condition 1e4 then reconstructs to 1e-4.
    /// </remarks>
    public static partial void SumByStretches<V>(
        ref float left, nint leftStep, ref float right, int terms, ref float start, ref float result, int rows, int columns,
        ref float ahead)
        where V : unmanaged, ICpuVector<V>;
}
