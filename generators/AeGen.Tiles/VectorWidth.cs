namespace AeGen.Tiles;

/// <summary>One vector width of the CPU and the tiles that suit its registers.</summary>
/// <remarks>
/// AVX-512 has 32 registers: 12 rows x 2 vectors take 24 for sums, two for the loads and the rest for broadcasts; a core's two
/// FMA units need at least 8 independent sums. AVX2 has 16: 6 x 2 take 12, two for the loads and one for a broadcast. 3 x 4 would
/// need 17, and spill: half the speed on a processor that has no more, while one with AVX-512 uses its 32 registers for narrow
/// vectors too and shows nothing of it. A row or two take 4 vectors, for the sake of as many independent sums. SSE has 16 as
/// well, but no multiply-add: its loads go into the products. ARM of 64 bits has 32 registers of 128 bits: 6 x 4 take 24, four for the
/// loads and one for a number of the left factor, and 24 sums are enough for four units.
/// </remarks>
/// <param name="bits">Bits of a vector.</param>
/// <param name="wide">Tiles for a panel with more than 16 real columns.</param>
/// <param name="narrow">Tiles for a last panel with at most 16.</param>
/// <param name="condition">What has these tiles where others of that width have those of the next entry; null for all.</param>
internal sealed class VectorWidth(int bits, TileShape wide, TileShape narrow, string? condition = null)
{
    /// <summary>All widths, widest first.</summary>
    public static IReadOnlyList<VectorWidth> All { get; } =
    [
        new(512, new TileShape(32, 2, (12, 2), (8, 2), (4, 2), (1, 2)), new TileShape(16, 1, (12, 1), (8, 1), (4, 1), (1, 1))),
        new(256, new TileShape(32, 4, (6, 2), (2, 4), (1, 4)), new TileShape(16, 2, (6, 2), (2, 2), (1, 2))),
        new(128, new TileShape(32, 8, (6, 4), (2, 4), (1, 4)), new TileShape(16, 4, (6, 4), (2, 4), (1, 4)), "AdvSimd.Arm64.IsSupported"),
        new(128, new TileShape(32, 8, (3, 4), (2, 4), (1, 4)), new TileShape(16, 4, (3, 4), (2, 4), (1, 4))),
    ];

    /// <summary>What is true of the vectors <c>V</c> that have these tiles, besides that no earlier entry has them.</summary>
    public string Test => $"typeof(V) == typeof(Float{bits})" + (condition is null ? string.Empty : $" && {condition}");

    /// <summary>Floats in a vector.</summary>
    public int Lanes => bits / 32;

    /// <summary>The tiles for either number of columns.</summary>
    public IReadOnlyList<TileShape> Shapes => [wide, narrow];
}

/// <summary>How a block of a panel falls into tiles.</summary>
/// <param name="columns">Columns of the panel that are computed.</param>
/// <param name="panelVectors">Number of vectors that cover them.</param>
/// <param name="tiles">The tiles, from the one with the most rows to one with a single row, each with the vectors of its rows.</param>
internal sealed class TileShape(int columns, int panelVectors, params (int Rows, int Vectors)[] tiles)
{
    /// <summary>Columns of the panel that are computed.</summary>
    public int Columns { get; } = columns;

    /// <summary>Rows of the tiles, from the most to one.</summary>
    public IReadOnlyList<int> Rows { get; } = [.. tiles.Select(tile => tile.Rows)];

    /// <summary>Vectors in a row of a tile with so many rows: those of the next larger tile, where there is none with as many.</summary>
    public int Vectors(int rows) => tiles.Last(tile => tile.Rows >= rows).Vectors;

    /// <summary>Number of such tiles side by side in a panel.</summary>
    public int Parts(int rows) => panelVectors / Vectors(rows);
}

/// <summary>A tile: so many rows of so many vectors, each sum in a register.</summary>
internal readonly record struct Tile(int Rows, int Vectors)
{
    public override string ToString() => $"{Rows}x{Vectors}";

    /// <summary>Every tile of a number of rows that any width has.</summary>
    public static IEnumerable<Tile> All(Func<TileShape, IEnumerable<int>> rows) =>
        [.. VectorWidth.All.SelectMany(width => width.Shapes)
            .SelectMany(shape => rows(shape).Select(count => new Tile(count, shape.Vectors(count)))).Distinct()];
}
