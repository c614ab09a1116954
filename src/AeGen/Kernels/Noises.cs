using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Runtime;
using AeGen.Vectors;

namespace AeGen.Kernels;

/// <summary>Random numbers of training steps, which follow from keys as <see cref="NoiseKeys"/> says.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Noises
{
    /// <summary>Normally distributed numbers, by Box and Muller's transform of numbers from two keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Normal<V>(ulong key, ulong angles, int column)
        where V : unmanaged, ICpuVector<V> =>
        V.Sqrt(Elementary.LogOfNormal(Uniform<V>(key, column)) * -2f) * Elementary.CosineOfTurns(Uniform<V>(angles, column));

    /// <summary>Numbers in (0, 1) for some columns from one on, which follow from a row's key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Uniform<V>(ulong key, int column)
        where V : unmanaged, ICpuVector<V>
    {
        V x = V.XorBits(V.AddBits(V.BitIndices, V.CreateBits((uint)column)), V.CreateBits(unchecked((uint)key)));
        x = V.MultiplyBits(V.XorBits(x, V.ShiftBitsRight(x, 16)), 0x85EBCA6B);
        x = V.MultiplyBits(V.AddBits(V.XorBits(x, V.ShiftBitsRight(x, 13)), V.CreateBits((uint)(key >> 32))), 0xC2B2AE35);
        x = V.XorBits(x, V.ShiftBitsRight(x, 16));
        return V.FromIntegers(V.OrBits(V.ShiftBitsRight(x, 8), V.CreateBits(1))) * (1f / 16777216f);
    }
}
