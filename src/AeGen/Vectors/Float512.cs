using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AeGen.Vectors;

/// <summary>Sixteen numbers in a vector of 512 bits. The JIT keeps it in a register, and inlines every member.</summary>
/// <param name="value">The numbers.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Float512(Vector512<float> value) : ICpuVector<Float512>
{
    private Vector512<float> value = value;

    /// <summary>
    /// Whether the processor has such vectors. .NET calls 512 bits slow on processors that lower their clock for them; products of matrices
    /// gain all the same, so the instructions themselves are asked for.
    /// </summary>
    public static bool IsSupported => Vector512.IsHardwareAccelerated || Avx512F.IsSupported;

    /// <inheritdoc/>
    public static int Width => 16;

    /// <inheritdoc/>
    public static Float512 Zero => new(Vector512<float>.Zero);

    /// <inheritdoc/>
    public static Float512 One => new(Vector512<float>.One);

    /// <inheritdoc/>
    public static Float512 Indices => new(Vector512<float>.Indices);

    /// <inheritdoc/>
    public static Float512 BitIndices => new(Vector512<int>.Indices.AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Create(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Load(ref float source) => new(Vector512.LoadUnsafe(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Load(ref float source, int at) => new(Vector512.LoadUnsafe(ref Unsafe.Add(ref source, at)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref float target) => value.StoreUnsafe(ref target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref float target, int at) => value.StoreUnsafe(ref Unsafe.Add(ref target, at));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 MultiplyAdd(Float512 a, Float512 b, Float512 c) => new(Vector512.MultiplyAddEstimate(a.value, b.value, c.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Scale(float number) => Create(number);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Float512 sum, Float512 scale, Float512 b) =>
        sum.value = Vector512.MultiplyAddEstimate(scale.value, b.value, sum.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Float512 sum, Float512 a, float b) =>
        sum.value = Vector512.MultiplyAddEstimate(a.value, Vector512.Create(b), sum.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProducts(ref Float512 sum, Float512 a, Float512 b) =>
        sum.value = Vector512.MultiplyAddEstimate(a.value, b.value, sum.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Max(Float512 a, Float512 b) => new(Vector512.MaxNative(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Min(Float512 a, Float512 b) => new(Vector512.MinNative(a.value, b.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Abs(Float512 a) => new(Vector512.Abs(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Sqrt(Float512 a) => new(Vector512.Sqrt(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Log(Float512 a) => new(Vector512.Log(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Sin(Float512 a) => new(Vector512.Sin(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Cos(Float512 a) => new(Vector512.Cos(a.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Exp(Float512 a) => Elementary.Exp(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 ExpM1(Float512 a) => Elementary.ExpM1(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 CopySign(Float512 size, Float512 sign) => new(Vector512.CopySign(size.value, sign.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 IfGreater(Float512 a, Float512 b, Float512 then, Float512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(a.value, b.value), then.value, otherwise.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 IfEqual(Float512 a, Float512 b, Float512 then, Float512 otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(a.value, b.value), then.value, otherwise.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Float512 a) => Float256.Sum(Halves(a));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Sums(Float512 a, Float512 b, Float512 c, Float512 d) =>
        Float256.Halves(Halves(new(Pairs(Pairs(a.value, b.value), Pairs(c.value, d.value)))));

    /// <summary>In each quarter the sums of neighbours, those of one vector and then those of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Pairs(Vector512<float> a, Vector512<float> b) =>
        Avx512F.Shuffle(a, b, 0b10_00_10_00) + Avx512F.Shuffle(a, b, 0b11_01_11_01);

    /// <summary>The sum of both halves. The framework's sum of a vector adds up each half first, which takes three times as long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Float256 Halves(Float512 a) => new(a.value.GetLower() + a.value.GetUpper());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 CreateBits(uint value) => new(Vector512.Create(value).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 AddBits(Float512 a, Float512 b) => new((a.value.AsUInt32() + b.value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 SubtractBits(Float512 a, Float512 b) => new((a.value.AsUInt32() - b.value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 XorBits(Float512 a, Float512 b) => new((a.value.AsUInt32() ^ b.value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 OrBits(Float512 a, Float512 b) => new((a.value.AsUInt32() | b.value.AsUInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 MultiplyBits(Float512 a, uint b) => new((a.value.AsUInt32() * b).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 ShiftBitsLeft(Float512 a, int count) => new((a.value.AsUInt32() << count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 ShiftBitsRight(Float512 a, int count) => new((a.value.AsUInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 ShiftIntegersRight(Float512 a, int count) => new((a.value.AsInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 FromIntegers(Float512 a) => new(Vector512.ConvertToSingle(a.value.AsInt32()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator +(Float512 a, Float512 b) => new(a.value + b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator -(Float512 a, Float512 b) => new(a.value - b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator *(Float512 a, Float512 b) => new(a.value * b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator /(Float512 a, Float512 b) => new(a.value / b.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator *(Float512 a, float b) => new(a.value * b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator -(Float512 a) => new(-a.value);
}
