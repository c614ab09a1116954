using AeGen.Generators.Targets;

namespace AeGen.Tiles;

/// <summary>Writes the tiles of gradients: result[i, :] = sum over terms of left[term, i] right[term, :].</summary>
internal sealed class OuterProductTiles(CodeWriter writer) : TileWriter(writer)
{
    public void Write()
    {
        WriteSelection(
            "private static partial int HighestTile<V>(int columns)", "0", (_, shape) => Writer.Line($"return {shape.Rows[0]};"));
        Writer.Line();
        WriteSelection("private static partial int TileColumns<V>(int columns, int rows)", "0", (width, shape) =>
        {
            foreach (int rows in shape.Rows)
            {
                int columns = shape.Vectors(rows) * width.Lanes;
                Writer.Line(
                    rows == shape.Rows[0] && shape.Rows.All(other => shape.Vectors(other) == shape.Vectors(rows)) ? $"return {columns};"
                    : rows == 1 ? $"return {columns};"
                    : $"if (rows > {shape.Rows.First(other => other < rows)}) return {columns};");
                if (shape.Rows.All(other => shape.Vectors(other) == shape.Vectors(rows)))
                {
                    break;
                }
            }
        });
        Writer.Line();
        Writer.Line(Hot);
        WriteSelection(
            "private static partial void SumTile<V>(ref float left, ref float right, int terms, ref float result, bool add, int rows, int "
            + "columns, ref float ahead)",
            null,
            (_, shape) => Writer.Block("switch (rows)", () =>
            {
                foreach (int rows in Enumerable.Range(1, shape.Rows[0]))
                {
                    var tile = new Tile(rows, shape.Vectors(rows));
                    Writer.Line($"case {rows}: Sum{tile}<V>(ref left, ref right, terms, ref result, add, ref ahead); return;");
                }
            }));
        foreach (Tile tile in Tile.All(shape => Enumerable.Range(1, shape.Rows[0])))
        {
            Writer.Line();
            WriteTile(tile);
        }
    }

    private void WriteSelection(string header, string? otherwise, Action<VectorWidth, TileShape> write)
    {
        Writer.Line(header);
        Writer.Block(OfVectors, () =>
        {
            ByShape(write);
            if (otherwise is not null)
            {
                Writer.Line($"return {otherwise};");
            }
        });
    }

    private void WriteTile(Tile tile)
    {
        Writer.Line(Hot);
        Writer.Line(
            $"private static void Sum{tile}<V>(ref float left, ref float right, int terms, ref float result, bool add, ref float ahead)");
        Writer.Block(OfVectors, () =>
        {
            ForEachSum(tile, (row, vector) => Writer.Line($"V sum{row}_{vector} = V.Zero;"));
            Writer.Block("if (add)", () =>
                ForEachSum(tile, (row, vector) => Writer.Line($"sum{row}_{vector} = V.Load(ref result, {Place(row, vector)});")));
            Writer.Block($"for (; terms > 0; terms -= {TermsATurn})", () =>
            {
                for (int term = 0; term < TermsATurn; term++)
                {
                    Writer.Line($"Panels.Prefetch({At("ahead", term * LineFloats)});");
                    WriteTerm(tile, term, leftRowStep: 1, leftTermStep: PanelWidth);
                }

                Writer.Line($"ahead = ref Unsafe.Add(ref ahead, {TermsATurn * LineFloats});");
                Writer.Line($"left = ref Unsafe.Add(ref left, {TermsATurn * PanelWidth});");
                Writer.Line($"right = ref Unsafe.Add(ref right, {TermsATurn * PanelWidth});");
            });
            ForEachSum(tile, (row, vector) => Writer.Line($"sum{row}_{vector}.Store(ref result, {Place(row, vector)});"));
        });
    }
}
