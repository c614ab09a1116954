namespace AeGen.Runtime.Ilgpu;

/// <summary>Four rows of four sums, in registers: what a thread's patches are made of.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FourRows
{
    /// <summary>The first row.</summary>
    public Float4 Row0;

    /// <summary>The second row.</summary>
    public Float4 Row1;

    /// <summary>The third row.</summary>
    public Float4 Row2;

    /// <summary>The fourth row.</summary>
    public Float4 Row3;

    /// <summary>Sums that begin with the same row each.</summary>
    /// <param name="start">The row.</param>
    public static FourRows From(Float4 start) => new() { Row0 = start, Row1 = start, Row2 = start, Row3 = start };

    /// <summary>Adds the outer product of four numbers and four others.</summary>
    /// <param name="left">A number for each row.</param>
    /// <param name="right">What they are multiplied by.</param>
    public void AddProduct(Float4 left, Float4 right)
    {
        Row0 += left.X * right;
        Row1 += left.Y * right;
        Row2 += left.Z * right;
        Row3 += left.W * right;
    }

    /// <summary>Adds other sums.</summary>
    /// <param name="other">The other ones.</param>
    public void Add(FourRows other)
    {
        Row0 += other.Row0;
        Row1 += other.Row1;
        Row2 += other.Row2;
        Row3 += other.Row3;
    }

    /// <summary>Adds rows of numbers in memory.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="at">Where the first row lies.</param>
    /// <param name="stride">Fours from one row to the next.</param>
    public void AddFrom(ArrayView<Float4> memory, int at, int stride)
    {
        Row0 += memory[at];
        Row1 += memory[at + stride];
        Row2 += memory[at + (2 * stride)];
        Row3 += memory[at + (3 * stride)];
    }

    /// <summary>Stores the rows.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="at">Where the first row comes.</param>
    /// <param name="stride">Fours from one row to the next.</param>
    public readonly void Store(ArrayView<Float4> memory, int at, int stride)
    {
        memory[at] = Row0;
        memory[at + stride] = Row1;
        memory[at + (2 * stride)] = Row2;
        memory[at + (3 * stride)] = Row3;
    }
}
