using AeGen.Generators.Targets;

namespace AeGen.Tiles;

/// <summary>Writes the tiles of products over a batch's rows: result[r, :] = start + sum over k of left[r, k] right[k, :].</summary>
internal sealed class ProductTiles(CodeWriter writer) : TileWriter(writer)
{
    /// <summary>Terms that a careful tile sums apart.</summary>
    private const int Stretch = 16;

    /// <summary>Terms whose stretches a careful tile adds up apart.</summary>
    private const int Group = 128;

    private const string Parameters = "ref float left, nint leftStep, ref float right, int terms, ref float start, ref float result";

    public void Write()
    {
        WriteBlock("Sum", careful: false);
        Writer.Line();
        WriteBlock("SumByStretches", careful: true);
        foreach (Tile tile in Tile.All(shape => shape.Rows))
        {
            Writer.Line();
            WriteTile("Sum", tile, ", ref float ahead", () => WriteSum(tile));
            Writer.Line();
            WriteTile("SumByStretches", tile, ", ref float ahead, ref float group", () => WriteSumByStretches(tile));
        }
    }

    private void WriteBlock(string name, bool careful)
    {
        if (careful)
        {
            Writer.Line("[SkipLocalsInit]");
        }

        Writer.Line(Hot);
        Writer.Line($"public static partial void {name}<V>({Parameters}, int rows, int columns, ref float ahead)");
        Writer.Block(OfVectors, () =>
        {
            if (careful)
            {
                int highest = VectorWidth.All.Max(width => width.Shapes.Max(shape => shape.Rows[0]));
                Writer.Line($"Span<float> groups = stackalloc float[{highest * PanelWidth}];");
                Writer.Line("ref float group = ref groups[0];");
            }

            ByShape((width, shape) => WriteTiles(name, careful, width, shape));
        });
    }

    private void WriteTiles(string name, bool careful, VectorWidth width, TileShape shape)
    {
        foreach (int rows in shape.Rows)
        {
            var tile = new Tile(rows, shape.Vectors(rows));
            Writer.Block($"for (; rows >= {rows}; rows -= {rows})", () =>
            {
                for (int part = 0; part < shape.Parts(rows); part++)
                {
                    int lane = part * tile.Vectors * width.Lanes;
                    string group = careful ? ", ref group" : string.Empty;
                    Writer.Line(
                        $"{name}{tile}<V>(ref left, leftStep, {At("right", lane)}, terms, {At("start", lane)}, {At("result", lane)}, ref "
                        + $"ahead{group});");
                }

                Writer.Line($"ahead = ref Unsafe.Add(ref ahead, terms * {LineFloats / TermsATurn});");
                Writer.Line($"left = ref Unsafe.Add(ref left, {rows * PanelWidth});");
                Writer.Line($"result = ref Unsafe.Add(ref result, {rows * PanelWidth});");
            });
        }
    }

    private void WriteTile(string name, Tile tile, string more, Action body)
    {
        Writer.Line(Hot);
        Writer.Line($"private static void {name}{tile}<V>({Parameters}{more})");
        Writer.Block(OfVectors, body);
    }

    private void WriteSum(Tile tile)
    {
        ForEachSum(tile, (row, vector) =>
            Writer.Line($"V sum{row}_{vector} = {(row == 0 ? $"V.Load(ref start, {Place(0, vector)})" : $"sum0_{vector}")};"));
        Writer.Block($"for (; terms > 0; terms -= {PanelWidth})", () =>
        {
            Writer.Line($"int count = Math.Min({PanelWidth}, terms);");
            Writer.Block($"for (int term = 0; term < count; term += {TermsATurn})", () => WriteTerms(tile));
            Writer.Line("left = ref Unsafe.Add(ref left, leftStep);");
        });
        ForEachSum(tile, (row, vector) => Writer.Line($"sum{row}_{vector}.Store(ref result, {Place(row, vector)});"));
    }

    private void WriteSumByStretches(Tile tile)
    {
        for (int vector = 0; vector < tile.Vectors; vector++)
        {
            Writer.Line($"V start{vector} = V.Load(ref start, {Place(0, vector)});");
        }

        ForEachSum(tile, (row, vector) => Writer.Line($"start{vector}.Store(ref result, {Place(row, vector)});"));
        Writer.Line("int done = 0;");
        Writer.Block("while (done < terms)", () =>
        {
            ForEachSum(tile, (row, vector) => Writer.Line($"V.Zero.Store(ref group, {Place(row, vector)});"));
            Writer.Block($"for (int end = Math.Min(done + {Group}, terms); done < end; done += {Stretch})", () =>
            {
                ForEachSum(tile, (row, vector) => Writer.Line($"V sum{row}_{vector} = V.Zero;"));
                Writer.Line($"int count = Math.Min({Stretch}, end - done);");
                Writer.Block($"for (int term = 0; term < count; term += {TermsATurn})", () => WriteTerms(tile));
                ForEachSum(tile, (row, vector) => Writer.Line(
                    $"(V.Load(ref group, {Place(row, vector)}) + sum{row}_{vector}).Store(ref group, {Place(row, vector)});"));
                Writer.Line("// Every second stretch ends a panel of the left matrix.");
                Writer.Line($"left = ref Unsafe.Add(ref left, (done & {Stretch}) == 0 ? 0 : leftStep);");
            });
            ForEachSum(tile, (row, vector) => Writer.Line(
                $"(V.Load(ref result, {Place(row, vector)}) + V.Load(ref group, {Place(row, vector)})).Store(ref result, "
                + $"{Place(row, vector)});"));
        });
    }

    private void WriteTerms(Tile tile)
    {
        for (int term = 0; term < TermsATurn; term++)
        {
            WriteTerm(tile, term, leftRowStep: PanelWidth, leftTermStep: 1);
        }

        Writer.Line("Panels.PrefetchFar(ref ahead);");
        Writer.Line($"ahead = ref Unsafe.Add(ref ahead, {LineFloats});");
        Writer.Line($"left = ref Unsafe.Add(ref left, {TermsATurn});");
        Writer.Line($"right = ref Unsafe.Add(ref right, {TermsATurn * PanelWidth});");
    }
}
