using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Runtime;
using AeGen.Vectors;

namespace AeGen.Kernels;

/// <summary>The forms that Gram matrices get, square by square of 32 x 32.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Gramians
{
    /// <summary>square = scale (square - I), of which I is zero off the diagonal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TakeIdentity<V>(ref float square, float scale, bool diagonal, int rows)
        where V : unmanaged, ICpuVector<V>
    {
        for (int row = 0; row < rows; row++)
        {
            if (diagonal)
            {
                Unsafe.Add(ref square, row * (Panels.Width + 1)) -= 1f;
            }

            for (int lane = 0; lane < Panels.Width; lane += V.Width)
            {
                int at = (row * Panels.Width) + lane;
                (V.Load(ref square, at) * scale).Store(ref square, at);
            }
        }
    }

    /// <summary>
    /// square = scale (U - Lo) with its strict upper and lower triangles, of a square so many columns to the right of the diagonal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MakeSkew<V>(ref float square, float scale, int right, int rows)
        where V : unmanaged, ICpuVector<V>
    {
        for (int row = 0; row < rows; row++)
        {
            for (int lane = 0; lane < Panels.Width; lane += V.Width)
            {
                int at = (row * Panels.Width) + lane;
                V distance = V.Indices + V.Create(right + lane - row);
                V side = V.Min(V.One, V.Max(-V.One, distance));
                (V.Load(ref square, at) * side * scale).Store(ref square, at);
            }
        }
    }

    /// <summary>
    /// square = scale square * min(i, j) (size - max(i, j)) for rows i and columns j, of a square from a row and a column on.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TakeNested<V>(ref float square, float scale, int firstRow, int firstColumn, int size, int rows)
        where V : unmanaged, ICpuVector<V>
    {
        for (int row = 0; row < rows; row++)
        {
            V i = V.Create(firstRow + row);
            for (int lane = 0; lane < Panels.Width; lane += V.Width)
            {
                int at = (row * Panels.Width) + lane;
                V j = V.Indices + V.Create(firstColumn + lane);
                V share = V.Min(i, j) * (V.Create(size) - V.Max(i, j));
                (V.Load(ref square, at) * share * scale).Store(ref square, at);
            }
        }
    }
}
