using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AeGen.Runtime;

/// <summary>
/// The right inverse V = Wᵀ(WWᵀ + lambda I)⁻¹ of W [k, n], and the gradient through it, in phases that generated kernels call.
/// </summary>
/// <remarks>
/// The methods go straight to optimised code: their loops run long in the very first call.
/// <para>
/// With L Lᵀ = WWᵀ + lambda I and Q = L⁻¹W the decoder's matrix is D = Vᵀ = L⁻ᵀQ, [k, n]. Without damping Q has orthonormal rows and W = LQ is
/// W's orthogonal factorisation. WWᵀ squares W's condition number, so the Gram matrix, its factor and both substitutions are carried out in double
/// precision, where a condition of 1e4 costs 1e-8; only Q and D are rounded to single precision.
/// </para>
/// <para>
/// Gradient: let G [k, n] be the loss's gradient in D and S = L⁻ᵀL⁻¹. From dD = dS W + S dW and dS = -S (dW Wᵀ + W dWᵀ) S the gradient in W is
/// S G - (A + Aᵀ) W with A = S G Dᵀ. With N = G Qᵀ and X = L⁻¹N this is S G - L⁻ᵀ(X + Xᵀ) Q, which never multiplies by the ill-conditioned W.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RightInverse
{
    /// <summary>A pivot below this share of its row's squared length means a condition number above some 1e6: dependent, in single precision.</summary>
    internal const double SmallestPivot = 1e-12;

    /// <summary>Number of rows of small products that are computed together.</summary>
    private const int BlockRows = 4;

    /// <summary>Rows of the Gram matrix WWᵀ, up to the diagonal, in double precision.</summary>
    /// <param name="w">W, [k, n].</param>
    /// <param name="k">Rows of W.</param>
    /// <param name="n">Columns of W.</param>
    /// <param name="gram">Receives the product, [k, k].</param>
    /// <param name="first">The first block of four rows to compute.</param>
    /// <param name="end">The block after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gram(ref float w, int k, int n, ref double gram, int first, int end)
    {
        nint panel = (nint)Panels.PadRows(k) * Panels.Width;
        int panels = Panels.PadColumns(n) / Panels.Width;
        Span<double> square = stackalloc double[BlockRows * BlockRows];
        for (int i = first * BlockRows; i < Math.Min(end * BlockRows, k); i += BlockRows)
        {
            for (int j = 0; j <= i; j += BlockRows)
            {
                RowProducts.InDouble(ref Unsafe.Add(ref w, i * Panels.Width), ref Unsafe.Add(ref w, j * Panels.Width), panel, panels, square);
                StoreSquare(square, ref gram, i, j, k);
            }
        }
    }

    /// <summary>Rows of N = G Qᵀ. Single precision does: what N corrects is itself as exact as single precision.</summary>
    /// <param name="g">G, [k, n].</param>
    /// <param name="q">Q, [k, n].</param>
    /// <param name="k">Rows of both.</param>
    /// <param name="n">Columns of both.</param>
    /// <param name="product">Receives N, [k, k].</param>
    /// <param name="first">The first block of four rows to compute.</param>
    /// <param name="end">The block after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Cross(ref float g, ref float q, int k, int n, ref double product, int first, int end)
    {
        nint panel = (nint)Panels.PadRows(k) * Panels.Width;
        int panels = Panels.PadColumns(n) / Panels.Width;
        Span<double> square = stackalloc double[BlockRows * BlockRows];
        for (int i = first * BlockRows; i < Math.Min(end * BlockRows, k); i += BlockRows)
        {
            for (int j = 0; j < k; j += BlockRows)
            {
                RowProducts.InSingle(ref Unsafe.Add(ref g, i * Panels.Width), ref Unsafe.Add(ref q, j * Panels.Width), panel, panels, square);
                StoreSquare(square, ref product, i, j, k);
            }
        }
    }

    /// <summary>Factors the Gram matrix, L Lᵀ = WWᵀ + lambda I, in place, and inverts L.</summary>
    /// <param name="gram">The Gram matrix up to its diagonal, [k, k]; receives L.</param>
    /// <param name="inverse">Receives L⁻¹, [k, k], zero above the diagonal.</param>
    /// <param name="k">Rows of W.</param>
    /// <param name="damping">lambda.</param>
    /// <param name="layer">The layer's name, for the message.</param>
    /// <exception cref="RankDeficientException">A row depends on those before it and there is no damping.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Factor(ref double gram, ref double inverse, int k, double damping, string layer)
    {
        for (int i = 0; i < k; i++)
        {
            ref double row = ref Unsafe.Add(ref gram, (nint)i * k);
            for (int j = 0; j < i; j++)
            {
                ref double other = ref Unsafe.Add(ref gram, (nint)j * k);
                Unsafe.Add(ref row, j) = (Unsafe.Add(ref row, j) - Dot(ref row, ref other, j)) / Unsafe.Add(ref other, j);
            }

            double length = Unsafe.Add(ref row, i);
            double pivot = length + damping - Dot(ref row, ref row, i);
            if (damping > 0)
            {
                // In exact arithmetic no pivot is below the damping.
                pivot = Math.Max(pivot, damping);
            }
            else if (!(pivot > SmallestPivot * length))
            {
                throw Refusal(layer, i, k, length, pivot);
            }

            Unsafe.Add(ref row, i) = Math.Sqrt(pivot);
        }

        Invert(ref gram, ref inverse, k);
    }

    /// <summary>From L to Q = L⁻¹W and D = L⁻ᵀQ, panel by panel of their columns.</summary>
    /// <param name="w">W, [k, n].</param>
    /// <param name="factor">L, [k, k].</param>
    /// <param name="q">Receives Q, [k, n].</param>
    /// <param name="d">Receives D, [k, n].</param>
    /// <param name="transposed">Receives Dᵀ, [n, k].</param>
    /// <param name="scratch">Room for 64 k + 1024 floats.</param>
    /// <param name="k">Rows of W.</param>
    /// <param name="n">Columns of W.</param>
    /// <param name="first">The first panel.</param>
    /// <param name="end">The panel after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Solve(
        ref float w, ref double factor, ref float q, ref float d, ref float transposed, ref float scratch, int k, int n, int first, int end)
    {
        ref double column = ref Unsafe.As<float, double>(ref scratch);
        ref float square = ref Unsafe.Add(ref scratch, (nint)k * 2 * Panels.Width);
        nint panel = (nint)Panels.PadRows(k) * Panels.Width;
        for (int p = first; p < end; p++)
        {
            for (int half = 0; half < Panels.Width; half += 16)
            {
                Substitute(
                    ref Unsafe.Add(ref w, (p * panel) + half), ref factor, ref Unsafe.Add(ref q, (p * panel) + half),
                    ref Unsafe.Add(ref d, (p * panel) + half), ref column, k);
            }

            for (int row = 0; row < k; row += Panels.Width)
            {
                int rows = Math.Min(Panels.Width, k - row);
                for (int i = 0; i < Panels.Width * Panels.Width; i++)
                {
                    Unsafe.Add(ref square, i) = i < rows * Panels.Width ? Unsafe.Add(ref d, (p * panel) + (row * Panels.Width) + i) : 0;
                }

                nint target = ((nint)row * Panels.PadRows(n)) + ((nint)p * Panels.Width * Panels.Width);
                Panels.Transpose(ref square, ref Unsafe.Add(ref transposed, target), Math.Min(Panels.Width, n - (p * Panels.Width)));
            }
        }
    }

    /// <summary>Rows of X = L⁻¹N.</summary>
    /// <param name="inverse">L⁻¹, [k, k].</param>
    /// <param name="n">N = G Qᵀ, [k, k].</param>
    /// <param name="x">Receives X, [k, k].</param>
    /// <param name="k">Rows and columns.</param>
    /// <param name="first">The first row.</param>
    /// <param name="end">The row after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weigh(ref double inverse, ref double n, ref double x, int k, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            ref double row = ref Unsafe.Add(ref x, (nint)i * k);
            Clear(ref row, k);
            for (int m = 0; m <= i; m++)
            {
                AddScaled(ref row, Unsafe.Add(ref inverse, ((nint)i * k) + m), ref Unsafe.Add(ref n, (nint)m * k), k);
            }
        }
    }

    /// <summary>Rows of S = L⁻ᵀL⁻¹ and of C = -(X + Xᵀ) L⁻¹, the two small factors of the gradient S G + Cᵀ Q.</summary>
    /// <param name="inverse">L⁻¹, [k, k].</param>
    /// <param name="x">X, [k, k].</param>
    /// <param name="s">Receives S, [k, k], in panels.</param>
    /// <param name="c">Receives C, [k, k], in panels.</param>
    /// <param name="scratch">Room for 2 k floats.</param>
    /// <param name="k">Rows and columns.</param>
    /// <param name="first">The first row.</param>
    /// <param name="end">The row after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(ref double inverse, ref double x, ref float s, ref float c, ref float scratch, int k, int first, int end)
    {
        ref double sum = ref Unsafe.As<float, double>(ref scratch);
        for (int j = first; j < end; j++)
        {
            Clear(ref sum, k);
            for (int m = j; m < k; m++)
            {
                ref double row = ref Unsafe.Add(ref inverse, (nint)m * k);
                AddScaled(ref sum, Unsafe.Add(ref row, j), ref row, m + 1);
            }

            StoreRow(ref sum, ref s, j, k);
            Clear(ref sum, k);
            for (int m = 0; m < k; m++)
            {
                double y = Unsafe.Add(ref x, ((nint)j * k) + m) + Unsafe.Add(ref x, ((nint)m * k) + j);
                AddScaled(ref sum, -y, ref Unsafe.Add(ref inverse, (nint)m * k), m + 1);
            }

            StoreRow(ref sum, ref c, j, k);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Invert(ref double factor, ref double inverse, int k)
    {
        for (int i = 0; i < k; i++)
        {
            ref double row = ref Unsafe.Add(ref inverse, (nint)i * k);
            ref double l = ref Unsafe.Add(ref factor, (nint)i * k);
            Clear(ref row, k);
            for (int m = 0; m < i; m++)
            {
                AddScaled(ref row, -Unsafe.Add(ref l, m), ref Unsafe.Add(ref inverse, (nint)m * k), m + 1);
            }

            double scale = 1 / Unsafe.Add(ref l, i);
            for (int j = 0; j < i; j++)
            {
                Unsafe.Add(ref row, j) *= scale;
            }

            Unsafe.Add(ref row, i) = scale;
        }
    }

    /// <summary>Both substitutions for 16 columns: four vectors of four doubles in flight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Substitute(ref float w, ref double factor, ref float q, ref float d, ref double column, int k)
    {
        for (int i = 0; i < k; i++)
        {
            (Vector256<double> c0, Vector256<double> c1) = Vector256.Widen(Vector256.LoadUnsafe(ref w, (nuint)(i * Panels.Width)));
            (Vector256<double> c2, Vector256<double> c3) = Vector256.Widen(Vector256.LoadUnsafe(ref w, (nuint)((i * Panels.Width) + 8)));
            ref double l = ref Unsafe.Add(ref factor, (nint)i * k);
            ref double above = ref column;
            for (int j = 0; j < i; j++)
            {
                Vector256<double> scale = Vector256.Create(-Unsafe.Add(ref l, j));
                c0 = Vector256.MultiplyAddEstimate(scale, Vector256.LoadUnsafe(ref above), c0);
                c1 = Vector256.MultiplyAddEstimate(scale, Vector256.LoadUnsafe(ref above, 4), c1);
                c2 = Vector256.MultiplyAddEstimate(scale, Vector256.LoadUnsafe(ref above, 8), c2);
                c3 = Vector256.MultiplyAddEstimate(scale, Vector256.LoadUnsafe(ref above, 12), c3);
                above = ref Unsafe.Add(ref above, 16);
            }

            StoreSolved(ref Unsafe.Add(ref column, i * 16), ref Unsafe.Add(ref q, i * Panels.Width), 1 / Unsafe.Add(ref l, i), c0, c1, c2, c3);
        }

        for (int i = k - 1; i >= 0; i--)
        {
            ref double own = ref Unsafe.Add(ref column, i * 16);
            Vector256<double> c0 = Vector256.LoadUnsafe(ref own), c1 = Vector256.LoadUnsafe(ref own, 4);
            Vector256<double> c2 = Vector256.LoadUnsafe(ref own, 8), c3 = Vector256.LoadUnsafe(ref own, 12);
            for (int j = i + 1; j < k; j++)
            {
                Vector256<double> scale = Vector256.Create(-Unsafe.Add(ref factor, ((nint)j * k) + i));
                ref double below = ref Unsafe.Add(ref column, j * 16);
                c0 = Vector256.MultiplyAddEstimate(scale, Vector256.LoadUnsafe(ref below), c0);
                c1 = Vector256.MultiplyAddEstimate(scale, Vector256.LoadUnsafe(ref below, 4), c1);
                c2 = Vector256.MultiplyAddEstimate(scale, Vector256.LoadUnsafe(ref below, 8), c2);
                c3 = Vector256.MultiplyAddEstimate(scale, Vector256.LoadUnsafe(ref below, 12), c3);
            }

            StoreSolved(ref own, ref Unsafe.Add(ref d, i * Panels.Width), 1 / Unsafe.Add(ref factor, ((nint)i * k) + i), c0, c1, c2, c3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreSolved(
        ref double wide, ref float narrow, double scale, Vector256<double> c0, Vector256<double> c1, Vector256<double> c2, Vector256<double> c3)
    {
        c0 *= scale;
        c1 *= scale;
        c2 *= scale;
        c3 *= scale;
        c0.StoreUnsafe(ref wide);
        c1.StoreUnsafe(ref wide, 4);
        c2.StoreUnsafe(ref wide, 8);
        c3.StoreUnsafe(ref wide, 12);
        Vector256.Narrow(c0, c1).StoreUnsafe(ref narrow);
        Vector256.Narrow(c2, c3).StoreUnsafe(ref narrow, 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StoreRow(ref double row, ref float matrix, int index, int k)
    {
        for (int column = 0; column < k; column++)
        {
            nint place = ((nint)(column / Panels.Width) * Panels.PadRows(k) * Panels.Width) + (index * Panels.Width) + (column % Panels.Width);
            Unsafe.Add(ref matrix, place) = (float)Unsafe.Add(ref row, column);
        }
    }

    private static void StoreSquare(ReadOnlySpan<double> square, ref double matrix, int row, int column, int k)
    {
        for (int i = 0; i < Math.Min(BlockRows, k - row); i++)
        {
            for (int j = 0; j < Math.Min(BlockRows, k - column); j++)
            {
                Unsafe.Add(ref matrix, ((nint)(row + i) * k) + column + j) = square[(i * BlockRows) + j];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(ref double a, ref double b, int count)
    {
        Vector256<double> sum = default;
        int i = 0;
        for (; i <= count - 4; i += 4)
        {
            sum = Vector256.MultiplyAddEstimate(Vector256.LoadUnsafe(ref a, (nuint)i), Vector256.LoadUnsafe(ref b, (nuint)i), sum);
        }

        double total = Vector256.Sum(sum);
        for (; i < count; i++)
        {
            total += Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaled(ref double sum, double scale, ref double row, int count)
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

    private static void Clear(ref double row, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Unsafe.Add(ref row, i) = 0;
        }
    }
}
