using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Functions;
using AeGen.Runtime;
using AeGen.Vectors;

namespace AeGen.Kernels;

/// <summary>Gradients of penalties, on some rows of a panel or of a square.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Penalties
{
    /// <summary>gradient += the penalty's in the weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfWeights<V, TPenalty>(ref float gradient, ref float weight, float strength, int rows, int columns)
        where V : unmanaged, ICpuVector<V>
        where TPenalty : struct, IPenalty<V>
    {
        V factor = V.Create(strength);
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                TPenalty.AddGradient(V.Load(ref gradient, at), V.Load(ref weight, at), factor).Store(ref gradient, at);
            }
        }
    }

    /// <summary>gradient += weight diag(scale factors).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaledColumns<V>(ref float gradient, ref float weight, ref float factors, float scale, int rows, int columns)
        where V : unmanaged, ICpuVector<V>
    {
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            V factor = V.Load(ref factors, lane) * scale;
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V.MultiplyAdd(V.Load(ref weight, at), factor, V.Load(ref gradient, at)).Store(ref gradient, at);
            }
        }
    }

    /// <summary>signal += (the penalty's gradient in the code) slope; with the slopes of the code's activation from its output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfCode<V, TPenalty, TActivation>(ref float signal, ref float code, float strength, int rows)
        where V : unmanaged, ICpuVector<V>
        where TPenalty : struct, IPenalty<V>
        where TActivation : struct, IOutputActivation<V>
    {
        V factor = V.Create(strength);
        for (int lane = 0; lane < Panels.Width; lane += V.Width)
        {
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V y = V.Load(ref code, at);
                (V.Load(ref signal, at) + (TPenalty.AddGradient(V.Zero, y, factor) * TActivation.Slope(y))).Store(ref signal, at);
            }
        }
    }

    /// <summary>signal += (the penalty's gradient in the code) slopes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfCode<V, TPenalty>(ref float signal, ref float code, ref float slopes, float strength, int rows)
        where V : unmanaged, ICpuVector<V>
        where TPenalty : struct, IPenalty<V>
    {
        V factor = V.Create(strength);
        for (int lane = 0; lane < Panels.Width; lane += V.Width)
        {
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V push = TPenalty.AddGradient(V.Zero, V.Load(ref code, at), factor);
                (V.Load(ref signal, at) + (push * V.Load(ref slopes, at))).Store(ref signal, at);
            }
        }
    }

    /// <summary>
    /// signal += scale ((1 - target) / (1 - m) - target / m) slope, of the batch's mean m of each number of the code; with the slopes from
    /// its output.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfMeans<V, TActivation>(ref float signal, ref float code, ref float means, float target, float scale, int rows)
        where V : unmanaged, ICpuVector<V>
        where TActivation : struct, IOutputActivation<V>
    {
        for (int lane = 0; lane < Panels.Width; lane += V.Width)
        {
            V push = MeanDivergence<V>.Slope(V.Load(ref means, lane), target) * scale;
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                (V.Load(ref signal, at) + (push * TActivation.Slope(V.Load(ref code, at)))).Store(ref signal, at);
            }
        }
    }

    /// <summary>signal += scale ((1 - target) / (1 - m) - target / m) slopes, of the batch's mean m of each number of the code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfMeans<V>(ref float signal, ref float slopes, ref float means, float target, float scale, int rows)
        where V : unmanaged, ICpuVector<V>
    {
        for (int lane = 0; lane < Panels.Width; lane += V.Width)
        {
            V push = MeanDivergence<V>.Slope(V.Load(ref means, lane), target) * scale;
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                (V.Load(ref signal, at) + (push * V.Load(ref slopes, at))).Store(ref signal, at);
            }
        }
    }

    /// <summary>squares = f'², which follows from the code y = f(z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SquareSlopes<V, TActivation>(ref float squares, ref float code, int rows)
        where V : unmanaged, ICpuVector<V>
        where TActivation : struct, IOutputActivation<V>
    {
        for (int lane = 0; lane < Panels.Width; lane += V.Width)
        {
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V slope = TActivation.Slope(V.Load(ref code, at));
                (slope * slope).Store(ref squares, at);
            }
        }
    }

    /// <summary>squares = slopes².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SquareSlopes<V>(ref float squares, ref float slopes, int rows)
        where V : unmanaged, ICpuVector<V>
    {
        for (int lane = 0; lane < Panels.Width; lane += V.Width)
        {
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V slope = V.Load(ref slopes, at);
                (slope * slope).Store(ref squares, at);
            }
        }
    }

    /// <summary>
    /// squares = f'², and signal += scale lengths f' f'', the gradient of the penalty on the Jacobian; with f' from the code y = f(z).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfJacobian<V, TActivation>(
        ref float squares, ref float signal, ref float code, ref float lengths, float scale, int rows)
        where V : unmanaged, ICpuVector<V>
        where TActivation : struct, IOutputActivation<V>, ICurvedActivation<V>
    {
        for (int lane = 0; lane < Panels.Width; lane += V.Width)
        {
            V weight = V.Load(ref lengths, lane) * scale;
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V y = V.Load(ref code, at);
                V slope = TActivation.Slope(y);
                (slope * slope).Store(ref squares, at);
                V.MultiplyAdd(slope * TActivation.Curvature(y, slope), weight, V.Load(ref signal, at)).Store(ref signal, at);
            }
        }
    }

    /// <summary>
    /// squares = f'², and signal += scale lengths f' f'', the gradient of the penalty on the Jacobian; with f' as it was kept.
    /// </summary>
    /// <param name="squares">Receives the slopes' squares.</param>
    /// <param name="signal">The gradient in the code.</param>
    /// <param name="point">What the second derivative follows from: the code where it does, else the pre-activations.</param>
    /// <param name="slopes">The slopes.</param>
    /// <param name="lengths">The squared length of each row of the weight.</param>
    /// <param name="scale">The penalty's share in the objective.</param>
    /// <param name="rows">Number of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfJacobian<V, TActivation>(
        ref float squares, ref float signal, ref float point, ref float slopes, ref float lengths, float scale, int rows)
        where V : unmanaged, ICpuVector<V>
        where TActivation : struct, ICurvedActivation<V>
    {
        for (int lane = 0; lane < Panels.Width; lane += V.Width)
        {
            V weight = V.Load(ref lengths, lane) * scale;
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V slope = V.Load(ref slopes, at);
                (slope * slope).Store(ref squares, at);
                V.MultiplyAdd(slope * TActivation.Curvature(V.Load(ref point, at), slope), weight, V.Load(ref signal, at)).Store(
                    ref signal, at);
            }
        }
    }
}
