using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Runtime;
using AeGen.Vectors;

namespace AeGen.Kernels;

/// <summary>Gradients by squares of 32 x 32, by register tiles that are unrolled for each width of vectors.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class OuterProducts
{
    /// <summary>
    /// Terms that all tiles of a square sum before any sums further ones: so many rows of both factors, 16 KiB, stay in the first-level
    /// cache for the second tile and the third. From the second level a tile's 22 multiply-adds would wait for four lines a term.
    /// </summary>
    private const int RoundTerms = 64;

    /// <summary>square[i, :] = sum over terms of left[term, i] right[term, :]; or adds it. Then the changed numbers are needed.</summary>
    /// <remarks>
    /// Each term asks for one line of what is needed next, so that a tile fetches half of a factor's next round, or a square of what the
    /// optimizer's step will change, within one round of terms. Asked for in one go the lines would be waited for.
    /// </remarks>
    /// <param name="left">The left factor's panel, whose columns are the square's rows.</param>
    /// <param name="right">The right factor's panel.</param>
    /// <param name="terms">Number of terms, an even one.</param>
    /// <param name="square">Receives the sums.</param>
    /// <param name="add">Whether they are added to what is there.</param>
    /// <param name="rows">Number of the square's rows.</param>
    /// <param name="columns">Columns of the square that are computed, 16 or 32.</param>
    /// <param name="changed0">What is needed next.</param>
    /// <param name="changed1">What is needed next too.</param>
    /// <param name="changed2">What is needed next as well.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum<V>(
        ref float left, ref float right, int terms, ref float square, bool add, int rows, int columns, ref float changed0,
        ref float changed1,
        ref float changed2)
        where V : unmanaged, ICpuVector<V>
    {
        int highest = HighestTile<V>(columns);
        for (; terms > 0; terms -= RoundTerms)
        {
            int count = Math.Min(RoundTerms, terms);
            bool last = terms <= RoundTerms;

            // Two halves of the left rows and then of the right ones, as far as there are tiles to fetch them.
            ref float ahead0 = ref last ? ref changed0 : ref Unsafe.Add(ref left, RoundTerms * Panels.Width);
            ref float ahead1 = ref last ? ref changed1 : ref Unsafe.Add(ref left, RoundTerms * 3 / 2 * Panels.Width);
            ref float ahead2 = ref last ? ref changed2 : ref Unsafe.Add(ref right, RoundTerms * Panels.Width);
            ref float ahead3 = ref last ? ref changed0 : ref Unsafe.Add(ref right, RoundTerms * 3 / 2 * Panels.Width);
            int call = 0;
            for (int first = 0, height; first < rows; first += height)
            {
                // The last two tiles are of nearly equal size: one of a few rows has too few sums to keep the processor busy.
                int rest = rows - first;
                height = rest > 2 * highest ? highest : rest > highest ? (rest + 1) >> 1 : rest;
                int step = TileColumns<V>(columns, height);
                for (int lane = 0; lane < columns; lane += step)
                {
                    ref float ahead = ref (call & 3) == 0
                        ? ref ahead0
                        : ref (call & 3) == 1 ? ref ahead1 : ref (call & 3) == 2 ? ref ahead2 : ref ahead3;
                    SumTile<V>(
                        ref Unsafe.Add(ref left, first), ref Unsafe.Add(ref right, lane), count, ref Unsafe.Add(
                            ref square, (first * Panels.Width) + lane),
                        add, height, columns, ref ahead);
                    call++;
                }
            }

            left = ref Unsafe.Add(ref left, RoundTerms * Panels.Width);
            right = ref Unsafe.Add(ref right, RoundTerms * Panels.Width);
            add = true;
        }
    }

    /// <summary>Rows of the highest tile for so many columns.</summary>
    private static partial int HighestTile<V>(int columns)
        where V : unmanaged, ICpuVector<V>;

    /// <summary>Columns of the tile of so many rows.</summary>
    private static partial int TileColumns<V>(int columns, int rows)
        where V : unmanaged, ICpuVector<V>;

    /// <summary>The sums of one tile.</summary>
    private static partial void SumTile<V>(
        ref float left, ref float right, int terms, ref float result, bool add, int rows, int columns, ref float ahead)
        where V : unmanaged, ICpuVector<V>;
}
