namespace AeGen.Runtime.Ilgpu;

/// <summary>What kernels compute of matrices that lie in the group's memory throughout, four rows and four columns a thread.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Fused
{
    /// <summary>Four rows of the left factor times four columns of the right one, and a start.</summary>
    /// <param name="start">What each row's sums begin with.</param>
    /// <param name="memory">The group's memory.</param>
    /// <param name="left">Where the rows begin.</param>
    /// <param name="terms">Number of terms, in fours.</param>
    /// <param name="right">Where the columns begin.</param>
    /// <param name="fours">Columns of the right factor, in fours.</param>
    public static FourRows Multiply(Float4 start, ArrayView<Float4> memory, int left, int terms, int right, int fours)
    {
        var sums = FourRows.From(start);
        for (int term = 0; term < terms; term++)
        {
            Float4 left0 = memory[left + term], left1 = memory[left + terms + term];
            Float4 left2 = memory[left + (2 * terms) + term], left3 = memory[left + (3 * terms) + term];
            int at = right + (term * 4 * fours);
            sums.AddProduct(new Float4(left0.X, left1.X, left2.X, left3.X), memory[at]);
            sums.AddProduct(new Float4(left0.Y, left1.Y, left2.Y, left3.Y), memory[at + fours]);
            sums.AddProduct(new Float4(left0.Z, left1.Z, left2.Z, left3.Z), memory[at + (2 * fours)]);
            sums.AddProduct(new Float4(left0.W, left1.W, left2.W, left3.W), memory[at + (3 * fours)]);
        }

        return sums;
    }

    /// <summary>Four rows of the left factor times four rows of the right one, whose transpose is meant, and a start.</summary>
    /// <param name="start">What each row's sums begin with.</param>
    /// <param name="memory">The group's memory.</param>
    /// <param name="left">Where the left rows begin.</param>
    /// <param name="terms">Number of terms, in fours.</param>
    /// <param name="right">Where the right rows begin.</param>
    public static FourRows MultiplyMirrored(Float4 start, ArrayView<Float4> memory, int left, int terms, int right)
    {
        var sums = FourRows.From(start);
        for (int term = 0; term < terms; term++)
        {
            Float4 right0 = memory[right + term], right1 = memory[right + terms + term];
            Float4 right2 = memory[right + (2 * terms) + term], right3 = memory[right + (3 * terms) + term];
            sums.Row0 += Products(memory[left + term], right0, right1, right2, right3);
            sums.Row1 += Products(memory[left + terms + term], right0, right1, right2, right3);
            sums.Row2 += Products(memory[left + (2 * terms) + term], right0, right1, right2, right3);
            sums.Row3 += Products(memory[left + (3 * terms) + term], right0, right1, right2, right3);
        }

        return sums;
    }

    /// <summary>
    /// Sums the outer products of some samples, four rows and four columns a thread, and stores the sums among the partial ones.
    /// </summary>
    /// <param name="memory">The group's memory.</param>
    /// <param name="left">Where the left factor's matrix begins.</param>
    /// <param name="rowFours">Its columns, which are the gradient's rows, in fours.</param>
    /// <param name="right">Where the right factor's matrix begins.</param>
    /// <param name="fours">Its columns, in fours.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="partials">The partial sums.</param>
    /// <param name="place">Where those of this gradient begin.</param>
    /// <param name="first">Whether nothing is there yet, to which these would be added.</param>
    public static void SumOuterProducts(
        ArrayView<Float4> memory, int left, int rowFours, int right, int fours, int samples, ArrayView<Float4> partials, int place,
        bool first)
    {
        for (int patch = Group.IdxX; patch < rowFours * fours; patch += Group.DimX)
        {
            int row = Divide(patch, fours), column = Remainder(patch, fours);
            FourRows sums = default;
            for (int sample = 0; sample < samples; sample++)
            {
                sums.AddProduct(memory[left + (sample * rowFours) + row], memory[right + (sample * fours) + column]);
            }

            int at = place + (row * 4 * fours) + column;
            if (!first)
            {
                sums.AddFrom(partials, at, fours);
            }

            sums.Store(partials, at, fours);
        }
    }

    /// <summary>
    /// Copies row-major numbers into a matrix in the group's memory; rows that are none become zeros, up to a whole four.
    /// </summary>
    /// <param name="memory">The group's memory.</param>
    /// <param name="matrix">Where the matrix begins.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="samples">The numbers.</param>
    /// <param name="order">Which row of theirs stands at each position.</param>
    /// <param name="first">The position of the first row.</param>
    /// <param name="rows">The number of rows to copy.</param>
    /// <param name="ordered">1 where the order counts; 0 where position and row are the same.</param>
    public static void CopyIn(
        ArrayView<Float4> memory, int matrix, int columns, ArrayView<float> samples, ArrayView<int> order, int first, int rows, int ordered)
    {
        int fours = (columns + 3) / 4;
        for (int i = Group.IdxX; i < (rows + 3) / 4 * 4 * fours; i += Group.DimX)
        {
            int row = Divide(i, fours), column = Remainder(i, fours) * 4;
            Float4 value = default;
            if (row < rows)
            {
                long at = ((long)(ordered != 0 ? order[first + row] : first + row) * columns) + column;
                value = Float4.Read(samples, at, columns - column);
            }

            memory[matrix + i] = value;
        }
    }

    /// <summary>Copies some rows of a matrix in the group's memory out, row-major.</summary>
    /// <param name="memory">The group's memory.</param>
    /// <param name="matrix">Where the matrix begins.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="results">Receives the numbers.</param>
    /// <param name="first">The first row there.</param>
    /// <param name="rows">The number of rows to copy.</param>
    public static void CopyOut(ArrayView<Float4> memory, int matrix, int columns, ArrayView<float> results, int first, int rows)
    {
        int fours = (columns + 3) / 4;
        for (int i = Group.IdxX; i < rows * fours; i += Group.DimX)
        {
            int column = Remainder(i, fours) * 4;
            Float4 value = memory[matrix + i];
            value.Write(results, ((long)(first + Divide(i, fours)) * columns) + column, 1, columns - column);
        }
    }

    /// <summary>A place's row: without a sign, so that powers of two become shifts.</summary>
    /// <param name="place">The place.</param>
    /// <param name="width">Places a row.</param>
    public static int Divide(int place, int width) => (int)((uint)place / (uint)width);

    /// <summary>A place's column.</summary>
    /// <param name="place">The place.</param>
    /// <param name="width">Places a row.</param>
    public static int Remainder(int place, int width) => place - (Divide(place, width) * width);

    private static Float4 Products(Float4 left, Float4 right0, Float4 right1, Float4 right2, Float4 right3) =>
        new(Float4.Dot(left, right0), Float4.Dot(left, right1), Float4.Dot(left, right2), Float4.Dot(left, right3));
}
