using System.ComponentModel;
using ILGPU;

namespace AeGen.Runtime.Ilgpu;

/// <summary>A thread's patch of a tile of 128 x 32: 8 x 4 sums in registers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct NarrowPatch
{
    /// <summary>Fours from one term to the next of the left factor in the group's memory, where it lies transposed.</summary>
    private const int LeftStride = 33;

    /// <summary>Threads beside one another.</summary>
    private const int ThreadColumns = 8;

    /// <summary>Columns of the group's tile, in fours.</summary>
    private const int Fours = 8;

    private FourRows rows0, rows1;

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
            rows0.AddProduct(left0, right0);
            rows1.AddProduct(left1, right0);
        }
    }

    /// <summary>Adds another patch.</summary>
    /// <param name="other">The other one.</param>
    public void Add(NarrowPatch other)
    {
        rows0.Add(other.rows0);
        rows1.Add(other.rows1);
    }

    /// <summary>Puts the patch where the whole tile lies in the group's memory, row by row.</summary>
    /// <param name="tile">The group's memory.</param>
    /// <param name="lane">The thread's place in the tile.</param>
    public readonly void Stage(ArrayView<Float4> tile, int lane)
    {
        int at = (lane / ThreadColumns * 8 * Fours) + (lane % ThreadColumns);
        rows0.Store(tile, at, Fours);
        rows1.Store(tile, at + (4 * Fours), Fours);
    }
}
