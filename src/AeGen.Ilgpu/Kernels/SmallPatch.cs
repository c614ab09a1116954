namespace AeGen.Runtime.Ilgpu;

/// <summary>A thread's patch of a tile of 32 x 32: 4 x 4 sums in registers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SmallPatch : IGroupTile<SmallPatch>
{
    /// <summary>Fours from one term to the next of the left factor in the group's memory, where it lies transposed.</summary>
    private const int LeftStride = 9;

    private FourRows rows;

    /// <inheritdoc/>
    public static int Rows => 32;

    /// <inheritdoc/>
    public static int Fours => 8;

    /// <inheritdoc/>
    public static int Threads => 64;

    /// <inheritdoc/>
    public static int PatchRows => 4;

    /// <inheritdoc/>
    public static int PatchFours => 1;

    /// <inheritdoc/>
    public static int Depth => 32;

    /// <inheritdoc/>
    public static int SharedFours => 544;

    /// <inheritdoc/>
    public static void AddOuterProducts(ref SmallPatch patch, ArrayView<Float4> tile, int terms, int lane)
    {
        // In a variable of its own, which every compiler keeps in registers.
        SmallPatch sums = patch;
        int left = lane / TileSums.ThreadColumns, right = (terms * LeftStride) + (lane % TileSums.ThreadColumns);
        for (int term = 0; term < terms; term++)
        {
            Float4 left0 = tile[(term * LeftStride) + left];
            Float4 right0 = tile[right + (term * Fours)];
            sums.rows.AddProduct(left0, right0);
        }

        patch = sums;
    }

    /// <inheritdoc/>
    public static void Add(ref SmallPatch patch, SmallPatch other) => patch.rows.Add(other.rows);

    /// <inheritdoc/>
    public static void Stage(SmallPatch patch, ArrayView<Float4> tile, int lane)
    {
        int at = (lane / TileSums.ThreadColumns * 4 * Fours) + (lane % TileSums.ThreadColumns);
        patch.rows.Store(tile, at, Fours);
    }
}
