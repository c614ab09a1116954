namespace AeGen.Runtime.Ilgpu;

/// <summary>A thread's patch of a tile of 128 x 32: 8 x 4 sums in registers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct NarrowPatch : IGroupTile<NarrowPatch>
{
    /// <summary>Fours from one term to the next of the left factor in the group's memory, where it lies transposed.</summary>
    private const int LeftStride = 33;

    private FourRows rows0, rows1;

    /// <inheritdoc/>
    public static int Rows => 128;

    /// <inheritdoc/>
    public static int Fours => 8;

    /// <inheritdoc/>
    public static int Threads => 128;

    /// <inheritdoc/>
    public static int PatchRows => 8;

    /// <inheritdoc/>
    public static int PatchFours => 1;

    /// <inheritdoc/>
    public static int Depth => 16;

    /// <inheritdoc/>
    public static int SharedFours => 1024;

    /// <inheritdoc/>
    public static void AddOuterProducts(ref NarrowPatch patch, ArrayView<Float4> tile, int terms, int lane)
    {
        // In a variable of its own, which every compiler keeps in registers.
        NarrowPatch sums = patch;
        int left = lane / TileSums.ThreadColumns * 2, right = (terms * LeftStride) + (lane % TileSums.ThreadColumns);
        for (int term = 0; term < terms; term++)
        {
            Float4 left0 = tile[(term * LeftStride) + left];
            Float4 left1 = tile[(term * LeftStride) + left + 1];
            Float4 right0 = tile[right + (term * Fours)];
            sums.rows0.AddProduct(left0, right0);
            sums.rows1.AddProduct(left1, right0);
        }

        patch = sums;
    }

    /// <inheritdoc/>
    public static void Add(ref NarrowPatch patch, NarrowPatch other)
    {
        patch.rows0.Add(other.rows0);
        patch.rows1.Add(other.rows1);
    }

    /// <inheritdoc/>
    public static void Stage(NarrowPatch patch, ArrayView<Float4> tile, int lane)
    {
        int at = (lane / TileSums.ThreadColumns * 8 * Fours) + (lane % TileSums.ThreadColumns);
        patch.rows0.Store(tile, at, Fours);
        patch.rows1.Store(tile, at + (4 * Fours), Fours);
    }
}
