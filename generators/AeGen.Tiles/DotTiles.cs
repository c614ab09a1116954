using AeGen.Generators.Targets;

namespace AeGen.Tiles;

/// <summary>Writes the tiles of products with a few rows: result[r, c] = start[c] + sum over k of left[r, k] right[c, k].</summary>
internal sealed class DotTiles(CodeWriter writer) : TileWriter(writer)
{
    /// <summary>Sums in a tile: enough to hide a multiply-add's latency, and with their factors fewer than AVX2 has registers.</summary>
    private const int Sums = 8;

    /// <summary>Vectors whose numbers are added up together.</summary>
    private const int Together = 4;

    private const string Parameters =
        "ref float left, nint leftStep, ref float right, nint rightStep, int terms, ref float start, ref float result";

    /// <summary>Numbers of columns that there are tiles for; others take the next one's, for zeros follow a matrix's last row.</summary>
    private static int[] Columns => [1, 2, Together, Sums];

    public void Write()
    {
        Writer.Line(Hot);
        Writer.Line($"public static partial void Sum<V>({Parameters}, int rows, int columns)");
        Writer.Block(OfVectors, () =>
        {
            foreach (int columns in Columns)
            {
                Writer.Block($"if (columns <= {columns})", () =>
                {
                    int rows = Sums / columns;
                    const string Arguments = "leftStep, ref right, rightStep, terms, ref start";
                    Writer.Line($"Sum{rows}x{columns}<V>(ref left, {Arguments}, ref result, rows);");
                    if (rows > 1)
                    {
                        Writer.Line($"int done = (rows & {-rows}) * {PanelWidth};");
                        Writer.Line(
                            $"Sum1x{columns}<V>(ref Unsafe.Add(ref left, done), {Arguments}, ref Unsafe.Add(ref result, done), rows & {rows - 1});");
                    }

                    Writer.Line("return;");
                });
            }
        });
        foreach (int columns in Columns)
        {
            foreach (int rows in new[] { Sums / columns, 1 }.Distinct())
            {
                Writer.Line();
                WriteTiles(new Tile(rows, columns));
            }
        }
    }

    /// <summary>Writes the loop over all tiles of a size: a tile takes few instructions, and a call for each would cost as many.</summary>
    private void WriteTiles(Tile tile)
    {
        Writer.Line(Hot);
        Writer.Line($"private static void Sum{tile}<V>({Parameters}, int rows)");
        Writer.Block(OfVectors, () => Writer.Block($"for (; rows >= {tile.Rows}; rows -= {tile.Rows})", () =>
        {
            ForEachSum(tile, (row, column) => Writer.Line($"V sum{row}_{column} = V.Zero;"));
            Writer.Line("ref float leftAt = ref left;");
            Writer.Line("ref float rightAt = ref right;");
            Writer.Block($"for (int rest = terms; rest > 0; rest -= {PanelWidth})", () =>
            {
                Writer.Line($"int count = Math.Min({PanelWidth}, rest);");
                Writer.Block("for (int lane = 0; lane < count; lane += V.Width)", () => WriteTerms(tile));
                Writer.Line("leftAt = ref Unsafe.Add(ref leftAt, leftStep);");
                Writer.Line($"rightAt = ref Unsafe.Add(ref rightAt, rightStep - {PanelWidth});");
            });
            WriteResults(tile);
            Writer.Line($"left = ref Unsafe.Add(ref left, {tile.Rows * PanelWidth});");
            Writer.Line($"result = ref Unsafe.Add(ref result, {tile.Rows * PanelWidth});");
        }));
    }

    private void WriteTerms(Tile tile)
    {
        for (int row = 0; row < tile.Rows; row++)
        {
            Writer.Line($"V left{row} = V.Load(ref leftAt, {row * PanelWidth});");
        }

        for (int column = 0; column < tile.Vectors; column++)
        {
            Writer.Line($"V right{column} = V.Load(ref rightAt, {column * PanelWidth});");
            for (int row = 0; row < tile.Rows; row++)
            {
                Writer.Line($"V.AddProducts(ref sum{row}_{column}, left{row}, right{column});");
            }
        }

        Writer.Line("leftAt = ref Unsafe.Add(ref leftAt, V.Width);");
        Writer.Line("rightAt = ref Unsafe.Add(ref rightAt, V.Width);");
    }

    private void WriteResults(Tile tile) => ForEachSum(tile, (row, column) =>
    {
        int at = (row * PanelWidth) + column;
        if (tile.Vectors < Together)
        {
            Writer.Line($"Unsafe.Add(ref result, {at}) = Unsafe.Add(ref start, {column}) + V.Sum(sum{row}_{column});");
        }
        else if (column % Together == 0)
        {
            string sums = string.Join(", ", Enumerable.Range(column, Together).Select(other => $"sum{row}_{other}"));
            Writer.Line($"(Float128.Load(ref start, {column}) + V.Sums({sums})).Store(ref result, {at});");
        }
    });
}
