namespace AeGen.Runtime.Ilgpu;

/// <summary>A thread's patch of a tile of 16 x 16: 4 x 4 sums in registers, for devices whose groups have few threads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct TinyPatch : IGroupTile<TinyPatch>
{
    private FourRows rows0_0;

    /// <inheritdoc/>
    public static int Rows => 16;

    /// <inheritdoc/>
    public static int Fours => 4;

    /// <inheritdoc/>
    public static int Threads => 16;

    /// <inheritdoc/>
    public static int PatchRows => 4;

    /// <inheritdoc/>
    public static int PatchFours => 1;

    /// <inheritdoc/>
    public static int SharedFours => 256;

    /// <inheritdoc/>
    public static TinyPatch AddProduct(TinyPatch patch, Float4 left0, Float4 left1, Float4 right0, Float4 right1)
    {
        patch.rows0_0.AddProduct(left0, right0);
        return patch;
    }

    /// <inheritdoc/>
    public static TinyPatch Add(TinyPatch patch, TinyPatch other)
    {
        patch.rows0_0.Add(other.rows0_0);
        return patch;
    }

    /// <inheritdoc/>
    public static void Stage(TinyPatch patch, ArrayView<Float4> tile)
    {
        int at = ((Group.IdxX >> 2) * 4 * Fours) + (Group.IdxX & 3);
        patch.rows0_0.Store(tile, at, Fours);
    }
}
