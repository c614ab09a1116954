using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Functions;
using AeGen.Runtime;
using AeGen.Vectors;

namespace AeGen.Kernels;

/// <summary>
/// Random numbers of training steps, which follow from keys as <see cref="NoiseKeys"/> says, and what is drawn with them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Noises
{
    /// <summary>result = source + amount n with normally distributed n, within the mask, in some rows of a panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddNormal<V>(
        ref float source, ref float result, ref float mask, float amount, in KernelArguments arguments, int stream, int row, int rows,
        int column)
        where V : unmanaged, ICpuVector<V>
    {
        for (int i = 0; i < rows; i++)
        {
            ulong key = NoiseKeys.OfRow(arguments.Settings.NoiseKey, stream, arguments.FirstRow + row + i);
            ulong angles = NoiseKeys.OfRow(arguments.Settings.NoiseKey, stream + 1, arguments.FirstRow + row + i);
            for (int lane = 0; lane < Panels.Width; lane += V.Width)
            {
                int at = (i * Panels.Width) + lane;
                V noise = Normal<V>(key, angles, column + lane) * amount;
                V.MultiplyAdd(noise, V.Load(ref mask, lane), V.Load(ref source, at)).Store(ref result, at);
            }
        }
    }

    /// <summary>result = 0 at a rate, else source times a factor, in some rows of a panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Drop<V>(
        ref float source, ref float result, float rate, float kept, in KernelArguments arguments, int stream, int row, int rows, int column)
        where V : unmanaged, ICpuVector<V>
    {
        V limit = V.Create(rate);
        for (int i = 0; i < rows; i++)
        {
            ulong key = NoiseKeys.OfRow(arguments.Settings.NoiseKey, stream, arguments.FirstRow + row + i);
            for (int lane = 0; lane < Panels.Width; lane += V.Width)
            {
                int at = (i * Panels.Width) + lane;
                V.IfGreater(limit, Uniform<V>(key, column + lane), V.Zero, V.Load(ref source, at) * kept).Store(ref result, at);
            }
        }
    }

    /// <summary>
    /// result = mean + deviation with deviation = exp(logVariance / 2) n, within the mask, in some rows of a panel; n is normally
    /// distributed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw<V>(
        ref float mean, ref float logVariance, ref float deviation, ref float result, ref float mask, in KernelArguments arguments,
        int stream, int row,
        int rows, int column)
        where V : unmanaged, ICpuVector<V>
    {
        for (int i = 0; i < rows; i++)
        {
            ulong key = NoiseKeys.OfRow(arguments.Settings.NoiseKey, stream, arguments.FirstRow + row + i);
            ulong angles = NoiseKeys.OfRow(arguments.Settings.NoiseKey, stream + 1, arguments.FirstRow + row + i);
            for (int lane = 0; lane < Panels.Width; lane += V.Width)
            {
                int at = (i * Panels.Width) + lane;
                V size = LogVariance<V>.Deviation(V.Load(ref logVariance, at)) * V.Load(ref mask, lane);
                V drawn = Normal<V>(key, angles, column + lane) * size;
                drawn.Store(ref deviation, at);
                (V.Load(ref mean, at) + drawn).Store(ref result, at);
            }
        }
    }

    /// <summary>
    /// From the gradient in what was drawn to those in the means, in its place, and in the log-variances s: both get those of the
    /// divergence, scale (exp(s) + mean² - 1 - s) / 2.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SplitSignal<V>(
        ref float signal, ref float mean, ref float logVariance, ref float deviation, ref float varianceSignal, float scale, int rows)
        where V : unmanaged, ICpuVector<V>
    {
        V weight = V.Create(scale);
        for (int lane = 0; lane < Panels.Width; lane += V.Width)
        {
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V gradient = V.Load(ref signal, at);
                V excess = LogVariance<V>.Excess(V.Load(ref logVariance, at));
                (((gradient * V.Load(ref deviation, at)) + (weight * excess)) * 0.5f).Store(ref varianceSignal, at);
                V.MultiplyAdd(weight, V.Load(ref mean, at), gradient).Store(ref signal, at);
            }
        }
    }

    /// <summary>Normally distributed numbers, by Box and Muller's transform of numbers from two keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Normal<V>(ulong key, ulong angles, int column)
        where V : unmanaged, ICpuVector<V> =>
        V.Sqrt(Elementary.LogOfNormal(Uniform<V>(key, column)) * -2f) * Elementary.CosineOfTurns(Uniform<V>(angles, column));

    /// <summary>Numbers in (0, 1) for some columns from one on, which follow from a row's key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Uniform<V>(ulong key, int column)
        where V : unmanaged, ICpuVector<V>
    {
        V x = V.XorBits(V.AddBits(V.BitIndices, V.CreateBits((uint)column)), V.CreateBits(unchecked((uint)key)));
        x = V.MultiplyBits(V.XorBits(x, V.ShiftBitsRight(x, 16)), 0x85EBCA6B);
        x = V.MultiplyBits(V.AddBits(V.XorBits(x, V.ShiftBitsRight(x, 13)), V.CreateBits((uint)(key >> 32))), 0xC2B2AE35);
        x = V.XorBits(x, V.ShiftBitsRight(x, 16));
        return V.FromIntegers(V.OrBits(V.ShiftBitsRight(x, 8), V.CreateBits(1))) * (1f / 16777216f);
    }
}
