namespace AeGen.Generators.Targets.Ilgpu;

/// <summary>
/// How a group's threads share a tile of a product, which the library's type of a thread's patch says: what the runtime needs to launch it.
/// </summary>
/// <param name="Patch">The type of a patch, which is the kernel's type argument.</param>
/// <param name="Rows">Rows of the tile.</param>
/// <param name="Columns">Columns of the tile.</param>
/// <param name="Threads">Threads with patches of it.</param>
internal sealed record GroupTile(string Patch, int Rows, int Columns, int Threads)
{
    /// <summary>128 x 64, 8 x 8 a thread: reads one number for every 43 multiply-adds.</summary>
    public static GroupTile Wide { get; } = new("WidePatch", 128, 64, 128);

    /// <summary>128 x 32, 8 x 4 a thread, for matrices of few columns.</summary>
    public static GroupTile Narrow { get; } = new("NarrowPatch", 128, 32, 128);

    /// <summary>32 x 32, 4 x 4 a thread: more tiles, where larger ones would leave a part of the device idle.</summary>
    public static GroupTile Small { get; } = new("SmallPatch", 32, 32, 64);

    /// <summary>The tiles for a result of so many columns: one for much work and one for little.</summary>
    public static (GroupTile Large, GroupTile Small) For(int columns) => (columns > 32 ? Wide : Narrow, Small);
}
