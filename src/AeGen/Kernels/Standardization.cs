using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Runtime;
using AeGen.Vectors;

namespace AeGen.Kernels;

/// <summary>Normalisations: a batch's by panels over all rows, a layer's by rows over all panels.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Standardization
{
    /// <summary>result = gain x + shift in some rows of a panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScaleAndShift<V>(ref float x, ref float gain, ref float shift, ref float result, int rows, int columns)
        where V : unmanaged, ICpuVector<V>
    {
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            V scale = V.Load(ref gain, lane), start = V.Load(ref shift, lane);
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V.MultiplyAdd(V.Load(ref x, at), scale, start).Store(ref result, at);
            }
        }
    }

    /// <summary>x = (x - mean) / sqrt(variance + epsilon), with the means and variances of a panel's columns, which it stores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfColumns<V>(ref float x, ref float means, ref float variances, float epsilon, int rows, int columns)
        where V : unmanaged, ICpuVector<V>
    {
        V share = V.Create(1f / rows);
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            V sum = V.Zero;
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                sum += V.Load(ref x, at);
            }

            V mean = sum * share;
            V squares = V.Zero;
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V difference = V.Load(ref x, at) - mean;
                squares = V.MultiplyAdd(difference, difference, squares);
            }

            V variance = squares * share;
            V deviation = V.One / V.Sqrt(variance + V.Create(epsilon));
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                ((V.Load(ref x, at) - mean) * deviation).Store(ref x, at);
            }

            mean.Store(ref means, lane);
            variance.Store(ref variances, lane);
        }
    }

    /// <summary>
    /// The way back through the normalisation of a panel's columns: the gradients in their gains, row by row, and in what was normalised.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfColumnsBack<V>(
        ref float signal, ref float normalized, ref float gainSignal, ref float linearSignal, ref float gain, ref float variances,
        float epsilon, int rows,
        int columns)
        where V : unmanaged, ICpuVector<V>
    {
        V share = V.Create(1f / rows);
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            V sum = V.Zero, products = V.Zero;
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V product = V.Load(ref signal, at) * V.Load(ref normalized, at);
                sum += V.Load(ref signal, at);
                products += product;
                product.Store(ref gainSignal, at);
            }

            V mean = sum * share, slope = products * share;
            V scale = V.Load(ref gain, lane) / V.Sqrt(V.Load(ref variances, lane) + V.Create(epsilon));
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                ((V.Load(ref signal, at) - mean - (V.Load(ref normalized, at) * slope)) * scale).Store(ref linearSignal, at);
            }
        }
    }

    /// <summary>
    /// x = (x - mean) / sqrt(variance + epsilon) over one row of all panels; what is no column becomes zero. Returns what it is multiplied
    /// by.
    /// </summary>
    /// <param name="x">The row in the first panel.</param>
    /// <param name="step">Floats from one panel to the next.</param>
    /// <param name="edge">Ones at the last panel's columns, else zeros.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float OfRow<V>(ref float x, nint step, ref float edge, int columns, float epsilon)
        where V : unmanaged, ICpuVector<V>
    {
        int panels = Panels.PadColumns(columns) / Panels.Width;
        V sum = V.Zero;
        for (int panel = 0; panel < panels; panel++)
        {
            ref float start = ref Unsafe.Add(ref x, panel * step);
            for (int lane = 0; lane < Panels.Width; lane += V.Width)
            {
                sum += V.Load(ref start, lane);
            }
        }

        V mean = V.Create(V.Sum(sum) / columns);
        V squares = V.Zero;
        for (int panel = 0; panel < panels; panel++)
        {
            ref float start = ref Unsafe.Add(ref x, panel * step);
            for (int lane = 0; lane < Panels.Width; lane += V.Width)
            {
                V difference = (V.Load(ref start, lane) - mean) * (panel < panels - 1 ? V.One : V.Load(ref edge, lane));
                squares = V.MultiplyAdd(difference, difference, squares);
                difference.Store(ref start, lane);
            }
        }

        float deviation = 1f / MathF.Sqrt((V.Sum(squares) / columns) + epsilon);
        for (int panel = 0; panel < panels; panel++)
        {
            ref float start = ref Unsafe.Add(ref x, panel * step);
            for (int lane = 0; lane < Panels.Width; lane += V.Width)
            {
                (V.Load(ref start, lane) * deviation).Store(ref start, lane);
            }
        }

        return deviation;
    }

    /// <summary>
    /// The way back through the normalisation of one row of all panels: its part of the gradient in the gains, and the gradient in what was
    /// normalised.
    /// </summary>
    /// <param name="signal">The gradient in what was scaled and shifted.</param>
    /// <param name="normalized">The normalised row.</param>
    /// <param name="gainSignal">Receives the row's part of the gradient in the gains.</param>
    /// <param name="linearSignal">Receives the gradient in what was normalised.</param>
    /// <param name="step">Floats from one panel of these to the next.</param>
    /// <param name="gain">The gains.</param>
    /// <param name="edge">Ones at the last panel's columns, else zeros.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="deviation">What the row was multiplied by.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfRowBack<V>(
        ref float signal, ref float normalized, ref float gainSignal, ref float linearSignal, nint step, ref float gain, ref float edge,
        int columns,
        float deviation)
        where V : unmanaged, ICpuVector<V>
    {
        int panels = Panels.PadColumns(columns) / Panels.Width;
        V sum = V.Zero, products = V.Zero;
        for (int panel = 0; panel < panels; panel++)
        {
            nint at = panel * step;
            ref float gains = ref Unsafe.Add(ref gain, panel * Panels.Width);
            for (int lane = 0; lane < Panels.Width; lane += V.Width)
            {
                V slope = V.Load(ref Unsafe.Add(ref signal, at), lane);
                V product = slope * V.Load(ref Unsafe.Add(ref normalized, at), lane);
                V scale = V.Load(ref gains, lane);
                sum = V.MultiplyAdd(slope, scale, sum);
                products = V.MultiplyAdd(product, scale, products);
                product.Store(ref Unsafe.Add(ref gainSignal, at), lane);
            }
        }

        V mean = V.Create(V.Sum(sum) / columns), share = V.Create(V.Sum(products) / columns);
        for (int panel = 0; panel < panels; panel++)
        {
            nint at = panel * step;
            ref float gains = ref Unsafe.Add(ref gain, panel * Panels.Width);
            for (int lane = 0; lane < Panels.Width; lane += V.Width)
            {
                V real = (panel < panels - 1 ? V.One : V.Load(ref edge, lane)) * deviation;
                V inner = V.Load(ref Unsafe.Add(ref signal, at), lane) * V.Load(ref gains, lane);
                V normal = V.Load(ref Unsafe.Add(ref normalized, at), lane);
                ((inner - mean - (normal * share)) * real).Store(ref Unsafe.Add(ref linearSignal, at), lane);
            }
        }
    }
}
