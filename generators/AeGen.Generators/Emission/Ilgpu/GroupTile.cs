namespace AeGen.Generators.Emission.Ilgpu;

/// <summary>
/// How a group's threads share a tile of a product: each has a patch of it in registers, eight or four rows by eight or four columns.
/// </summary>
/// <param name="Name">What a kernel's name ends with.</param>
/// <param name="PatchRows">Rows of a thread's patch.</param>
/// <param name="PatchFours">Columns of a thread's patch, in fours.</param>
/// <param name="ThreadRows">Threads below one another.</param>
/// <param name="ThreadColumns">Threads beside one another.</param>
internal sealed record GroupTile(string Name, int PatchRows, int PatchFours, int ThreadRows, int ThreadColumns)
{
    /// <summary>128 x 64, 8 x 8 a thread: reads one number for every 43 multiply-adds.</summary>
    public static GroupTile Wide { get; } = new("Wide", 8, 2, 16, 8);

    /// <summary>128 x 32, 8 x 4 a thread, for matrices of few columns.</summary>
    public static GroupTile Narrow { get; } = new("Narrow", 8, 1, 16, 8);

    /// <summary>32 x 32, 4 x 4 a thread: more tiles, where larger ones would leave a part of the device idle.</summary>
    public static GroupTile Small { get; } = new("Small", 4, 1, 8, 8);

    /// <summary>The tiles for a result of so many columns: one for much work and one for little.</summary>
    public static (GroupTile Large, GroupTile Small) For(int columns) => (columns > 32 ? Wide : Narrow, Small);

    /// <summary>The library's type of a thread's patch.</summary>
    public string Patch => $"{Name}Patch";

    public int Rows => PatchRows * ThreadRows;

    /// <summary>Columns, in fours.</summary>
    public int Fours => PatchFours * ThreadColumns;

    public int Columns => 4 * Fours;

    public int Threads => ThreadRows * ThreadColumns;

    /// <summary>
    /// Fours from one term to the next of the left factor, which lies transposed: one more than its rows need, so that threads that store
    /// neighbouring terms meet in fewer banks.
    /// </summary>
    public int LeftStride => (Rows / 4) + 1;

    /// <summary>
    /// Terms of both factors that lie in the group's memory at a time, for products of so many terms; a multiple of four. A small tile's few groups
    /// wait for the memory more than they compute, so they ask it for more at once.
    /// </summary>
    public int Depth(int terms) => (int)Math.Min(PatchRows == 4 ? 32 : 16, (terms + 3L) / 4 * 4);

    /// <summary>Fours of the group's memory: the factors' terms, and in the same place afterwards the tile itself.</summary>
    public int SharedFours(int depth) => Math.Max(depth * (LeftStride + Fours), Rows * Fours);
}
