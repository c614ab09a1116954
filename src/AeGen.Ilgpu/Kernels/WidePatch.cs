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

    private FourRows rows0_0, rows0_1, rows1_0, rows1_1;

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
            rows0_0.AddProduct(left0, right0);
            rows0_1.AddProduct(left0, right1);
            rows1_0.AddProduct(left1, right0);
            rows1_1.AddProduct(left1, right1);
        }
    }

    /// <summary>Adds another patch.</summary>
    /// <param name="other">The other one.</param>
    public void Add(WidePatch other)
    {
        rows0_0.Add(other.rows0_0);
        rows0_1.Add(other.rows0_1);
        rows1_0.Add(other.rows1_0);
        rows1_1.Add(other.rows1_1);
    }

    /// <summary>Puts the patch where the whole tile lies in the group's memory, row by row.</summary>
    /// <param name="tile">The group's memory.</param>
    /// <param name="lane">The thread's place in the tile.</param>
    public readonly void Stage(ArrayView<Float4> tile, int lane)
    {
        int at = (lane / ThreadColumns * 8 * Fours) + (lane % ThreadColumns);
        rows0_0.Store(tile, at, Fours);
        rows0_1.Store(tile, at + 8, Fours);
        rows1_0.Store(tile, at + (4 * Fours), Fours);
        rows1_1.Store(tile, at + (4 * Fours) + 8, Fours);
    }
}
