using AeGen.Generators.Targets;

namespace AeGen.Tiles;

/// <summary>Writes the tiles of products with a few rows: result[r, c] = start[c] + sum over k of left[r, k] right[c, k].</summary>
internal sealed class DotTiles(CodeWriter writer) : TileWriter(writer)
{
    /// <summary>The most rows of the right factor; a matrix's panel then has room for just as many.</summary>
    private const int MostColumns = 4;

    /// <summary>Sums in a tile: enough to hide a multiply-add's latency, and with their factors fewer than AVX2 has registers.</summary>
    private const int Sums = 8;

    public void Write()
    {
        Writer.Line(Hot);
        Writer.Line(
            "public static partial void Sum<V>(ref float left, nint leftStep, ref float right, int terms, ref float start, ref float result, "
            + "int rows, int columns)");
        Writer.Block(OfVectors, () => Writer.Block("switch (columns)", () =>
        {
            for (int columns = 1; columns <= MostColumns; columns++)
            {
                Writer.Line($"case {columns}:");
                WriteTiles(Sums / columns, columns);
                WriteTiles(1, columns);
                Writer.Line("return;");
            }
        }));
        for (int columns = 1; columns <= MostColumns; columns++)
        {
            foreach (int rows in new[] { Sums / columns, 1 })
            {
                Writer.Line();
                WriteTile(new Tile(rows, columns));
            }
        }
    }

    private void WriteTiles(int rows, int columns) => Writer.Block($"for (; rows >= {rows}; rows -= {rows})", () =>
    {
        Writer.Line($"Sum{rows}x{columns}<V>(ref left, leftStep, ref right, terms, ref start, ref result);");
        Writer.Line($"left = ref Unsafe.Add(ref left, {rows * PanelWidth});");
        Writer.Line($"result = ref Unsafe.Add(ref result, {rows * PanelWidth});");
    });

    private void WriteTile(Tile tile)
    {
        Writer.Line(Hot);
        Writer.Line(
            $"private static void Sum{tile}<V>(ref float left, nint leftStep, ref float right, int terms, ref float start, ref float result)");
        Writer.Block(OfVectors, () =>
        {
            ForEachSum(tile, (row, column) => Writer.Line($"V sum{row}_{column} = V.Zero;"));
            Writer.Block($"for (; terms > 0; terms -= {PanelWidth})", () =>
            {
                Writer.Line($"int count = Math.Min({PanelWidth}, terms);");
                Writer.Block("for (int lane = 0; lane < count; lane += V.Width)", () => WriteTerms(tile));
                Writer.Line($"left = ref Unsafe.Add(ref left, leftStep + {PanelWidth});");
                Writer.Line($"right = ref Unsafe.Add(ref right, {MostColumns * PanelWidth});");
            });
            ForEachSum(tile, (row, column) => Writer.Line(
                $"Unsafe.Add(ref result, {(row * PanelWidth) + column}) = Unsafe.Add(ref start, {column}) + V.Sum(sum{row}_{column});"));
        });
    }

    private void WriteTerms(Tile tile)
    {
        for (int column = 0; column < tile.Vectors; column++)
        {
            Writer.Line($"V right{column} = V.Load(ref right, lane + {column * PanelWidth});");
        }

        for (int row = 0; row < tile.Rows; row++)
        {
            Writer.Line($"V left{row} = V.Load(ref left, lane + {row * PanelWidth});");
            for (int column = 0; column < tile.Vectors; column++)
            {
                Writer.Line($"sum{row}_{column} = V.MultiplyAdd(left{row}, right{column}, sum{row}_{column});");
            }
        }
    }
}
