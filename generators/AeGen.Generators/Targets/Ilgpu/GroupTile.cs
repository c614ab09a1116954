namespace AeGen.Generators.Targets.Ilgpu;

/// <summary>How a group's threads share a tile: the library's types of a thread's patch, which are kernels' type arguments.</summary>
internal static class GroupTile
{
    /// <summary>128 x 64, 8 x 8 a thread: reads one number for every 43 multiply-adds.</summary>
    private const string Wide = "WidePatch";

    /// <summary>128 x 32, 8 x 4 a thread, for matrices of few columns.</summary>
    private const string Narrow = "NarrowPatch";

    /// <summary>32 x 32, 4 x 4 a thread: more tiles, where larger ones would leave a part of the device idle.</summary>
    private const string Small = "SmallPatch";

    /// <summary>16 x 16, 4 x 4 a thread, for devices whose groups have few threads.</summary>
    private const string Tiny = "TinyPatch";

    /// <summary>The tiles of a result of so many columns: for much work, for little, and for groups of few threads.</summary>
    public static IReadOnlyList<string> For(int columns) => [columns > 32 ? Wide : Narrow, Small, Tiny];

    /// <summary>
    /// The tiles of a product. One whose sums must be careful keeps two of each, for which a large patch has no registers.
    /// </summary>
    public static IReadOnlyList<string> For(Contract product) => product.Careful ? [Small, Small, Tiny] : For(product.Result.Columns);
}
