using System.ComponentModel;

namespace AeGen.Vectors;

/// <summary>
/// A vector of the CPU: it can be loaded and stored, and its places hold whole numbers of 32 bits as well, which the elementary functions
/// are made of.
/// </summary>
/// <typeparam name="V">The vector itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICpuVector<V> : IVector<V>
    where V : unmanaged, ICpuVector<V>
{
    /// <summary>Numbers in a vector: 16, 8 or 4. A constant to the JIT, which drops the branches of other widths.</summary>
    static abstract int Width { get; }

    /// <summary>0, 1, 2 and so on.</summary>
    static abstract V Indices { get; }

    /// <summary>Reads the numbers from one on.</summary>
    static abstract V Load(ref float source);

    /// <summary>Reads the numbers from one on, so many numbers behind another.</summary>
    static abstract V Load(ref float source, int at);

    /// <summary>Writes the numbers.</summary>
    void Store(ref float target);

    /// <summary>Writes the numbers so many numbers behind another.</summary>
    void Store(ref float target, int at);

    /// <summary>
    /// A number for <see cref="AddProduct(ref V, V, V)"/>: in the first place only where the processor multiplies a vector by one place of
    /// another, else in every place.
    /// </summary>
    static abstract V Scale(float number);

    /// <summary>
    /// sum += scale b, rounded once where the processor can: in place, for which the JIT keeps a sum in one register throughout a loop.
    /// </summary>
    /// <param name="sum">The sum.</param>
    /// <param name="scale">What <see cref="Scale"/> made of a number.</param>
    /// <param name="b">The vector.</param>
    static abstract void AddProduct(ref V sum, V scale, V b);

    /// <summary>sum += a b with one number, which the processor reads and spreads within the multiplication where it can.</summary>
    static abstract void AddProduct(ref V sum, V a, float b);

    /// <summary>sum += a b, place by place and in place.</summary>
    static abstract void AddProducts(ref V sum, V a, V b);

    /// <summary>The sum of a vector's numbers.</summary>
    static abstract float Sum(V a);

    /// <summary>The sums of four vectors' numbers.</summary>
    static abstract Float128 Sums(V a, V b, V c, V d);

    /// <summary>A whole number in every place.</summary>
    static abstract V CreateBits(uint value);

    /// <summary>The places' bits as whole numbers: 0, 1, 2 and so on.</summary>
    static abstract V BitIndices { get; }

    /// <summary>The sum of whole numbers, modulo 2^32.</summary>
    static abstract V AddBits(V a, V b);

    /// <summary>The difference of whole numbers, modulo 2^32.</summary>
    static abstract V SubtractBits(V a, V b);

    /// <summary>The product of whole numbers, modulo 2^32.</summary>
    static abstract V MultiplyBits(V a, uint b);

    /// <summary>The bits that only one of both has.</summary>
    static abstract V XorBits(V a, V b);

    /// <summary>The bits that one of both has.</summary>
    static abstract V OrBits(V a, V b);

    /// <summary>The bits moved to the left.</summary>
    static abstract V ShiftBitsLeft(V a, int count);

    /// <summary>The bits moved to the right, zeros coming after.</summary>
    static abstract V ShiftBitsRight(V a, int count);

    /// <summary>Signed whole numbers divided by 2^count and rounded down.</summary>
    static abstract V ShiftIntegersRight(V a, int count);

    /// <summary>Signed whole numbers as numbers in single precision.</summary>
    static abstract V FromIntegers(V a);
}
