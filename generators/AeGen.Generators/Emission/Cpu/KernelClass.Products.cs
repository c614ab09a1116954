using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Products over the batch's rows, and their tiles.</content>
internal sealed partial class KernelClass
{
    /// <summary>Sums of so many terms for a block of rows of a panel.</summary>
    private readonly record struct ProductBlock(int Terms, bool Wide) : IComparable<ProductBlock>
    {
        /// <summary>Whether the left matrix has several panels, so that a tile must step from one to the next.</summary>
        public bool Steps => Terms > CpuLayout.PanelWidth;

        public int CompareTo(ProductBlock other) => (Terms, !Wide).CompareTo((other.Terms, !other.Wide));
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
    }

    private string StartOf(ProductPhase phase) =>
        phase.Bias is null ? Parameter(layout.Zeros)
        : CpuLayout.Panels(phase.Bias.Size) == 1 ? Parameter(layout.Of(phase.Bias))
        : $"ref Unsafe.Add(ref arguments.Parameters, {Literal.Offset(layout.Of(phase.Bias))} + (panel * {CpuLayout.PanelWidth}))";

    private void WriteTilesAndEpilogue(ProductPhase phase, TileShape shape)
    {
        var block = new ProductBlock(phase.Right.Rows, shape == width.Wide);
        products.Add(block);
        writer.Line($"{BlockName(block)}(ref left, {(block.Steps ? "leftStep, " : string.Empty)}ref right, ref start, ref result, rows);");
        WriteEpilogueCall(phase, shape);
    }

    private TileShape ShapeOf(ProductBlock block) => block.Wide ? width.Wide : width.Narrow;

    private string BlockName(ProductBlock block) => $"Sum{block.Terms}Terms{ShapeOf(block).Name}";

    private string TileName(ProductBlock block, int rows) => $"Sum{block.Terms}Terms{rows}x{ShapeOf(block).Vectors}";

    private void WriteProductBlock(ProductBlock block)
    {
        TileShape shape = ShapeOf(block);
        string stepParameter = block.Steps ? "nint leftStep, " : string.Empty, step = block.Steps ? "leftStep, " : string.Empty;
        int columns = shape.PanelVectors * width.Lanes;
        writer.Summary($"Sums of {block.Terms} terms for some rows and {columns} columns, by tiles.");
        writer.Line(Hot);
        writer.Block(
            $"private static void {BlockName(block)}(ref float left, {stepParameter}ref float right, ref float start, ref float result, int rows)",
            () =>
            {
                foreach (int rows in shape.Rows)
                {
                    writer.Block($"for (; rows >= {rows}; rows -= {rows})", () =>
                    {
                        for (int part = 0; part < shape.Parts; part++)
                        {
                            int lane = part * shape.Vectors * width.Lanes;
                            writer.Line(
                                $"{TileName(block, rows)}(ref left, {step}{Offset("right", lane)}, {Offset("start", lane)}, {Offset("result", lane)});");
                        }

                        writer.Line($"left = ref Unsafe.Add(ref left, {rows * CpuLayout.PanelWidth});");
                        writer.Line($"result = ref Unsafe.Add(ref result, {rows * CpuLayout.PanelWidth});");
                    });
                    if (rows > 1)
                    {
                        writer.Line();
                    }
                }
            });

        // Where a wide panel is two tiles side by side, each is a narrow panel's tile.
        if (block.Wide || shape.Vectors != width.Wide.Vectors || !products.Contains(block with { Wide = true }))
        {
            foreach (int rows in shape.Rows)
            {
                writer.Line();
                WriteProductTile(block, rows);
            }
        }
    }

    /// <summary>
    /// result[r, :] = start + sum over k of left[r, k] right[k, :]. Left lies in panels, so that the sum runs in stretches of 32 terms.
    /// </summary>
    private void WriteProductTile(ProductBlock block, int rows)
    {
        TileShape shape = ShapeOf(block);
        writer.Summary($"Sums of {block.Terms} terms for {rows} rows and {shape.Vectors * width.Lanes} columns.");
        writer.Line(Hot);
        string step = block.Steps ? "nint leftStep, " : string.Empty;
        writer.Block(
            $"private static void {TileName(block, rows)}(ref float left, {step}ref float right, ref float start, ref float result)",
            () =>
            {
                for (int row = 0; row < rows; row++)
                {
                    for (int vector = 0; vector < shape.Vectors; vector++)
                    {
                        string load = row == 0 ? $"Vector.LoadUnsafe(ref start, {Lane(vector)})" : $"sum0_{vector}";
                        writer.Line($"Floats sum{row}_{vector} = {load};");
                    }
                }

                writer.Line();
                if (!block.Steps)
                {
                    writer.Block($"for (int term = 0; term < {block.Terms}; term++)", () => WriteTerm(rows, shape));
                }
                else
                {
                    writer.Block($"for (int terms = {block.Terms}; terms > 0; terms -= {CpuLayout.PanelWidth})", () =>
                    {
                        string count = block.Terms % CpuLayout.PanelWidth == 0
                            ? $"{CpuLayout.PanelWidth}"
                            : $"global::System.Math.Min({CpuLayout.PanelWidth}, terms)";
                        writer.Line($"int stretch = {count};");
                        writer.Block("for (int term = 0; term < stretch; term++)", () => WriteTerm(rows, shape));
                        writer.Line();
                        writer.Line("left = ref Unsafe.Add(ref left, leftStep);");
                    });
                }

                writer.Line();
                for (int row = 0; row < rows; row++)
                {
                    for (int vector = 0; vector < shape.Vectors; vector++)
                    {
                        writer.Line(
                            $"Vector.StoreUnsafe(sum{row}_{vector}, ref result, {(row * CpuLayout.PanelWidth) + (vector * width.Lanes)});");
                    }
                }
            });
    }

    private void WriteTerm(int rows, TileShape shape)
    {
        for (int vector = 0; vector < shape.Vectors; vector++)
        {
            writer.Line($"Floats right{vector} = Vector.LoadUnsafe(ref right, {Lane(vector)});");
        }

        for (int row = 0; row < rows; row++)
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
