using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Runtime;
using AeGen.Vectors;

namespace AeGen.Kernels;

/// <summary>Sums over the rows of a panel.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ColumnSums
{
    /// <summary>The column sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<V>(ref float matrix, ref float sums, int rows, int columns)
        where V : unmanaged, ICpuVector<V>
    {
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            V sum = V.Zero;
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                sum += V.Load(ref matrix, at);
            }

            sum.Store(ref sums, lane);
        }
    }

    /// <summary>The column means.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mean<V>(ref float matrix, ref float means, int rows)
        where V : unmanaged, ICpuVector<V>
    {
        Sum<V>(ref matrix, ref means, rows, Panels.Width);
        for (int lane = 0; lane < Panels.Width; lane += V.Width)
        {
            (V.Load(ref means, lane) * (1f / rows)).Store(ref means, lane);
        }
    }

    /// <summary>The sums of the columns' squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumSquares<V>(ref float matrix, ref float sums, int rows)
        where V : unmanaged, ICpuVector<V>
    {
        for (int lane = 0; lane < Panels.Width; lane += V.Width)
        {
            V sum = V.Zero;
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V x = V.Load(ref matrix, at);
                sum = V.MultiplyAdd(x, x, sum);
            }

            sum.Store(ref sums, lane);
        }
    }

    /// <summary>result = source - means, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TakeOff<V>(ref float source, ref float result, ref float means, int rows)
        where V : unmanaged, ICpuVector<V>
    {
        for (int lane = 0; lane < Panels.Width; lane += V.Width)
        {
            V mean = V.Load(ref means, lane);
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                (V.Load(ref source, at) - mean).Store(ref result, at);
            }
        }
    }

    /// <summary>
    /// The columns from one on, of so many, multiplied by the shares in which nested dropout keeps them: 1 - column / size.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void KeepShares<V>(ref float source, ref float result, int column, int size, int rows)
        where V : unmanaged, ICpuVector<V>
    {
        for (int lane = 0; lane < Panels.Width; lane += V.Width)
        {
            V share = V.One - ((V.Indices + V.Create(column + lane)) / V.Create(size));
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                (V.Load(ref source, at) * share).Store(ref result, at);
            }
        }
    }
}
