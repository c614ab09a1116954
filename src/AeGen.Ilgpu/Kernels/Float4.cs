using System.Runtime.InteropServices;
using AeGen.Vectors;
using ILGPU.Algorithms;

namespace AeGen.Runtime.Ilgpu;

/// <summary>Four neighbouring numbers of a row: what kernels load and store at once, 16 bytes.</summary>
/// <remarks>Kernels keep the parts in registers; the operators are inlined, part by part.</remarks>
/// <param name="x">The first number.</param>
/// <param name="y">The second number.</param>
/// <param name="z">The third number.</param>
/// <param name="w">The fourth number.</param>
[StructLayout(LayoutKind.Sequential)]
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Float4(float x, float y, float z, float w) : IVector<Float4>
{
    /// <summary>The first number.</summary>
    public float X = x;

    /// <summary>The second number.</summary>
    public float Y = y;

    /// <summary>The third number.</summary>
    public float Z = z;

    /// <summary>The fourth number.</summary>
    public float W = w;

    /// <summary>The sum of the four numbers, of the outer pair and the inner pair first.</summary>
    public readonly float Sum => (X + Y) + (Z + W);

    /// <inheritdoc/>
    public static Float4 Zero => default;

    /// <inheritdoc/>
    public static Float4 One => Create(1f);

    /// <summary>0, 1, 2 and 3.</summary>
    public static Float4 Indices => new(0f, 1f, 2f, 3f);

    /// <inheritdoc/>
    public static Float4 Create(float value) => new(value, value, value, value);

    /// <inheritdoc/>
    public static Float4 MultiplyAdd(Float4 a, Float4 b, Float4 c) => (a * b) + c;

    /// <inheritdoc/>
    public static Float4 Max(Float4 a, Float4 b) =>
        new(a.X > b.X ? a.X : b.X, a.Y > b.Y ? a.Y : b.Y, a.Z > b.Z ? a.Z : b.Z, a.W > b.W ? a.W : b.W);

    /// <inheritdoc/>
    public static Float4 Min(Float4 a, Float4 b) =>
        new(a.X < b.X ? a.X : b.X, a.Y < b.Y ? a.Y : b.Y, a.Z < b.Z ? a.Z : b.Z, a.W < b.W ? a.W : b.W);

    /// <inheritdoc/>
    public static Float4 Abs(Float4 a) => new(DeviceMath.Abs(a.X), DeviceMath.Abs(a.Y), DeviceMath.Abs(a.Z), DeviceMath.Abs(a.W));

    /// <inheritdoc/>
    public static Float4 Exp(Float4 a) => new(DeviceMath.Exp(a.X), DeviceMath.Exp(a.Y), DeviceMath.Exp(a.Z), DeviceMath.Exp(a.W));

    /// <inheritdoc/>
    public static Float4 ExpM1(Float4 a) =>
        new(DeviceMath.ExpM1(a.X), DeviceMath.ExpM1(a.Y), DeviceMath.ExpM1(a.Z), DeviceMath.ExpM1(a.W));

    /// <inheritdoc/>
    public static Float4 Log(Float4 a) => new(DeviceMath.Log(a.X), DeviceMath.Log(a.Y), DeviceMath.Log(a.Z), DeviceMath.Log(a.W));

    /// <inheritdoc/>
    public static Float4 Sin(Float4 a) => new(DeviceMath.Sin(a.X), DeviceMath.Sin(a.Y), DeviceMath.Sin(a.Z), DeviceMath.Sin(a.W));

    /// <inheritdoc/>
    public static Float4 Cos(Float4 a) => new(DeviceMath.Cos(a.X), DeviceMath.Cos(a.Y), DeviceMath.Cos(a.Z), DeviceMath.Cos(a.W));

    /// <inheritdoc/>
    public static Float4 Sqrt(Float4 a) => new(XMath.Sqrt(a.X), XMath.Sqrt(a.Y), XMath.Sqrt(a.Z), XMath.Sqrt(a.W));

    /// <inheritdoc/>
    public static Float4 CopySign(Float4 size, Float4 sign) =>
        new(DeviceMath.CopySign(size.X, sign.X), DeviceMath.CopySign(size.Y, sign.Y), DeviceMath.CopySign(size.Z, sign.Z),
            DeviceMath.CopySign(size.W, sign.W));

    /// <inheritdoc/>
    public static Float4 IfGreater(Float4 a, Float4 b, Float4 then, Float4 otherwise) =>
        new(a.X > b.X ? then.X : otherwise.X, a.Y > b.Y ? then.Y : otherwise.Y, a.Z > b.Z ? then.Z : otherwise.Z,
            a.W > b.W ? then.W : otherwise.W);

    /// <inheritdoc/>
    public static Float4 IfEqual(Float4 a, Float4 b, Float4 then, Float4 otherwise) =>
        new(a.X == b.X ? then.X : otherwise.X, a.Y == b.Y ? then.Y : otherwise.Y, a.Z == b.Z ? then.Z : otherwise.Z,
            a.W == b.W ? then.W : otherwise.W);

    /// <inheritdoc/>
    public static Float4 operator *(Float4 a, float b) => b * a;

    /// <inheritdoc/>
    public static Float4 operator -(Float4 a) => new(-a.X, -a.Y, -a.Z, -a.W);

    /// <summary>Adds part by part.</summary>
    public static Float4 operator +(Float4 a, Float4 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z, a.W + b.W);

    /// <summary>Adds a number to each part.</summary>
    public static Float4 operator +(Float4 a, float b) => new(a.X + b, a.Y + b, a.Z + b, a.W + b);

    /// <summary>Subtracts part by part.</summary>
    public static Float4 operator -(Float4 a, Float4 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z, a.W - b.W);

    /// <summary>Subtracts a number from each part.</summary>
    public static Float4 operator -(Float4 a, float b) => new(a.X - b, a.Y - b, a.Z - b, a.W - b);

    /// <summary>Multiplies part by part.</summary>
    public static Float4 operator *(Float4 a, Float4 b) => new(a.X * b.X, a.Y * b.Y, a.Z * b.Z, a.W * b.W);

    /// <summary>Multiplies each part by a number.</summary>
    public static Float4 operator *(float a, Float4 b) => new(a * b.X, a * b.Y, a * b.Z, a * b.W);

    /// <summary>Divides part by part.</summary>
    public static Float4 operator /(Float4 a, Float4 b) => new(a.X / b.X, a.Y / b.Y, a.Z / b.Z, a.W / b.W);

    /// <summary>The scalar product a · b.</summary>
    public static float Dot(Float4 a, Float4 b) => (((a.X * b.X) + (a.Y * b.Y)) + (a.Z * b.Z)) + (a.W * b.W);

    /// <summary>The first parts of a value, and zeros in place of the others.</summary>
    /// <param name="a">The value.</param>
    /// <param name="count">How many parts stay, 0 to 4.</param>
    public static Float4 Keep(Float4 a, int count) =>
        new(count > 0 ? a.X : 0f, count > 1 ? a.Y : 0f, count > 2 ? a.Z : 0f, count > 3 ? a.W : 0f);

    /// <summary>Numbers from memory, up to four; what is not there is zero.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="at">Where the first number lies.</param>
    /// <param name="count">How many there are from there on, at least 1.</param>
    internal static Float4 Read(ArrayView<float> memory, long at, int count) =>
        new(memory[at], count > 1 ? memory[at + 1] : 0f, count > 2 ? memory[at + 2] : 0f, count > 3 ? memory[at + 3] : 0f);

    /// <summary>Writes the numbers, or as many as there are places for.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="at">Where the first number comes.</param>
    /// <param name="stride">Numbers from one place to the next.</param>
    /// <param name="count">How many places there are, at least 1.</param>
    internal readonly void Write(ArrayView<float> memory, long at, int stride, int count)
    {
        memory[at] = X;
        if (count > 1)
        {
            memory[at + stride] = Y;
        }

        if (count > 2)
        {
            memory[at + (2 * stride)] = Z;
        }

        if (count > 3)
        {
            memory[at + (3 * stride)] = W;
        }
    }
}
