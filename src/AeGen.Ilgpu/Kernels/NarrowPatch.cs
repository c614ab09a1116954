namespace AeGen.Runtime.Ilgpu;

/// <summary>A thread's patch of a tile of 128 x 32: 8 x 4 sums in registers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct NarrowPatch : IGroupTile<NarrowPatch>
{
    private FourRows rows0_0, rows1_0;

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
    public static int SharedFours => 1280;

    /// <inheritdoc/>
    public static NarrowPatch AddProduct(NarrowPatch patch, Float4 left0, Float4 left1, Float4 right0, Float4 right1)
    {
        patch.rows0_0.AddProduct(left0, right0);
        patch.rows1_0.AddProduct(left1, right0);
        return patch;
    }

    /// <inheritdoc/>
    public static NarrowPatch Add(NarrowPatch patch, NarrowPatch other)
    {
        patch.rows0_0.Add(other.rows0_0);
        patch.rows1_0.Add(other.rows1_0);
        return patch;
    }

    /// <inheritdoc/>
    public static void Stage(NarrowPatch patch, ArrayView<Float4> tile)
    {
        int at = ((Group.IdxX >> 3) * 8 * Fours) + (Group.IdxX & 7);
        patch.rows0_0.Store(tile, at, Fours);
        patch.rows1_0.Store(tile, at + (4 * Fours), Fours);
    }
}
