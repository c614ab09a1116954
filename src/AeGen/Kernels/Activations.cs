using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Functions;
using AeGen.Runtime;
using AeGen.Vectors;

namespace AeGen.Kernels;

/// <summary>Activations and their slopes on some rows of a panel, while these are in the first-level cache.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Activations
{
    /// <summary>x = f(x), of an f that keeps zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<V, TActivation>(ref float x, int rows, int columns)
        where V : unmanaged, ICpuVector<V>
        where TActivation : struct, IActivation<V>
    {
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                TActivation.Value(V.Load(ref x, at)).Store(ref x, at);
            }
        }
    }

    /// <summary>x = f(x); columns outside of the mask become zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ApplyWithin<V, TActivation>(ref float x, ref float mask, int rows, int columns)
        where V : unmanaged, ICpuVector<V>
        where TActivation : struct, IActivation<V>
    {
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            V real = V.Load(ref mask, lane);
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                (TActivation.Value(V.Load(ref x, at)) * real).Store(ref x, at);
            }
        }
    }

    /// <summary>x = f(x), slopes = f'(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ApplyAndKeepSlopes<V, TActivation>(ref float x, ref float slopes, int rows, int columns)
        where V : unmanaged, ICpuVector<V>
        where TActivation : struct, IActivation<V>
    {
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V y = TActivation.Value(V.Load(ref x, at), out V slope);
                y.Store(ref x, at);
                slope.Store(ref slopes, at);
            }
        }
    }

    /// <summary>signal *= f', which follows from the output y = f(z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyBySlope<V, TActivation>(ref float signal, ref float output, int rows, int columns)
        where V : unmanaged, ICpuVector<V>
        where TActivation : struct, IOutputActivation<V>
    {
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                (V.Load(ref signal, at) * TActivation.Slope(V.Load(ref output, at))).Store(ref signal, at);
            }
        }
    }

    /// <summary>x *= factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<V>(ref float x, ref float factors, int rows, int columns)
        where V : unmanaged, ICpuVector<V>
    {
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                (V.Load(ref x, at) * V.Load(ref factors, at)).Store(ref x, at);
            }
        }
    }

    /// <summary>sum += addend.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<V>(ref float sum, ref float addend, int rows, int columns)
        where V : unmanaged, ICpuVector<V>
    {
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                (V.Load(ref sum, at) + V.Load(ref addend, at)).Store(ref sum, at);
            }
        }
    }
}
