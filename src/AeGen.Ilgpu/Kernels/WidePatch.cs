namespace AeGen.Runtime.Ilgpu;

/// <summary>A thread's patch of a tile of 128 x 64: 8 x 8 sums in registers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct WidePatch : IGroupTile<WidePatch>
{
    /// <summary>Fours from one term to the next of the left factor in the group's memory, where it lies transposed.</summary>
    private const int LeftStride = 33;

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
    public static int Depth => 16;

    /// <inheritdoc/>
    public static int SharedFours => 2048;

    /// <inheritdoc/>
    public static void AddOuterProducts(ref WidePatch patch, ArrayView<Float4> tile, int terms, int lane)
    {
        // In a variable of its own, which every compiler keeps in registers.
        WidePatch sums = patch;
        int left = lane / TileSums.ThreadColumns * 2, right = (terms * LeftStride) + (lane % TileSums.ThreadColumns);
        for (int term = 0; term < terms; term++)
        {
            Float4 left0 = tile[(term * LeftStride) + left];
            Float4 left1 = tile[(term * LeftStride) + left + 1];
            Float4 right0 = tile[right + (term * Fours)];
            Float4 right1 = tile[right + (term * Fours) + 8];
            sums.rows0_0.AddProduct(left0, right0);
            sums.rows0_1.AddProduct(left0, right1);
            sums.rows1_0.AddProduct(left1, right0);
            sums.rows1_1.AddProduct(left1, right1);
        }

        patch = sums;
    }

    /// <inheritdoc/>
    public static void Add(ref WidePatch patch, WidePatch other)
    {
        patch.rows0_0.Add(other.rows0_0);
        patch.rows0_1.Add(other.rows0_1);
        patch.rows1_0.Add(other.rows1_0);
        patch.rows1_1.Add(other.rows1_1);
    }

    /// <inheritdoc/>
    public static void Stage(WidePatch patch, ArrayView<Float4> tile, int lane)
    {
        int at = (lane / TileSums.ThreadColumns * 8 * Fours) + (lane % TileSums.ThreadColumns);
        patch.rows0_0.Store(tile, at, Fours);
        patch.rows0_1.Store(tile, at + 8, Fours);
        patch.rows1_0.Store(tile, at + (4 * Fours), Fours);
        patch.rows1_1.Store(tile, at + (4 * Fours) + 8, Fours);
    }
}
