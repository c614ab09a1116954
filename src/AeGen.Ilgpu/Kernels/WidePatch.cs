namespace AeGen.Runtime.Ilgpu;

/// <summary>A thread's patch of a tile of 128 x 64: 8 x 8 sums in registers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct WidePatch : IGroupTile<WidePatch>
{
    private FourRows rows0_0, rows0_1, rows1_0, rows1_1;

    /// <inheritdoc/>
    public static int Rows => 128;

    /// <inheritdoc/>
    public static int Fours => 16;

    /// <inheritdoc/>
    public static int Threads => 128;

    /// <inheritdoc/>
    public static int PatchRows => 8;

    /// <inheritdoc/>
    public static int PatchFours => 2;

    /// <inheritdoc/>
    public static int SharedFours => 2048;

    /// <inheritdoc/>
    public static WidePatch AddProduct(WidePatch patch, Float4 left0, Float4 left1, Float4 right0, Float4 right1)
    {
        patch.rows0_0.AddProduct(left0, right0);
        patch.rows0_1.AddProduct(left0, right1);
        patch.rows1_0.AddProduct(left1, right0);
        patch.rows1_1.AddProduct(left1, right1);
        return patch;
    }

    /// <inheritdoc/>
    public static WidePatch Add(WidePatch patch, WidePatch other)
    {
        patch.rows0_0.Add(other.rows0_0);
        patch.rows0_1.Add(other.rows0_1);
        patch.rows1_0.Add(other.rows1_0);
        patch.rows1_1.Add(other.rows1_1);
        return patch;
    }

    /// <inheritdoc/>
    public static void Stage(WidePatch patch, ArrayView<Float4> tile)
    {
        int at = ((Group.IdxX >> 3) * 8 * Fours) + (Group.IdxX & 7);
        patch.rows0_0.Store(tile, at, Fours);
        patch.rows0_1.Store(tile, at + 8, Fours);
        patch.rows1_0.Store(tile, at + (4 * Fours), Fours);
        patch.rows1_1.Store(tile, at + (4 * Fours) + 8, Fours);
    }
}
