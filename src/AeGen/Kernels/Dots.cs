using System.ComponentModel;
using AeGen.Vectors;

namespace AeGen.Kernels;

/// <summary>Products over a batch's rows with a matrix of a few rows: sums along rows, and not a vector of columns at a time.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Dots
{
    /// <summary>result[r, c] = start[c] + sum over k of left[r, k] right[c, k].</summary>
    /// <remarks>A row's sums are the same whichever rows are beside it.</remarks>
    /// <param name="left">The rows' first numbers; left lies in panels of 32 columns.</param>
    /// <param name="leftStep">Floats from the end of a left panel's turn to the next panel.</param>
    /// <param name="right">The right matrix, with rows of zeros up to a multiple of four.</param>
    /// <param name="rightStep">Floats from one panel of it to the next.</param>
    /// <param name="terms">Number of terms, a multiple of 16; zeros follow the last real one.</param>
    /// <param name="start">What each row's sums begin with.</param>
    /// <param name="result">Receives the sums.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of the right matrix's rows, 1 to 8.</param>
    public static partial void Sum<V>(
        ref float left, nint leftStep, ref float right, nint rightStep, int terms, ref float start, ref float result, int rows, int columns)
        where V : unmanaged, ICpuVector<V>;
}
