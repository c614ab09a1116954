using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AeGen.Vectors;

namespace AeGen.Runtime;

/// <summary>
/// The right inverse V = Wᵀ(WWᵀ + lambda I)⁻¹ of W [k, n], and the gradient through it, in phases that generated kernels call.
/// </summary>
/// <remarks>
/// The methods go straight to optimised code: their loops run long in the very first call.
/// <para>
/// With L Lᵀ = WWᵀ + lambda I and Q = L⁻¹W the decoder's matrix is D = Vᵀ = L⁻ᵀQ, [k, n]. Without damping Q has orthonormal rows and W = LQ is
/// W's orthogonal factorisation. WWᵀ squares W's condition number, so the Gram matrix, its factor and the products with L⁻¹ are carried out in double
/// precision, where a condition of 1e4 costs 1e-8; only what the samples are multiplied with is rounded to single precision. Matrices [k, k] in double
/// precision lie row by row, k columns rounded up to whole panels and k rows to a multiple of 4, zero where padded.
/// </para>
/// <para>
/// Training goes through coordinates: with codes Z [batch, k] as rows the reconstruction is R = Z D = Y Q, where Y = Z L⁻ᵀ are the coordinates in
/// the rows of Q. Let E [batch, n] be the loss's gradient in R and P = E Qᵀ that in Y; then P L⁻¹ is the gradient in Z.
/// </para>
/// <para>
/// Gradient in W: let G = ZᵀE be the gradient in D and S = L⁻ᵀL⁻¹. From D = S W, dD = dS W + S dW and dS = -S (dW Wᵀ + W dWᵀ) S it is
/// S G - (A + Aᵀ) W with A = S G Dᵀ. Now L⁻¹G = YᵀE, so S G = L⁻ᵀYᵀE and A = L⁻ᵀ X L⁻¹ with X = YᵀE Qᵀ = YᵀP, [k, k]. The gradient is
/// L⁻ᵀ (YᵀE - (X + Xᵀ) Q), and its transpose Eᵀ (Y L⁻¹) + QᵀC with C = -(X + Xᵀ) L⁻¹: neither W nor S, both ill-conditioned where W is, is multiplied
/// with, and rounding errors are amplified by W's condition number but not by its square.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RightInverses
{
    /// <summary>A pivot below this share of its row's squared length means a condition number above some 1e6: dependent, in single precision.</summary>
    internal const double SmallestPivot = 1e-12;

    /// <summary>Rows that are computed together.</summary>
    private const int BlockRows = DoubleProducts.Rows;

    /// <summary>WWᵀ in double precision, from the diagonal on.</summary>
    /// <param name="w">W, [k, n].</param>
    /// <param name="k">Rows of W.</param>
    /// <param name="n">Columns of W.</param>
    /// <param name="gram">Receives the product's rows from their diagonals on, [k, k].</param>
    /// <param name="scratch">Room for 8 n floats, n rounded up to whole panels.</param>
    /// <param name="first">The first piece: four rows, and four that are as far from the end, so that all pieces are equally much work.</param>
    /// <param name="end">The piece after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gram(ref float w, int k, int n, ref double gram, ref float scratch, int first, int end)
    {
        int blocks = (k + BlockRows - 1) / BlockRows;
        for (int block = first; block < end; block++)
        {
            int other = blocks - 1 - block;
            GramRows(ref w, k, n, ref gram, ref Unsafe.As<float, double>(ref scratch), block * BlockRows);
            if (other != block)
            {
                GramRows(ref w, k, n, ref gram, ref Unsafe.As<float, double>(ref scratch), other * BlockRows);
            }
        }
    }

    /// <summary>Factors the Gram matrix, L Lᵀ = WWᵀ + lambda I, in place, and inverts L.</summary>
    /// <param name="gram">The Gram matrix from its diagonal on, [k, k]; receives Lᵀ there.</param>
    /// <param name="inverse">Receives L⁻¹, [k, k], zero above the diagonal.</param>
    /// <param name="k">Rows of W.</param>
    /// <param name="damping">lambda.</param>
    /// <param name="layer">The layer's name, for the message.</param>
    /// <exception cref="RankDeficientException">A row depends on those before it and there is no damping.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Factor(ref double gram, ref double inverse, int k, double damping, string layer)
    {
        nint step = Panels.PadColumns(k);
        Span<double> lengths = stackalloc double[BlockRows];
        for (int block = 0; block < k; block += BlockRows)
        {
            int end = Math.Min(block + BlockRows, k);
            for (int row = block; row < end; row++)
            {
                lengths[row - block] = Unsafe.Add(ref gram, (row * step) + row);
            }

            for (int first = block; block > 0 && first < k; first = (first / Panels.Width * Panels.Width) + Panels.Width)
            {
                TakeProducts(ref gram, ref gram, k, block, 0, first, Math.Min((first / Panels.Width * Panels.Width) + Panels.Width, k));
            }

            for (int row = block; row < end; row++)
            {
                ref double own = ref Unsafe.Add(ref gram, (row * step) + row);
                for (int m = block; m < row; m++)
                {
                    ref double other = ref Unsafe.Add(ref gram, (m * step) + row);
                    DoubleVectors.AddScaled(ref own, -other, ref other, k - row);
                }

                double length = lengths[row - block], pivot = own + damping;
                if (damping > 0)
                {
                    // In exact arithmetic no pivot is below the damping.
                    pivot = Math.Max(pivot, damping);
                }
                else if (!(pivot > SmallestPivot * length))
                {
                    throw Refusal(layer, row, k, length, pivot);
                }

                own = Math.Sqrt(pivot);
                DoubleVectors.Scale(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref own, 1), k - row - 1), 1 / own);
            }
        }

        Invert(ref gram, ref inverse, k);
    }

    /// <summary>From L⁻¹ to Q = L⁻¹W and Qᵀ, panel by panel of Q's columns.</summary>
    /// <param name="w">W, [k, n].</param>
    /// <param name="inverse">L⁻¹, [k, k].</param>
    /// <param name="q">Receives Q, [k, n].</param>
    /// <param name="transposed">Receives Qᵀ, [n, k].</param>
    /// <param name="scratch">Room for 64 k + 1024 floats, k rounded up to a multiple of 4.</param>
    /// <param name="k">Rows of W.</param>
    /// <param name="n">Columns of W.</param>
    /// <param name="first">The first panel.</param>
    /// <param name="end">The panel after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Solve(
        ref float w, ref double inverse, ref float q, ref float transposed, ref float scratch, int k, int n, int first, int end)
    {
        nint step = Panels.PadColumns(k), panel = (nint)Panels.PadRows(k) * Panels.Width;
        ref double columns = ref Unsafe.As<float, double>(ref scratch);
        ref float square = ref Unsafe.Add(ref scratch, 2 * panel);
        for (int p = first; p < end; p++)
        {
            DoubleProducts.Widen(ref Unsafe.Add(ref w, p * panel), ref columns, panel);
            for (int row = Panels.PadRows(k) - BlockRows; row >= 0; row -= BlockRows)
            {
                // A block of L⁻¹W needs W's rows up to its own last one: from below, each block may take the place of its rows.
                DoubleProducts.Multiply(
                    ref Unsafe.Add(ref inverse, row * step), step, 1, ref columns, Panels.Width, Math.Min(row + BlockRows, k),
                    ref Unsafe.Add(ref columns, row * Panels.Width), Panels.Width, add: false);
            }

            ref float result = ref Unsafe.Add(ref q, p * panel);
            DoubleProducts.Round(ref columns, ref result, panel);
            Transpose(ref result, ref Unsafe.Add(ref transposed, (nint)p * Panels.Width * Panels.Width), ref square, k, n, Math.Min(Panels.Width, n - (p * Panels.Width)));
        }
    }

    /// <summary>L⁻¹ and L⁻ᵀ in single precision, panel by panel of the first and block by block of the other's rows.</summary>
    /// <param name="inverse">L⁻¹, [k, k].</param>
    /// <param name="triangle">Receives L⁻¹, [k, k], in panels.</param>
    /// <param name="transposed">Receives L⁻ᵀ, [k, k], in panels.</param>
    /// <param name="k">Rows and columns.</param>
    /// <param name="first">The first panel.</param>
    /// <param name="end">The panel after the last. What lies beyond the triangle's last panel is left out.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Round(ref double inverse, ref float triangle, ref float transposed, int k, int first, int end)
    {
        nint step = Panels.PadColumns(k), panel = (nint)Panels.PadRows(k) * Panels.Width;
        for (int p = first; p < Math.Min(end, Panels.PadColumns(k) / Panels.Width); p++)
        {
            int column = p * Panels.Width, columns = Math.Min(Panels.Width, k - column);
            for (int row = column; row < k; row++)
            {
                // Above the diagonal L⁻¹ is zero, and so is the memory.
                ref float target = ref Unsafe.Add(ref triangle, (p * panel) + (row * Panels.Width));
                DoubleProducts.Round(ref Unsafe.Add(ref inverse, (row * step) + column), ref target, Panels.Width);
                ref float mirrored = ref Unsafe.Add(ref transposed, (row / Panels.Width * panel) + (column * Panels.Width) + (row % Panels.Width));
                for (int i = 0; i < columns; i++)
                {
                    Unsafe.Add(ref mirrored, i * Panels.Width) = Unsafe.Add(ref target, i);
                }
            }
        }
    }

    /// <summary>From Q to D = L⁻ᵀQ, panel by panel of their columns.</summary>
    /// <param name="q">Q, [k, n].</param>
    /// <param name="inverse">L⁻¹, [k, k].</param>
    /// <param name="d">Receives D, [k, n].</param>
    /// <param name="scratch">Room for 64 k floats, k rounded up to a multiple of 4.</param>
    /// <param name="k">Rows of W.</param>
    /// <param name="n">Columns of W.</param>
    /// <param name="first">The first panel.</param>
    /// <param name="end">The panel after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Materialise(ref float q, ref double inverse, ref float d, ref float scratch, int k, int n, int first, int end)
    {
        nint step = Panels.PadColumns(k), panel = (nint)Panels.PadRows(k) * Panels.Width;
        ref double columns = ref Unsafe.As<float, double>(ref scratch);
        for (int p = first; p < end; p++)
        {
            DoubleProducts.Widen(ref Unsafe.Add(ref q, p * panel), ref columns, panel);
            for (int row = 0; row < k; row += BlockRows)
            {
                // A block of L⁻ᵀQ needs Q's rows from its own first one: from above, each block may take the place of its rows.
                ref double own = ref Unsafe.Add(ref columns, row * Panels.Width);
                DoubleProducts.Multiply(
                    ref Unsafe.Add(ref inverse, (row * step) + row), 1, step, ref own, Panels.Width, k - row, ref own, Panels.Width, add: false);
            }

            DoubleProducts.Round(ref columns, ref Unsafe.Add(ref d, p * panel), panel);
        }
    }

    /// <summary>Columns of C = -(X + Xᵀ) L⁻¹.</summary>
    /// <param name="x">X = YᵀP, [k, k], in panels.</param>
    /// <param name="inverse">L⁻¹, [k, k].</param>
    /// <param name="c">Receives C, [k, k], in panels.</param>
    /// <param name="scratch">Room for 16 k floats, k rounded up to whole panels.</param>
    /// <param name="k">Rows and columns.</param>
    /// <param name="first">The first panel of 32 columns.</param>
    /// <param name="end">The panel after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(ref float x, ref double inverse, ref float c, ref float scratch, int k, int first, int end)
    {
        nint step = Panels.PadColumns(k), panel = (nint)Panels.PadRows(k) * Panels.Width;
        int panels = (int)step / Panels.Width;
        ref double rows = ref Unsafe.As<float, double>(ref scratch);
        ref double columns = ref Unsafe.Add(ref rows, BlockRows * step);
        Span<double> block = stackalloc double[BlockRows * Panels.Width];
        ref double sums = ref block[0];
        for (int row = 0; row < k; row += BlockRows)
        {
            // Four rows of X, panel by panel, and four columns, term by term.
            RowProducts.Gather(ref Unsafe.Add(ref x, row * Panels.Width), panel, panels, ref rows);
            ref float narrow = ref Unsafe.Add(ref x, (row / Panels.Width * panel) + (row % Panels.Width));
            for (int term = 0; term < k; term++)
            {
                DoubleProducts.Widen4(ref narrow, (nuint)(term * Panels.Width)).StoreUnsafe(ref columns, (nuint)(term * BlockRows));
            }

            for (int p = first; p < end; p++)
            {
                // L⁻¹ has no rows above its column's diagonal.
                int column = p * Panels.Width;
                for (int term = column; term < k; term += Panels.Width)
                {
                    DoubleProducts.Multiply(
                        ref Unsafe.Add(ref rows, term * BlockRows), Panels.Width, 1, ref Unsafe.Add(ref inverse, (term * step) + column), step,
                        Math.Min(Panels.Width, k - term), ref sums, Panels.Width, add: term > column);
                }

                DoubleProducts.Multiply(
                    ref Unsafe.Add(ref columns, column * BlockRows), 1, BlockRows, ref Unsafe.Add(ref inverse, (column * step) + column), step, k - column,
                    ref sums, Panels.Width, add: true);
                DoubleProducts.Round(ref sums, ref Unsafe.Add(ref c, (p * panel) + (row * Panels.Width)), block.Length, negate: true);
            }
        }
    }

    /// <summary>The exception for a row that depends on those before it.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="row">The row.</param>
    /// <param name="k">Number of rows.</param>
    /// <param name="length">The row's squared length.</param>
    /// <param name="pivot">What of that is its own.</param>
    internal static RankDeficientException Refusal(string layer, int row, int k, double length, double pivot) => new(
        $"Row {row} of the {k} rows of the weights of '{layer}' depends on the rows before it: of its squared length {length:g3} only {pivot:g3} is its own, and at least {SmallestPivot:g1} of it must be. The weights have no right inverse; declare a Damping above 0 to train through such points.");

    /// <summary>Four rows of WWᵀ from the first one's diagonal on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GramRows(ref float w, int k, int n, ref double gram, ref double own, int row)
    {
        nint panel = (nint)Panels.PadRows(k) * Panels.Width, step = Panels.PadColumns(k);
        int panels = Panels.PadColumns(n) / Panels.Width;
        RowProducts.Gather(ref Unsafe.Add(ref w, row * Panels.Width), panel, panels, ref own);
        for (int column = row; column < k; column += BlockRows)
        {
            RowProducts.Multiply(
                ref own, ref Unsafe.Add(ref w, column * Panels.Width), panel, panels, ref Unsafe.Add(ref gram, (row * step) + column), step);
        }
    }

    /// <summary>Inverts L: row i of L⁻¹ is (eᵢ - the sum over m before i of L[i, m] times row m) / L[i, i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Invert(ref double factor, ref double inverse, int k)
    {
        nint step = Panels.PadColumns(k);
        for (int block = 0; block < k; block += BlockRows)
        {
            int end = Math.Min(block + BlockRows, k);
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref inverse, block * step), (end - block) * (int)step).Clear();
            for (int first = 0; first < block; first += Panels.Width)
            {
                // Rows of L⁻¹ end at their diagonals: none before a panel reaches into it.
                TakeProducts(ref factor, ref inverse, k, block, first, first, Math.Min(first + Panels.Width, block));
            }

            for (int row = block; row < end; row++)
            {
                ref double own = ref Unsafe.Add(ref inverse, row * step);
                for (int m = block; m < row; m++)
                {
                    DoubleVectors.AddScaled(ref own, -Unsafe.Add(ref factor, (m * step) + row), ref Unsafe.Add(ref inverse, m * step), row);
                }

                Unsafe.Add(ref own, row) = 1;
                DoubleVectors.Scale(MemoryMarshal.CreateSpan(ref own, row + 1), 1 / Unsafe.Add(ref factor, (row * step) + row));
            }
        }
    }

    /// <summary>
    /// For each of four rows of a matrix takes away the sum over earlier rows m of L[row, m] times row m, in some columns of a panel.
    /// </summary>
    /// <param name="factor">Lᵀ, [k, k].</param>
    /// <param name="matrix">The matrix, [k, k].</param>
    /// <param name="k">Rows and columns of both.</param>
    /// <param name="block">The first of the four rows; all rows before it are summed over.</param>
    /// <param name="term">The first row to sum over.</param>
    /// <param name="first">The first column, in the panel of the others.</param>
    /// <param name="end">The column after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TakeProducts(ref double factor, ref double matrix, int k, int block, int term, int first, int end)
    {
        nint step = Panels.PadColumns(k);
        int panel = first / Panels.Width * Panels.Width;
        Span<double> sums = stackalloc double[BlockRows * Panels.Width];
        DoubleProducts.Multiply(
            ref Unsafe.Add(ref factor, (term * step) + block), 1, step, ref Unsafe.Add(ref matrix, (term * step) + panel), step, block - term,
            ref sums[0], Panels.Width, add: false);
        for (int row = 0; row < Math.Min(BlockRows, k - block); row++)
        {
            DoubleVectors.AddScaled(ref Unsafe.Add(ref matrix, ((block + row) * step) + first), -1, ref sums[(row * Panels.Width) + first - panel], end - first);
        }
    }

    /// <summary>Transposes k rows of a panel into [n, k].</summary>
    private static void Transpose(ref float source, ref float target, ref float square, int k, int n, int columns)
    {
        for (int row = 0; row < k; row += Panels.Width)
        {
            ref float from = ref Unsafe.Add(ref source, row * Panels.Width);
            if (k - row < Panels.Width)
            {
                // Beyond the last row there is another panel.
                Panels.ClearSquare(ref square);
                int rest = (k - row) * Panels.Width;
                MemoryMarshal.CreateSpan(ref from, rest).CopyTo(MemoryMarshal.CreateSpan(ref square, rest));
                from = ref square;
            }

            Panels.Transpose(ref from, ref Unsafe.Add(ref target, (nint)row * Panels.PadRows(n)), columns);
        }
    }
}
