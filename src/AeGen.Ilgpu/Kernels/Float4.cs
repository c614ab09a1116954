using System.ComponentModel;
using System.Runtime.InteropServices;
using AeGen.Vectors;

namespace AeGen.Runtime.Ilgpu;

/// <summary>Four neighbouring numbers of a row: what kernels load and store at once, 16 bytes.</summary>
/// <remarks>Kernels keep the parts in registers; the operators are inlined, part by part.</remarks>
[StructLayout(LayoutKind.Sequential)]
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Float4 : IVector<Float4>, IEquatable<Float4>
{
    /// <summary>The first number.</summary>
    public float X;

    /// <summary>The second number.</summary>
    public float Y;

    /// <summary>The third number.</summary>
    public float Z;

    /// <summary>The fourth number.</summary>
    public float W;

    /// <summary>Puts four numbers together.</summary>
    /// <param name="x">The first number.</param>
    /// <param name="y">The second number.</param>
    /// <param name="z">The third number.</param>
    /// <param name="w">The fourth number.</param>
    public Float4(float x, float y, float z, float w)
    {
        X = x;
        Y = y;
        Z = z;
        W = w;
    }

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
    public static Float4 Log(Float4 a) => new(DeviceMath.Log(a.X), DeviceMath.Log(a.Y), DeviceMath.Log(a.Z), DeviceMath.Log(a.W));

    /// <inheritdoc/>
    public static Float4 Sin(Float4 a) => new(DeviceMath.Sin(a.X), DeviceMath.Sin(a.Y), DeviceMath.Sin(a.Z), DeviceMath.Sin(a.W));

    /// <inheritdoc/>
    public static Float4 Cos(Float4 a) => new(DeviceMath.Cos(a.X), DeviceMath.Cos(a.Y), DeviceMath.Cos(a.Z), DeviceMath.Cos(a.W));

    /// <inheritdoc/>
    public static Float4 Sqrt(Float4 a) => DeviceMath.Sqrt(a);

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

    /// <summary>Whether all parts are equal.</summary>
    public static bool operator ==(Float4 a, Float4 b) => a.Equals(b);

    /// <summary>Whether some part differs.</summary>
    public static bool operator !=(Float4 a, Float4 b) => !a.Equals(b);

    /// <summary>The sum of two values.</summary>
    public static Float4 Add(Float4 left, Float4 right) => left + right;

    /// <summary>The difference of two values.</summary>
    public static Float4 Subtract(Float4 left, Float4 right) => left - right;

    /// <summary>The product of two values, part by part.</summary>
    public static Float4 Multiply(Float4 left, Float4 right) => left * right;

    /// <summary>The quotient of two values, part by part.</summary>
    public static Float4 Divide(Float4 left, Float4 right) => left / right;

    /// <summary>The scalar product a · b.</summary>
    public static float Dot(Float4 a, Float4 b) => (((a.X * b.X) + (a.Y * b.Y)) + (a.Z * b.Z)) + (a.W * b.W);

    /// <summary>The first parts of a value, and zeros in place of the others.</summary>
    /// <param name="a">The value.</param>
    /// <param name="count">How many parts stay, 0 to 4.</param>
    public static Float4 Keep(Float4 a, int count) => new(count > 0 ? a.X : 0f, count > 1 ? a.Y : 0f, count > 2 ? a.Z : 0f, count > 3 ? a.W : 0f);

    /// <inheritdoc/>
    public readonly bool Equals(Float4 other) => X == other.X && Y == other.Y && Z == other.Z && W == other.W;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Float4 other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(X, Y, Z, W);
}
