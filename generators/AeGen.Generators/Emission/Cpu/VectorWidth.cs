namespace AeGen.Generators.Emission.Cpu;

/// <summary>One vector width of the CPU and the tiles that suit its registers.</summary>
/// <remarks>
/// AVX-512 has 32 registers: 12 rows x 2 vectors take 24 for sums, two for the loads and the rest for broadcasts; a core's two FMA units
/// need at least 8 independent sums. AVX and SSE have 16: 3 x 4 take 12, with as few loads for each multiply-add as 16 registers allow.
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
        new(512, new TileShape("Wide", 2, 1, 12, 8, 4, 1), new TileShape("Narrow", 1, 1, 12, 8, 4, 1)),
        new(256, new TileShape("Wide", 4, 1, 3, 2, 1), new TileShape("Narrow", 2, 1, 6, 2, 1)),
        new(128, new TileShape("Wide", 4, 2, 3, 2, 1), new TileShape("Narrow", 4, 1, 3, 2, 1)),
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
internal sealed class TileShape(string name, int vectors, int parts, params int[] rows)
{
    public string Name { get; } = name;

    /// <summary>Vectors in a row of a tile.</summary>
    public int Vectors { get; } = vectors;

    /// <summary>Number of tiles side by side in a panel.</summary>
    public int Parts { get; } = parts;

    /// <summary>Number of vectors that cover a panel's row.</summary>
    public int PanelVectors => Vectors * Parts;

    /// <summary>Rows of the tiles, from the most to one.</summary>
    public IReadOnlyList<int> Rows { get; } = rows;

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
