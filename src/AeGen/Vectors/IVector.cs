using System.ComponentModel;

namespace AeGen.Vectors;

/// <summary>
/// Arithmetic on some numbers in single precision at once. Functions and kernels are written once over it; the JIT makes each width's own
/// code of them.
/// </summary>
/// <typeparam name="V">The vector itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IVector<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Zero in every place.</summary>
    static abstract V Zero { get; }

    /// <summary>One in every place.</summary>
    static abstract V One { get; }

    /// <summary>A number in every place.</summary>
    static abstract V Create(float value);

    /// <summary>a b + c, rounded once where the processor can.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>The larger one; b where one of them is NaN.</summary>
    static abstract V Max(V a, V b);

    /// <summary>The smaller one; b where one of them is NaN.</summary>
    static abstract V Min(V a, V b);

    /// <summary>The size.</summary>
    static abstract V Abs(V a);

    /// <summary>The square root, exactly rounded.</summary>
    static abstract V Sqrt(V a);

    /// <summary>exp(a), to two units in the last place. Arguments beyond +-87 are taken as +-87; NaN stays NaN.</summary>
    static abstract V Exp(V a);

    /// <summary>exp(a) - 1, relative error below 2e-7, also near 0. Arguments beyond +-87 are taken as +-87; NaN stays NaN.</summary>
    static abstract V ExpM1(V a);

    /// <summary>The natural logarithm.</summary>
    static abstract V Log(V a);

    /// <summary>The sine.</summary>
    static abstract V Sin(V a);

    /// <summary>The cosine.</summary>
    static abstract V Cos(V a);

    /// <summary>The size of one number with the sign of another.</summary>
    static abstract V CopySign(V size, V sign);

    /// <summary>One number where a is greater than b, else another.</summary>
    static abstract V IfGreater(V a, V b, V then, V otherwise);

    /// <summary>One number where a equals b, else another.</summary>
    static abstract V IfEqual(V a, V b, V then, V otherwise);

    /// <summary>The sum.</summary>
    static abstract V operator +(V a, V b);

    /// <summary>The difference.</summary>
    static abstract V operator -(V a, V b);

    /// <summary>The product.</summary>
    static abstract V operator *(V a, V b);

    /// <summary>The product with one number.</summary>
    static abstract V operator *(V a, float b);

    /// <summary>The quotient, exactly rounded.</summary>
    static abstract V operator /(V a, V b);

    /// <summary>The negative.</summary>
    static abstract V operator -(V a);
}
