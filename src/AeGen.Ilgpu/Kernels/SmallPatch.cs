using System.ComponentModel;
using ILGPU;

namespace AeGen.Runtime.Ilgpu;

/// <summary>A thread's patch of a tile of 32 x 32: 4 x 4 sums in registers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SmallPatch
{
    /// <summary>Fours from one term to the next of the left factor in the group's memory, where it lies transposed.</summary>
    private const int LeftStride = 9;

    /// <summary>Threads beside one another.</summary>
    private const int ThreadColumns = 8;

    /// <summary>Columns of the group's tile, in fours.</summary>
    private const int Fours = 8;

    private Float4 sum0;
    private Float4 sum1;
    private Float4 sum2;
    private Float4 sum3;

    /// <summary>Adds the outer products of some terms, which lie in the group's memory: those of the left factor first.</summary>
    /// <param name="tile">The group's memory.</param>
    /// <param name="terms">Number of terms.</param>
    /// <param name="lane">The thread's place in the tile.</param>
    public void AddOuterProducts(ArrayView<Float4> tile, int terms, int lane)
    {
        int left = lane / ThreadColumns * 1, right = (terms * LeftStride) + (lane % ThreadColumns);
        for (int term = 0; term < terms; term++)
        {
            Float4 left0 = tile[(term * LeftStride) + left];
            Float4 right0 = tile[right + (term * Fours)];
            sum0 += left0.X * right0;
            sum1 += left0.Y * right0;
            sum2 += left0.Z * right0;
            sum3 += left0.W * right0;
        }
    }

    /// <summary>Adds another patch.</summary>
    /// <param name="other">The other one.</param>
    public void Add(SmallPatch other)
    {
        sum0 += other.sum0;
        sum1 += other.sum1;
        sum2 += other.sum2;
        sum3 += other.sum3;
    }

    /// <summary>Puts the patch where the whole tile lies in the group's memory, row by row.</summary>
    /// <param name="tile">The group's memory.</param>
    /// <param name="lane">The thread's place in the tile.</param>
    public readonly void Stage(ArrayView<Float4> tile, int lane)
    {
        int at = (lane / ThreadColumns * 32) + (lane % ThreadColumns);
        tile[at] = sum0;
        tile[at + 8] = sum1;
        tile[at + 16] = sum2;
        tile[at + 24] = sum3;
    }
}
