using System.ComponentModel;
using ILGPU;

namespace AeGen.Runtime.Ilgpu;

/// <summary>A thread's patch of four rows and four columns, of what lies in the group's memory throughout.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FusedPatch
{
    /// <summary>The first row.</summary>
    public Float4 Row0;

    /// <summary>The second row.</summary>
    public Float4 Row1;

    /// <summary>The third row.</summary>
    public Float4 Row2;

    /// <summary>The fourth row.</summary>
    public Float4 Row3;

    /// <summary>A patch whose rows are what sums begin with.</summary>
    /// <param name="start">The row.</param>
    public static FusedPatch From(Float4 start)
    {
        FusedPatch patch = default;
        patch.Row0 = start;
        patch.Row1 = start;
        patch.Row2 = start;
        patch.Row3 = start;
        return patch;
    }

    /// <summary>Adds four rows of the left factor times four columns of the right one.</summary>
    /// <param name="memory">The group's memory.</param>
    /// <param name="left">Where the rows begin.</param>
    /// <param name="terms">Number of terms, in fours.</param>
    /// <param name="right">Where the columns begin.</param>
    /// <param name="fours">Columns of the right factor, in fours.</param>
    public void AddProducts(ArrayView<Float4> memory, int left, int terms, int right, int fours)
    {
        for (int term = 0; term < terms; term++)
        {
            Float4 left0 = memory[left + term], left1 = memory[left + terms + term];
            Float4 left2 = memory[left + (2 * terms) + term], left3 = memory[left + (3 * terms) + term];
            int at = right + (term * 4 * fours);
            AddTerm(left0.X, left1.X, left2.X, left3.X, memory[at]);
            AddTerm(left0.Y, left1.Y, left2.Y, left3.Y, memory[at + fours]);
            AddTerm(left0.Z, left1.Z, left2.Z, left3.Z, memory[at + (2 * fours)]);
            AddTerm(left0.W, left1.W, left2.W, left3.W, memory[at + (3 * fours)]);
        }
    }

    /// <summary>Adds four rows of the left factor times four rows of the right one, whose transpose is meant.</summary>
    /// <param name="memory">The group's memory.</param>
    /// <param name="left">Where the left rows begin.</param>
    /// <param name="terms">Number of terms, in fours.</param>
    /// <param name="right">Where the right rows begin.</param>
    public void AddMirrored(ArrayView<Float4> memory, int left, int terms, int right)
    {
        for (int term = 0; term < terms; term++)
        {
            Float4 right0 = memory[right + term], right1 = memory[right + terms + term];
            Float4 right2 = memory[right + (2 * terms) + term], right3 = memory[right + (3 * terms) + term];
            Row0 += Products(memory[left + term], right0, right1, right2, right3);
            Row1 += Products(memory[left + terms + term], right0, right1, right2, right3);
            Row2 += Products(memory[left + (2 * terms) + term], right0, right1, right2, right3);
            Row3 += Products(memory[left + (3 * terms) + term], right0, right1, right2, right3);
        }
    }

    /// <summary>Adds the outer products of some samples, of four rows and four columns, and stores them among the partial sums.</summary>
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
        ArrayView<Float4> memory, int left, int rowFours, int right, int fours, int samples, ArrayView<Float4> partials, int place, bool first)
    {
        for (int patch = Group.IdxX; patch < rowFours * fours; patch += Group.DimX)
        {
            int row = patch / fours, column = patch % fours;
            FusedPatch sums = default;
            for (int sample = 0; sample < samples; sample++)
            {
                Float4 numbers = memory[left + (sample * rowFours) + row];
                sums.AddTerm(numbers.X, numbers.Y, numbers.Z, numbers.W, memory[right + (sample * fours) + column]);
            }

            int at = place + (row * 4 * fours) + column;
            if (!first)
            {
                sums.Row0 += partials[at];
                sums.Row1 += partials[at + fours];
                sums.Row2 += partials[at + (2 * fours)];
                sums.Row3 += partials[at + (3 * fours)];
            }

            partials[at] = sums.Row0;
            partials[at + fours] = sums.Row1;
            partials[at + (2 * fours)] = sums.Row2;
            partials[at + (3 * fours)] = sums.Row3;
        }
    }

    /// <summary>Sums the columns of some samples, and stores the sums among the partial sums.</summary>
    /// <param name="memory">The group's memory.</param>
    /// <param name="matrix">Where the matrix begins.</param>
    /// <param name="fours">Its columns, in fours.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="partials">The partial sums.</param>
    /// <param name="place">Where these begin.</param>
    /// <param name="first">Whether nothing is there yet, to which these would be added.</param>
    public static void SumColumns(ArrayView<Float4> memory, int matrix, int fours, int samples, ArrayView<Float4> partials, int place, bool first)
    {
        for (int column = Group.IdxX; column < fours; column += Group.DimX)
        {
            Float4 sum = first ? default : partials[place + column];
            for (int sample = 0; sample < samples; sample++)
            {
                sum += memory[matrix + (sample * fours) + column];
            }

            partials[place + column] = sum;
        }
    }

    private static Float4 Products(Float4 left, Float4 right0, Float4 right1, Float4 right2, Float4 right3) =>
        new(Float4.Dot(left, right0), Float4.Dot(left, right1), Float4.Dot(left, right2), Float4.Dot(left, right3));

    private void AddTerm(float left0, float left1, float left2, float left3, Float4 right)
    {
        Row0 += left0 * right;
        Row1 += left1 * right;
        Row2 += left2 * right;
        Row3 += left3 * right;
    }
}
