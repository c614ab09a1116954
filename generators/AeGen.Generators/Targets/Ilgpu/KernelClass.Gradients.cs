namespace AeGen.Generators.Targets.Ilgpu;

/// <content>Sums of outer products, by tiles that sum over the batch, and the optimizer's step on each tile of a gradient.</content>
internal sealed partial class KernelClass
{
    private const int SumThreads = 128;

    private void WriteUpdate(Phase phase)
    {
        foreach (WeightStep step in phase.Operations.OfType<WeightStep>())
        {
            writer.Line();
            WriteWeightStep(step);
        }

        if (plan.Vectors.Count > 0)
        {
            writer.Line();
            WriteVectorSteps([.. phase.Operations.OfType<VectorStep>()]);
        }
    }

    private void WriteWeightStep(WeightStep step)
    {
        Matrix matrix = step.Of.Matrix;
        string size = Literal.Of(IlgpuLayout.Size(matrix));
        writer.Summary(
            $"{step.Formula}, [{matrix.Rows}, {matrix.Columns}], a tile a group; with several Splits each group stores its part of the "
            + "gradient instead, and with less than none the parts are added up.");
        TileKernel(UpdateName(step.Of), () =>
        {
            writer.Line("StepNumbers numbers = StepNumbers.Read(schedule, sizes.Step);");
            WriteTile(matrix, step.Gradient, () =>
            {
                writer.Line($"V gradient = PartialSums.OwnOrAll(tile[place], partials, at, {size}, sizes.Splits);");
                if (step.Penalties.Count > 0)
                {
                    writer.Block("if (split == 0 && sizes.Splits > 0)", () =>
                    {
                        writer.Line("V weights = target[at];");
                        WritePenalties(step, Elements());
                    });
                }

                string updated = step.Of.Mirror is null ? string.Empty : "tile[place] = ";
                writer.Line(
                    $"{updated}{StepCode("numbers", PlaceAt(layout.Of(matrix)), "gradient", true, $"(split * {size}L) + at")};");
            },
            step.Of.Mirror);
        });
    }

    /// <summary>Writes what penalties add to <c>gradient</c>.</summary>
    private void WritePenalties(WeightStep step, IlgpuElements target)
    {
        Matrix matrix = step.Of.Matrix, gradient = matrix with { Name = "gradient", Symbol = "gradient" };
        target.Registers.Add(gradient);
        var elements = new ElementCode(writer, target);
        elements.Hold(gradient, "gradient");
        elements.Hold(matrix, "weights");
        elements.WriteMaps(step.Penalties.Select(penalty => new Map(gradient, new Assignment(gradient, gradient + penalty))));
    }

    private void WriteOuterSum(Phase phase, OuterSum sum)
    {
        bool isOfBatch = sum.Left is BatchBuffer;
        string splits = isOfBatch ? "; with several Splits each group stores its part of the sum" : string.Empty;
        writer.Summary($"{phase.Description}, a tile a group{splits}.");
        TileKernel(phase.Name, () => WriteTile(sum.Result, [sum], () =>
        {
            writer.Line("V gradient = tile[place];");
            if (isOfBatch)
            {
                writer.Block("if (sizes.Splits > 1)", () =>
                    writer.Line($"partials[(split * {Literal.Of(IlgpuLayout.Size(sum.Result))}L) + at] = gradient;"));
                writer.Block("else", () => writer.Line("target[at] = gradient;"));
            }
            else
            {
                writer.Line("target[at] = gradient;");
            }
        },
        null));
    }

    private static string PlaceAt(long offset, string at = "at") => offset == 0 ? at : $"{Literal.Place(offset)} + {at}";

    private void WriteTile(Matrix matrix, IReadOnlyList<OuterSum> sums, Action store, Matrix? mirror)
    {
        int rowFours = IlgpuLayout.Fours(matrix.Rows), columnFours = IlgpuLayout.Fours(matrix.Columns);
        writer.Line("Vectors tile = SharedMemory.Allocate<V>(TTile.SharedFours);");
        writer.Line("bool refused = status[Status.Kind] != 0;");
        writer.Line($"Vectors target = {View(matrix)};");
        writer.Line($"int across = ({columnFours} + TTile.Fours - 1) / TTile.Fours, split = Grid.IdxY;");
        writer.Line("int tileRow = Grid.IdxX / across * TTile.Rows, tileColumn = Grid.IdxX % across * TTile.Fours;");
        writer.Line("int firstRow = TileSums.FirstRow(split, sizes), endRow = TileSums.FirstRow(split + 1, sizes);");
        writer.Line("TTile sums = default;");
        foreach (OuterSum sum in sums)
        {
            WriteTerms(sum, rowFours, columnFours);
        }

        writer.Line("TTile.Stage(sums, tile);");
        writer.Line("Group.Barrier();");
        OverTile($"!refused && row < {matrix.Rows}", columnFours, () =>
        {
            writer.Line($"int at = {Times("row", columnFours)} + column;");
            store();
        },
        mirror is null ? null : "tile[place] = V.Zero;");
        if (mirror is not null)
        {
            string arguments = $"{View(mirror)}, tileRow, tileColumn, {matrix.Columns}, {rowFours}";
            writer.Line();
            writer.Line("Group.Barrier();");
            writer.Block("if (sizes.Splits <= 1 && !refused)", () =>
                writer.Line($"TileSums.StoreMirror<TTile>(tile.Cast<float>(), {arguments});"));
        }
    }

    /// <summary>
    /// Writes the sum over some terms: the samples of this part of the batch, or all of a matrix's rows, which the first part takes.
    /// </summary>
    private void WriteTerms(OuterSum sum, int rowFours, int columnFours)
    {
        string terms = sum.Left is Matrix matrix ? $"0, split == 0 && sizes.Splits > 0 ? {matrix.Rows} : 0" : "firstRow, endRow";
        writer.Line($"// {sum.Product}");
        writer.Line("sums = TileSums.AddOuterProducts(");
        writer.Line($"    sums, tile, {View(sum.Left)}, {View(sum.Right)},");
        writer.Line($"    tileRow, tileColumn, {terms}, {rowFours}, {columnFours});");
    }

    /// <summary>Writes the kernel that sums what vectors' gradients are the sums of over the batch, and takes the step.</summary>
    private void WriteVectorSteps(IReadOnlyList<VectorStep> steps)
    {
        long count = steps.Sum(step => (long)IlgpuLayout.Fours(step.Of.Vector.Size));
        writer.Summary(
            "The gradients of all biases and gains, sums over the batch, 32 columns a group, and the step on them; with several Splits "
            + "each group stores its part of the sum instead, and with less than none the parts are added up.");
        Kernel("UpdateBiases", () =>
        {
            writer.Line($"Vectors sums = SharedMemory.Allocate<V>({SumThreads});");
            writer.Line("bool refused = status[Status.Kind] != 0;");
            writer.Line("int block = Grid.IdxX, split = Grid.IdxY;");
            writer.Line("int firstRow = TileSums.FirstRow(split, sizes), endRow = TileSums.FirstRow(split + 1, sizes);");
            writer.Line("int fours, column, place;");
            writer.Line("V sum = V.Zero;");
            int first = 0;
            for (int i = 0; i < steps.Count; i++)
            {
                VectorStep step = steps[i];
                int start = first;
                first += SignalBlocks(step.Of);
                string head =
                    steps.Count == 1 ? string.Empty : i == steps.Count - 1 ? "else" : $"{(i == 0 ? "if" : "else if")} (block < {first})";
                writer.Block(head, () => WriteVectorSum(step, start == 0 ? "block" : $"(block - {start})"));
            }

            writer.Line();
            writer.Line("sums[Group.IdxX] = sum;");
            writer.Line("Group.Barrier();");
            writer.Block("if (Group.IdxX < 8 && column < fours && !refused)", () =>
            {
                writer.Block("for (int other = Group.IdxX + 8; other < Group.DimX; other += 8)", () => writer.Line("sum += sums[other];"));
                writer.Line();
                string own = layout.WeightLength == 0 ? "place" : $"place - {Literal.Place(layout.WeightLength)}";
                string part = $"(split * {Literal.Of(count)}L) + {own}";
                writer.Line($"sum = PartialSums.OwnOrAll(sum, partials, {own}, {Literal.Of(count)}, sizes.Splits);");
                writer.Line($"{StepCode("StepNumbers.Read(schedule, sizes.Step)", "place", "sum", false, part)};");
            });
        });
    }

    private void WriteVectorSum(VectorStep step, string block)
    {
        int fours = IlgpuLayout.Fours(step.Of.Vector.Size);
        writer.Line($"// {step.Formula}");
        DeclareViews(step.Gradient.Reads());
        writer.Line($"fours = {fours};");
        writer.Line($"column = ({block} * 8) + (Group.IdxX % 8);");
        writer.Line($"place = {PlaceAt(layout.Of(step.Of.Vector), "column")};");
        writer.Block($"for (int row = column < {fours} ? firstRow + (Group.IdxX / 8) : endRow; row < endRow; row += Group.DimX / 8)", () =>
        {
            writer.Line($"int at = {Times("row", fours)} + column;");
            new ElementCode(writer, Elements()).WriteTerms([step.Gradient], _ => "sum");
        });
    }

    /// <summary>Groups that sum the columns of a vector's gradient.</summary>
    public static int SignalBlocks(TrainedVector vector) => (IlgpuLayout.Fours(vector.Vector.Size) + 7) / 8;
}
