using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AeGen.Runtime;

/// <summary>
/// The layout of every matrix that kernels read: panels of 32 columns, each panel's rows one after the other, so that a tile's reads are
/// consecutive whatever the matrix's size. The last panel is padded with zeros.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Panels
{
    /// <summary>Columns of a panel: two vectors of 512 bits, which is also the width of the kernels' tiles.</summary>
    public const int Width = 32;

    /// <summary>Rows of a batch that a piece of a product's work covers; each has a sum of losses for every panel.</summary>
    public const int BlockRows = 32;

    /// <summary>Most rows of a batch in training: with one more to make pairs, places in a panel still have 31 bits.</summary>
    internal const int MostRows = (int.MaxValue / Width) - 1;

    /// <summary>Number of rows that a matrix of parameters occupies: a multiple of 4, so that transposing by small squares stays inside.</summary>
    /// <param name="rows">Number of rows.</param>
    public static int PadRows(int rows) => (rows + 3) & ~3;

    /// <summary>Number of columns that a matrix occupies.</summary>
    /// <param name="columns">Number of columns.</param>
    public static int PadColumns(int columns) => (columns + Width - 1) & ~(Width - 1);

    /// <summary>Asks for the cache line of a number, to find it in the second-level cache some time later.</summary>
    /// <param name="number">The number. Its memory is not the garbage collector's.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ref float number)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref number));
        }
    }

    /// <summary>Asks for the cache line of a number, to find it in the second-level cache some time later.</summary>
    /// <param name="number">The number. Its memory is not the garbage collector's.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void PrefetchFar(ref float number)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(Unsafe.AsPointer(ref number));
        }
    }

    /// <summary>Zeroes a square of 32 x 32 numbers.</summary>
    /// <param name="square">The first of them.</param>
    public static void ClearSquare(ref float square) => MemoryMarshal.CreateSpan(ref square, Width * Width).Clear();

    /// <summary>Writes the transpose of a square of 32 x 32 numbers.</summary>
    /// <param name="source">The square, row by row; what is no part of the matrix is zero.</param>
    /// <param name="target">Receives the first rows of the transpose.</param>
    /// <param name="rows">Number of those rows; it is rounded up to a multiple of 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(ref float source, ref float target, int rows)
    {
        if (Avx.IsSupported)
        {
            for (int row = 0; row < rows; row += 8)
            {
                for (int column = 0; column < Width; column += 8)
                {
                    Transpose8(
                        ref Unsafe.Add(ref source, (column * Width) + row), ref Unsafe.Add(ref target, (row * Width) + column), Math.Min(8, rows - row));
                }
            }

            return;
        }

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < Width; column++)
            {
                Unsafe.Add(ref target, (row * Width) + column) = Unsafe.Add(ref source, (column * Width) + row);
            }
        }
    }

    /// <summary>Copies row-major samples into a panelled matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void Pack(float* source, int* order, int columns, float* target, nint capacity, int first, int end)
    {
        for (int row = first; row < end; row++)
        {
            float* sample = source + ((nint)(order == null ? row : order[row]) * columns);
            float* to = target + ((nint)row * Width);
            for (int column = 0; column < columns; column += Width)
            {
                int count = Math.Min(Width, columns - column);
                if (count == Width)
                {
                    // A whole panel row is two cache lines; a fixed length lets the JIT copy it with plain vector moves.
                    Unsafe.CopyBlockUnaligned(to, sample + column, Width * sizeof(float));
                }
                else
                {
                    new ReadOnlySpan<float>(sample + column, count).CopyTo(new Span<float>(to, count));
                }

                to += capacity * Width;
            }
        }
    }

    /// <summary>Copies a panelled matrix into row-major samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void Unpack(float* source, nint capacity, int columns, float* target, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            float* from = source + ((nint)row * Width);
            float* sample = target + ((nint)row * columns);
            for (int column = 0; column < columns; column += Width)
            {
                int count = Math.Min(Width, columns - column);
                new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(sample + column, count));
                from += capacity * Width;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose8(ref float source, ref float target, int rows)
    {
        // Eight rows are loaded as pairs of halves (row i beside row i + 4), so that two rounds of in-lane shuffles finish the job and nothing
        // has to cross the lanes afterwards.
        Vector256<float> a0 = Halves(ref source, 0), a1 = Halves(ref source, 1), a2 = Halves(ref source, 2), a3 = Halves(ref source, 3);
        Vector256<float> b0 = Halves(ref Unsafe.Add(ref source, 4), 0), b1 = Halves(ref Unsafe.Add(ref source, 4), 1);
        Vector256<float> b2 = Halves(ref Unsafe.Add(ref source, 4), 2), b3 = Halves(ref Unsafe.Add(ref source, 4), 3);

        Store4(ref target, a0, a1, a2, a3);
        if (rows > 4)
        {
            Store4(ref Unsafe.Add(ref target, 4 * Width), b0, b1, b2, b3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Halves(ref float source, int row) =>
        Vector256.Create(
            Vector128.LoadUnsafe(ref source, (nuint)(row * Width)), Vector128.LoadUnsafe(ref source, (nuint)((row + 4) * Width)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store4(ref float target, Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3)
    {
        Vector256<float> low01 = Avx.UnpackLow(r0, r1), high01 = Avx.UnpackHigh(r0, r1);
        Vector256<float> low23 = Avx.UnpackLow(r2, r3), high23 = Avx.UnpackHigh(r2, r3);
        Avx.Shuffle(low01, low23, 0x44).StoreUnsafe(ref target);
        Avx.Shuffle(low01, low23, 0xEE).StoreUnsafe(ref target, Width);
        Avx.Shuffle(high01, high23, 0x44).StoreUnsafe(ref target, 2 * Width);
        Avx.Shuffle(high01, high23, 0xEE).StoreUnsafe(ref target, 3 * Width);
    }

    /// <summary>Copies some memory.</summary>
    /// <param name="source">The memory.</param>
    /// <param name="target">Where its copy begins.</param>
    /// <param name="length">Its length in floats.</param>
    public static void Copy(ref float source, ref float target, int length) => Unsafe.CopyBlockUnaligned(
        ref Unsafe.As<float, byte>(ref target), ref Unsafe.As<float, byte>(ref source), checked((uint)length * sizeof(float)));
}
