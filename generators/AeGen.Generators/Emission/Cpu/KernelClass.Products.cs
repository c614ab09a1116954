using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Products over the batch's rows, and their tiles.</content>
internal sealed partial class KernelClass
{
    /// <summary>A product's tile: sums of so many terms for so many rows of a panel.</summary>
    private readonly record struct ProductTile(int Terms, bool Wide, int Rows) : IComparable<ProductTile>
    {
        public int CompareTo(ProductTile other) => (Terms, !Wide, -Rows).CompareTo((other.Terms, !other.Wide, -other.Rows));
    }

    private void WriteProduct(ProductPhase phase)
    {
        int panels = CpuLayout.Panels(phase.Result.Columns);
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
        {
            writer.Line($"int blocks = (arguments.Batch + {CpuLayout.BlockRows - 1}) / {CpuLayout.BlockRows};");
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
                    writer.Line($"int row = (tile - (panel * blocks)) * {CpuLayout.BlockRows};");
                }
                else
                {
                    writer.Line($"int row = tile * {CpuLayout.BlockRows};");
                }

                writer.Line($"int rows = global::System.Math.Min({CpuLayout.BlockRows}, arguments.Batch - row);");
                writer.Line($"ref float left = {At(phase.Left, "0", "row")};");
                writer.Line($"ref float right = {At(phase.Right, "panel")};");
                writer.Line($"ref float start = {StartOf(phase)};");
                writer.Line($"ref float result = {At(phase.Result, "panel", "row")};");
                ByShape(phase.Result.Columns, "panel", shape => WriteTilesAndEpilogue(phase, shape));
            });
        });

        int[] shapes = panels > 1 && width.For(CpuLayout.LastColumns(phase.Result.Columns)) == width.Narrow ? [0, 1] : [width.For(CpuLayout.LastColumns(phase.Result.Columns)) == width.Wide ? 0 : 1];
        foreach (int shape in shapes)
        {
            foreach (int rows in (shape == 0 ? width.Wide : width.Narrow).Rows)
            {
                products.Add(new ProductTile(phase.Right.Rows, shape == 0, rows));
            }
        }
    }

    private string StartOf(ProductPhase phase) =>
        phase.Bias is null ? Parameter(layout.Zeros)
        : CpuLayout.Panels(phase.Bias.Size) == 1 ? Parameter(layout.Of(phase.Bias))
        : $"ref Unsafe.Add(ref arguments.Parameters, {Literal.Offset(layout.Of(phase.Bias))} + (panel * {CpuLayout.PanelWidth}))";

    private void WriteTilesAndEpilogue(ProductPhase phase, TileShape shape)
    {
        bool steps = CpuLayout.Panels(phase.Left.Columns) > 1;
        string stepArgument = steps ? "leftStep, " : string.Empty;
        writer.Line("int done = 0;");
        foreach (int rows in shape.Rows)
        {
            writer.Block($"for (; rows - done >= {rows}; done += {rows})", () =>
            {
                for (int part = 0; part < shape.Parts; part++)
                {
                    int lane = part * shape.Vectors * width.Lanes;
                    string at = lane == 0 ? $"done * {CpuLayout.PanelWidth}" : $"(done * {CpuLayout.PanelWidth}) + {lane}";
                    writer.Line(
                        $"{TileName(new ProductTile(phase.Right.Rows, shape == width.Wide, rows))}(ref Unsafe.Add(ref left, done * {CpuLayout.PanelWidth}), {stepArgument}{Offset("right", lane)}, {Offset("start", lane)}, ref Unsafe.Add(ref result, {at}));");
                }
            });
        }

        writer.Line();
        WriteEpilogueCall(phase, shape);
    }

    private string TileName(ProductTile tile)
    {
        TileShape shape = tile.Wide ? width.Wide : width.Narrow;
        return $"Sum{tile.Terms}Terms{tile.Rows}x{shape.Vectors}";
    }

    /// <summary>
    /// result[r, :] = start + sum over k of left[r, k] right[k, :]. Left lies in panels, so that the sum runs in stretches of 32 terms.
    /// </summary>
    private void WriteProductTile(ProductTile tile)
    {
        TileShape shape = tile.Wide ? width.Wide : width.Narrow;
        if (!tile.Wide && shape.Vectors == width.Wide.Vectors && products.Contains(tile with { Wide = true }))
        {
            // Where a wide panel is two tiles side by side, each is a narrow panel's tile.
            return;
        }

        bool panels = tile.Terms > CpuLayout.PanelWidth;
        writer.Summary($"Sums of {tile.Terms} terms for {tile.Rows} rows and {shape.Vectors * width.Lanes} columns.");
        writer.Line(Hot);
        string step = panels ? "nint leftStep, " : string.Empty;
        writer.Block(
            $"private static void {TileName(tile)}(ref float left, {step}ref float right, ref float start, ref float result)",
            () =>
            {
                for (int row = 0; row < tile.Rows; row++)
                {
                    for (int vector = 0; vector < shape.Vectors; vector++)
                    {
                        string load = row == 0 ? $"Vector.LoadUnsafe(ref start, {Lane(vector)})" : $"sum0_{vector}";
                        writer.Line($"Floats sum{row}_{vector} = {load};");
                    }
                }

                writer.Line();
                if (!panels)
                {
                    writer.Block($"for (int term = 0; term < {tile.Terms}; term++)", () => WriteTerm(tile, shape));
                }
                else
                {
                    writer.Block($"for (int terms = {tile.Terms}; terms > 0; terms -= {CpuLayout.PanelWidth})", () =>
                    {
                        string count = tile.Terms % CpuLayout.PanelWidth == 0
                            ? $"{CpuLayout.PanelWidth}"
                            : $"global::System.Math.Min({CpuLayout.PanelWidth}, terms)";
                        writer.Line($"int stretch = {count};");
                        writer.Block("for (int term = 0; term < stretch; term++)", () => WriteTerm(tile, shape));
                        writer.Line();
                        writer.Line("left = ref Unsafe.Add(ref left, leftStep);");
                    });
                }

                writer.Line();
                for (int row = 0; row < tile.Rows; row++)
                {
                    for (int vector = 0; vector < shape.Vectors; vector++)
                    {
                        writer.Line(
                            $"Vector.StoreUnsafe(sum{row}_{vector}, ref result, {(row * CpuLayout.PanelWidth) + (vector * width.Lanes)});");
                    }
                }
            });
    }

    private void WriteTerm(ProductTile tile, TileShape shape)
    {
        for (int vector = 0; vector < shape.Vectors; vector++)
        {
            writer.Line($"Floats right{vector} = Vector.LoadUnsafe(ref right, {Lane(vector)});");
        }

        for (int row = 0; row < tile.Rows; row++)
        {
            string at = row == 0 ? "left" : $"Unsafe.Add(ref left, {row * CpuLayout.PanelWidth})";
            writer.Line($"Floats left{row} = Vector.Create({at});");
            for (int vector = 0; vector < shape.Vectors; vector++)
            {
                writer.Line($"sum{row}_{vector} = Vector.MultiplyAddEstimate(left{row}, right{vector}, sum{row}_{vector});");
            }
        }

        writer.Line("left = ref Unsafe.Add(ref left, 1);");
        writer.Line($"right = ref Unsafe.Add(ref right, {CpuLayout.PanelWidth});");
    }
}
