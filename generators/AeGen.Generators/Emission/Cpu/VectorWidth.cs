namespace AeGen.Generators.Emission.Cpu;

/// <summary>One vector width of the CPU and the tiles that suit its registers.</summary>
/// <remarks>
/// AVX-512 has 32 registers: 12 rows x 2 vectors take 24 for sums, two for the loads and the rest for broadcasts; a core's two
/// FMA units need at least 8 independent sums. AVX2 has 16: 6 x 2 take 12, two for the loads and one for a broadcast. 3 x 4 would
/// need 17, and spill: half the speed on a processor that has no more, while one with AVX-512 uses its 32 registers for narrow
/// vectors too and shows nothing of it. A row or two take 4 vectors, for the sake of as many independent sums. SSE has 16 as
/// well, but no multiply-add: its loads go into the products.
/// </remarks>
internal sealed class VectorWidth
{
    private VectorWidth(int bits, TileShape wide, TileShape narrow)
    {
        Bits = bits;
        Wide = wide;
        Narrow = narrow;
    }

    /// <summary>All widths, widest first.</summary>
    public static IReadOnlyList<VectorWidth> All { get; } =
    [
        new(512, new TileShape("Wide", 2, (12, 2), (8, 2), (4, 2), (1, 2)), new TileShape("Narrow", 1, (12, 1), (8, 1), (4, 1), (1, 1))),
        new(256, new TileShape("Wide", 4, (6, 2), (2, 4), (1, 4)), new TileShape("Narrow", 2, (6, 2), (2, 2), (1, 2))),
        new(128, new TileShape("Wide", 8, (3, 4), (2, 4), (1, 4)), new TileShape("Narrow", 4, (3, 4), (2, 4), (1, 4))),
    ];

    public int Bits { get; }

    /// <summary>Floats in a vector.</summary>
    public int Lanes => Bits / 32;

    /// <summary>Tiles for a panel with more than 16 real columns.</summary>
    public TileShape Wide { get; }

    /// <summary>Tiles for a last panel with at most 16.</summary>
    public TileShape Narrow { get; }

    /// <summary>The tiles for a panel with so many real columns.</summary>
    public TileShape For(int columns) => columns > CpuLayout.PanelWidth / 2 ? Wide : Narrow;
}

/// <summary>How a block of a panel falls into tiles.</summary>
/// <param name="name">What the block is called.</param>
/// <param name="panelVectors">Number of vectors that cover a panel's row.</param>
/// <param name="tiles">The tiles, from the one with the most rows to one with a single row, each with the vectors of its rows.</param>
internal sealed class TileShape(string name, int panelVectors, params (int Rows, int Vectors)[] tiles)
{
    public string Name { get; } = name;

    /// <summary>Number of vectors that cover a panel's row.</summary>
    public int PanelVectors { get; } = panelVectors;

    /// <summary>Rows of the tiles, from the most to one.</summary>
    public IReadOnlyList<int> Rows { get; } = [.. tiles.Select(tile => tile.Rows)];

    /// <summary>Vectors in a row of a tile with so many rows: those of the next larger tile, where there is none with as many.</summary>
    public int Vectors(int rows) => tiles.Last(tile => tile.Rows >= rows).Vectors;

    /// <summary>Number of such tiles side by side in a panel.</summary>
    public int Parts(int rows) => PanelVectors / Vectors(rows);

    /// <summary>Splits a fixed number of rows into as few tiles as there can be, of nearly equal size.</summary>
    public IEnumerable<(int First, int Rows)> Split(int count)
    {
        int tiles = (count + Rows[0] - 1) / Rows[0];
        for (int tile = 0; tile < tiles; tile++)
        {
            int first = count * tile / tiles;
            yield return (first, (count * (tile + 1) / tiles) - first);
        }
    }
}
