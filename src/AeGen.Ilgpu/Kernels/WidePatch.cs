using System.ComponentModel;
using ILGPU;

namespace AeGen.Runtime.Ilgpu;

/// <summary>A thread's patch of a tile of 128 x 64: 8 x 8 sums in registers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct WidePatch
{
    /// <summary>Fours from one term to the next of the left factor in the group's memory, where it lies transposed.</summary>
    private const int LeftStride = 33;

    /// <summary>Threads beside one another.</summary>
    private const int ThreadColumns = 8;

    /// <summary>Columns of the group's tile, in fours.</summary>
    private const int Fours = 16;

    private Float4 sum00, sum01;
    private Float4 sum10, sum11;
    private Float4 sum20, sum21;
    private Float4 sum30, sum31;
    private Float4 sum40, sum41;
    private Float4 sum50, sum51;
    private Float4 sum60, sum61;
    private Float4 sum70, sum71;

    /// <summary>Adds the outer products of some terms, which lie in the group's memory: those of the left factor first.</summary>
    /// <param name="tile">The group's memory.</param>
    /// <param name="terms">Number of terms.</param>
    /// <param name="lane">The thread's place in the tile.</param>
    public void AddOuterProducts(ArrayView<Float4> tile, int terms, int lane)
    {
        int left = lane / ThreadColumns * 2, right = (terms * LeftStride) + (lane % ThreadColumns);
        for (int term = 0; term < terms; term++)
        {
            Float4 left0 = tile[(term * LeftStride) + left];
            Float4 left1 = tile[(term * LeftStride) + left + 1];
            Float4 right0 = tile[right + (term * Fours)];
            Float4 right1 = tile[right + (term * Fours) + 8];
            sum00 += left0.X * right0;
            sum01 += left0.X * right1;
            sum10 += left0.Y * right0;
            sum11 += left0.Y * right1;
            sum20 += left0.Z * right0;
            sum21 += left0.Z * right1;
            sum30 += left0.W * right0;
            sum31 += left0.W * right1;
            sum40 += left1.X * right0;
            sum41 += left1.X * right1;
            sum50 += left1.Y * right0;
            sum51 += left1.Y * right1;
            sum60 += left1.Z * right0;
            sum61 += left1.Z * right1;
            sum70 += left1.W * right0;
            sum71 += left1.W * right1;
        }
    }

    /// <summary>Adds another patch.</summary>
    /// <param name="other">The other one.</param>
    public void Add(WidePatch other)
    {
        sum00 += other.sum00;
        sum01 += other.sum01;
        sum10 += other.sum10;
        sum11 += other.sum11;
        sum20 += other.sum20;
        sum21 += other.sum21;
        sum30 += other.sum30;
        sum31 += other.sum31;
        sum40 += other.sum40;
        sum41 += other.sum41;
        sum50 += other.sum50;
        sum51 += other.sum51;
        sum60 += other.sum60;
        sum61 += other.sum61;
        sum70 += other.sum70;
        sum71 += other.sum71;
    }

    /// <summary>Puts the patch where the whole tile lies in the group's memory, row by row.</summary>
    /// <param name="tile">The group's memory.</param>
    /// <param name="lane">The thread's place in the tile.</param>
    public readonly void Stage(ArrayView<Float4> tile, int lane)
    {
        int at = (lane / ThreadColumns * 128) + (lane % ThreadColumns);
        tile[at] = sum00;
        tile[at + 8] = sum01;
        tile[at + 16] = sum10;
        tile[at + 24] = sum11;
        tile[at + 32] = sum20;
        tile[at + 40] = sum21;
        tile[at + 48] = sum30;
        tile[at + 56] = sum31;
        tile[at + 64] = sum40;
        tile[at + 72] = sum41;
        tile[at + 80] = sum50;
        tile[at + 88] = sum51;
        tile[at + 96] = sum60;
        tile[at + 104] = sum61;
        tile[at + 112] = sum70;
        tile[at + 120] = sum71;
    }
}
