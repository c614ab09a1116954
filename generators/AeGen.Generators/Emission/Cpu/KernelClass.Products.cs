using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Products over the batch's rows, and their tiles.</content>
internal sealed partial class KernelClass
{
    /// <summary>
    /// Terms that a careful tile sums apart. Rounding errors grow with the root of the number of additions in a row: 784 terms in stretches of 16
    /// and groups of 128 have 16 + 8 + 7 in place of 784, and a right inverse of condition 1e4 then reconstructs to 1e-4.
    /// </summary>
    private const int Stretch = 16;

    /// <summary>Terms whose stretches a careful tile adds up apart.</summary>
    private const int Group = 128;

    /// <summary>
    /// Terms in a turn of a tile's loop. Counting and stepping take four instructions of a turn's 41; a processor that starts four a cycle has 44 in the
    /// 11 or 12 cycles of the multiply-adds, and none to spare for a fetch.
    /// </summary>
    private const int TermsATurn = 2;

    /// <summary>Sums over terms for a block of rows of a panel: one method, and its tiles, for all products of that kind.</summary>
    /// <remarks>
    /// The number of terms is an argument, a constant in each call: a loop of twelve cycles or more a round does not run faster for knowing it,
    /// and the consumer's compiler would pay for each further copy.
    /// </remarks>
    /// <param name="Wide">Whether the panel is wide.</param>
    /// <param name="Careful">Whether stretches of terms are summed apart.</param>
    private readonly record struct ProductBlock(bool Wide, bool Careful) : IComparable<ProductBlock>
    {
        public int CompareTo(ProductBlock other) => (!Wide, Careful).CompareTo((!other.Wide, other.Careful));
    }

    private void WriteProduct(ProductPhase phase)
    {
        int panels = CpuLayout.Panels(phase.Result.Columns);
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
        {
            if (panels > 1)
            {
                writer.Line($"int blocks = (arguments.Batch + {CpuLayout.BlockRows - 1}) / {CpuLayout.BlockRows};");
            }

            if (CpuLayout.Panels(phase.Left.Columns) > 1)
            {
                writer.Line($"nint leftStep = (arguments.Capacity - 1) * {CpuLayout.PanelWidth};");
            }

            writer.Block("for (int tile = first; tile < end; tile++)", () =>
            {
                // Tiles of one panel follow one another, so that its weights stay in the cache.
                if (panels > 1)
                {
                    writer.Line("int panel = tile / blocks;");
                    writer.Line("int block = tile - (panel * blocks);");
                    writer.Line($"nint row = (nint)block * {CpuLayout.BlockRows};");
                }
                else
                {
                    writer.Line($"nint row = (nint)tile * {CpuLayout.BlockRows};");
                }

                writer.Line($"int rows = (int)Math.Min({CpuLayout.BlockRows}, arguments.Batch - row);");
                writer.Line($"ref float left = {At(phase.Left, "0", "row")};");
                writer.Line($"ref float right = {At(phase.Right, "panel")};");
                WriteAhead(phase.Right, panels);
                writer.Line($"ref float start = {StartOf(phase)};");
                writer.Line($"ref float result = {At(phase.Result, "panel", "row")};");
                ByShape(phase.Result.Columns, "panel", shape => WriteTilesAndEpilogue(phase, shape));
            });
        });
    }

    /// <summary>
    /// Names what the tiles of a block of rows fetch into the second-level cache while they run: a line of the next panel each turn. The three tiles of a
    /// block have turns for three quarters of it, so the first block fetches those and the second one the rest.
    /// </summary>
    private void WriteAhead(FixedMatrix right, int panels)
    {
        if (panels == 1)
        {
            writer.Line("ref float ahead = ref right;");
            return;
        }

        int quarters = EvenTerms(right.Rows) / TermsATurn * LineFloats * 3;
        writer.Line("// The tiles fetch the next panel meanwhile: the first block of rows three quarters of it, the second the rest.");
        writer.Line($"ref float ahead = ref At(ref right, {Literal.Offset(CpuLayout.PanelFloats(right))} + ((block & 1) * {Literal.Of(quarters)}));");
    }

    private string StartOf(ProductPhase phase) => phase.Bias is null ? Parameter(layout.Zeros) : At(phase.Bias);

    private void WriteTilesAndEpilogue(ProductPhase phase, TileShape shape)
    {
        var block = new ProductBlock(shape == width.Wide, phase.Careful && phase.Right.Rows > Stretch);
        products.Add(block);
        string step = CpuLayout.Panels(phase.Left.Columns) > 1 ? "leftStep" : "0";
        writer.Line($"{BlockName(block)}(ref left, {step}, ref right, {EvenTerms(phase.Right.Rows)}, ref start, ref result, rows, ref ahead);");
        if (phase.Addend is { } addend)
        {
            Need("AddTo", WriteAddTo);
            writer.Line($"ref float addend = {At(addend, "panel", "row")};");
            writer.Line($"AddTo(ref result, ref addend, rows, {shape.PanelVectors});");
        }

        WriteEpilogueCall(phase.Epilogue, phase.Result, "row", shape);
    }

    /// <summary>
    /// Terms of a product, counted up to a whole turn of the tiles' loop: what a matrix is padded with is zero and adds nothing. A batch's rows end with
    /// a row of zeros where they are odd.
    /// </summary>
    private static int EvenTerms(int terms) => (terms + TermsATurn - 1) / TermsATurn * TermsATurn;

    private static string Manner(ProductBlock block) => block.Careful ? "ByStretches" : string.Empty;

    private TileShape ShapeOf(ProductBlock block) => block.Wide ? width.Wide : width.Narrow;

    private string BlockName(ProductBlock block) => $"SumTerms{Manner(block)}{ShapeOf(block).Name}";

    private string TileName(ProductBlock block, int rows) => $"SumTerms{Manner(block)}{rows}x{ShapeOf(block).Vectors(rows)}";

    private void WriteProductBlock(ProductBlock block)
    {
        TileShape shape = ShapeOf(block);
        int columns = shape.PanelVectors * width.Lanes;
        writer.Summary($"Sums over terms for some rows and {columns} columns, by tiles, which fetch what lies ahead.");
        writer.Line(Hot);
        writer.Block(
            $"private static void {BlockName(block)}(ref float left, nint leftStep, ref float right, int terms, ref float start, ref float result, int rows, ref float ahead)",
            () =>
            {
                if (block.Careful)
                {
                    writer.Line($"global::System.Span<float> groups = stackalloc float[{shape.Rows[0] * CpuLayout.PanelWidth}];");
                    writer.Line("ref float group = ref groups[0];");
                }

                foreach (int rows in shape.Rows)
                {
                    writer.Block($"for (; rows >= {rows}; rows -= {rows})", () =>
                    {
                        for (int part = 0; part < shape.Parts(rows); part++)
                        {
                            int lane = part * shape.Vectors(rows) * width.Lanes;
                            writer.Line(
                                $"{TileName(block, rows)}(ref left, leftStep, {Offset("right", lane)}, terms, {Offset("start", lane)}, {Offset("result", lane)}, ref ahead{(block.Careful ? ", ref group" : string.Empty)});");
                        }

                        writer.Line($"ahead = ref At(ref ahead, terms * {LineFloats / TermsATurn});");
                        writer.Line($"left = ref At(ref left, {rows * CpuLayout.PanelWidth});");
                        writer.Line($"result = ref At(ref result, {rows * CpuLayout.PanelWidth});");
                    });
                    if (rows > 1)
                    {
                        writer.Line();
                    }
                }
            });

        // Where a wide panel is several tiles side by side, each is a narrow panel's tile.
        bool wideToo = !block.Wide && products.Contains(block with { Wide = true });
        foreach (int rows in shape.Rows.Where(rows => !wideToo || shape.Vectors(rows) != width.Wide.Vectors(rows)))
        {
            writer.Line();
            WriteProductTile(block, rows);
        }
    }

    /// <summary>
    /// result[r, :] = start + sum over k of left[r, k] right[k, :]. Left lies in panels of 32 columns, between which it steps.
    /// </summary>
    private void WriteProductTile(ProductBlock block, int rows)
    {
        TileShape shape = ShapeOf(block);
        writer.Summary($"Sums over terms for {rows} rows and {shape.Vectors(rows) * width.Lanes} columns.");
        writer.Line(Hot);
        writer.Block(
            $"private static void {TileName(block, rows)}(ref float left, nint leftStep, ref float right, int terms, ref float start, ref float result, ref float ahead{(block.Careful ? ", ref float group" : string.Empty)})",
            () =>
            {
                if (block.Careful)
                {
                    WriteSumByStretches(rows, shape);
                }
                else
                {
                    WriteSum(rows, shape);
                }
            });
    }

    private void WriteSum(int rows, TileShape shape)
    {
        ForEachSum(rows, shape, (row, vector) =>
            writer.Line($"Floats sum{row}_{vector} = {(row == 0 ? $"Load(ref start, {Lane(vector)})" : $"sum0_{vector}")};"));
        writer.Line();
        writer.Block($"for (; terms > 0; terms -= {CpuLayout.PanelWidth})", () =>
        {
            writer.Line($"int count = Math.Min({CpuLayout.PanelWidth}, terms);");
            writer.Block($"for (int term = 0; term < count; term += {TermsATurn})", () => WriteTerms(rows, shape));
            writer.Line();
            writer.Line("left = ref At(ref left, leftStep);");
        });

        writer.Line();
        ForEachSum(rows, shape, (row, vector) => writer.Line($"Store(sum{row}_{vector}, ref result, {Place(row, vector)});"));
    }

    private void WriteSumByStretches(int rows, TileShape shape)
    {
        for (int vector = 0; vector < shape.Vectors(rows); vector++)
        {
            writer.Line($"Floats start{vector} = Load(ref start, {Lane(vector)});");
        }

        ForEachSum(rows, shape, (row, vector) => writer.Line($"Store(start{vector}, ref result, {Place(row, vector)});"));
        writer.Line();
        writer.Line("int done = 0;");
        writer.Block("while (done < terms)", () =>
        {
            ForEachSum(rows, shape, (row, vector) => writer.Line($"Store(Floats.Zero, ref group, {Place(row, vector)});"));
            writer.Line();
            writer.Block($"for (int end = Math.Min(done + {Group}, terms); done < end; done += {Stretch})", () =>
            {
                ForEachSum(rows, shape, (row, vector) => writer.Line($"Floats sum{row}_{vector} = Floats.Zero;"));
                writer.Line($"int count = Math.Min({Stretch}, end - done);");
                writer.Block($"for (int term = 0; term < count; term += {TermsATurn})", () => WriteTerms(rows, shape));
                writer.Line();
                ForEachSum(rows, shape, (row, vector) => writer.Line(
                    $"Store(Load(ref group, {Place(row, vector)}) + sum{row}_{vector}, ref group, {Place(row, vector)});"));
                writer.Line();
                writer.Line("// Every second stretch ends a panel of the left matrix.");
                writer.Line($"left = ref At(ref left, (done & {Stretch}) == 0 ? 0 : leftStep);");
            });
            writer.Line();
            ForEachSum(rows, shape, (row, vector) => writer.Line(
                $"Store(Load(ref result, {Place(row, vector)}) + Load(ref group, {Place(row, vector)}), ref result, {Place(row, vector)});"));
        });
    }

    private int Place(int row, int vector) => (row * CpuLayout.PanelWidth) + (vector * width.Lanes);

    private void WriteTerms(int rows, TileShape shape)
    {
        for (int term = 0; term < TermsATurn; term++)
        {
            WriteTerm(rows, shape, term, leftRowStep: CpuLayout.PanelWidth, leftTermStep: 1);
        }

        writer.Line("Panels.PrefetchFar(ref ahead);");
        writer.Line($"ahead = ref At(ref ahead, {LineFloats});");
        writer.Line($"left = ref At(ref left, {TermsATurn});");
        writer.Line($"right = ref At(ref right, {TermsATurn * CpuLayout.PanelWidth});");
    }

    /// <summary>One term of a tile's sums: a row of the right matrix, and a number of the left one for each of the tile's rows.</summary>
    private void WriteTerm(int rows, TileShape shape, int term, int leftRowStep, int leftTermStep)
    {
        string declare = term == 0 ? "Floats " : string.Empty;
        for (int vector = 0; vector < shape.Vectors(rows); vector++)
        {
            writer.Line($"{declare}right{vector} = Load(ref right, {(term * CpuLayout.PanelWidth) + (vector * width.Lanes)});");
        }

        for (int row = 0; row < rows; row++)
        {
            int at = (row * leftRowStep) + (term * leftTermStep);
            IEnumerable<int> vectors = Enumerable.Range(0, shape.Vectors(rows));
            string rights = string.Join(", ", vectors.Select(vector => $"right{vector}")), sums = string.Join(", ", vectors.Select(vector => $"ref sum{row}_{vector}"));
            writer.Line($"AddScaled({(at == 0 ? "left" : $"At(ref left, {at})")}, {rights}, {sums});");
        }
    }
}
