using ILGPU.Algorithms;

namespace AeGen.Runtime.Ilgpu;

/// <summary>Random numbers as <see cref="NoiseKeys"/> defines them, alike on every device but for normal ones' last bits.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeviceNoise
{
    /// <summary>A number in (0, 1) that follows from a row's key and a column.</summary>
    public static float Uniform(ulong key, int column)
    {
        uint x = (uint)column ^ (uint)key;
        x = (x ^ (x >> 16)) * 0x85EBCA6B;
        x = ((x ^ (x >> 13)) + (uint)(key >> 32)) * 0xC2B2AE35;
        x ^= x >> 16;
        return (float)(int)((x >> 8) | 1) * (1f / 16777216f);
    }

    /// <summary>Four numbers in (0, 1).</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="column">The first one's column.</param>
    public static Float4 Uniform4(ulong key, int column) =>
        new(Uniform(key, column), Uniform(key, column + 1), Uniform(key, column + 2), Uniform(key, column + 3));

    /// <summary>Four normally distributed numbers.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="angles">The row's second key.</param>
    /// <param name="column">The first one's column.</param>
    public static Float4 Normal(ulong key, ulong angles, int column) => new(
        NormalOf(key, angles, column), NormalOf(key, angles, column + 1),
        NormalOf(key, angles, column + 2), NormalOf(key, angles, column + 3));

    private static float NormalOf(ulong key, ulong angles, int column) =>
        XMath.Sqrt(-2f * DeviceMath.Log(Uniform(key, column))) * DeviceMath.Cos(6.28318531f * Uniform(angles, column));
}
