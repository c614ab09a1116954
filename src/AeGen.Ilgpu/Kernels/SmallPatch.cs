namespace AeGen.Runtime.Ilgpu;

/// <summary>A thread's patch of a tile of 32 x 32: 4 x 4 sums in registers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SmallPatch : IGroupTile<SmallPatch>
{
    private FourRows rows0_0;

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
    public static int SharedFours => 512;

    /// <inheritdoc/>
    public static SmallPatch AddProduct(SmallPatch patch, Float4 left0, Float4 left1, Float4 right0, Float4 right1)
    {
        patch.rows0_0.AddProduct(left0, right0);
        return patch;
    }

    /// <inheritdoc/>
    public static SmallPatch Add(SmallPatch patch, SmallPatch other)
    {
        patch.rows0_0.Add(other.rows0_0);
        return patch;
    }

    /// <inheritdoc/>
    public static void Stage(SmallPatch patch, ArrayView<Float4> tile)
    {
        int at = ((Group.IdxX >> 3) * 4 * Fours) + (Group.IdxX & 7);
        patch.rows0_0.Store(tile, at, Fours);
    }
}
