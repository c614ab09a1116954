using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <content>Gradients of weights, by tiles that sum over the batch, and the optimizer's step on each tile.</content>
internal sealed partial class KernelClass
{
    private const int SumThreads = 128;

    private void WriteUpdate(WeightPlan weight, GroupTile tile)
    {
        FixedMatrix matrix = weight.Matrix;
        int columnFours = IlgpuLayout.Fours(matrix.Columns);
        string terms = string.Join(" + ", weight.Sources.Select(source => $"{source.Left.Name}ᵀ {source.Right.Name}"));
        writer.Summary(
            $"The gradient of {matrix.Name} [{matrix.Rows}, {matrix.Columns}], {terms}, a tile of {tile.Rows} x {tile.Columns} a group, and the step on it; with several Splits each group stores its part of the sum instead. Reads Batch, Capacity, Step and Splits.");
        Kernel(MethodName(UpdateName(weight), tile), () => WriteGradient(matrix, weight.Sources, tile, () =>
        {
            writer.Line($"int at = {Times("row", columnFours)} + column;");
            if (plan.Architecture.Penalty.OfWeights)
            {
                writer.Block("if (split == 0)", () => WritePenalties("target[at]"));
            }

            if (weight.Factors is { } factors)
            {
                writer.Block("if (split == 0)", () => writer.Line(
                    $"gradient += {Literal.Of((float)factors.Scale)} * (parameters[{Literal.Of(layout.Of(factors.Row))} + column] * target[at]);"));
            }

            writer.Block("if (sizes.Splits > 1)", () =>
                writer.Line($"partials[(split * {Literal.Of(IlgpuLayout.Size(matrix))}L) + at] = gradient;"));
            writer.Block("else", () =>
            {
                writer.Line($"Float4 updated = {Step("numbers", "target[at]", "gradient", "true", $"{At(layout.Of(matrix))}at")};");
                writer.Line("target[at] = updated;");
                if (weight.Mirror is not null)
                {
                    writer.Line($"tile[(stagedRow * {tile.Fours}) + i] = updated;");
                }
            });
        },
        weight.Mirror));
    }

    private void WriteInverseProduct(RightInversePhase phase, GroupTile tile)
    {
        FixedMatrix matrix = phase.Inverse.Product;
        int columnFours = IlgpuLayout.Fours(matrix.Columns);
        writer.Summary(
            $"Computes {phase.Formula}, a tile of {tile.Rows} x {tile.Columns} a group; with several Splits each group stores its part of the sum. Reads Batch, Capacity and Splits.");
        Kernel(MethodName(phase.Name, tile), () => WriteGradient(matrix, [phase.Inverse.ProductSource], tile, () =>
        {
            writer.Line($"int at = {Times("row", columnFours)} + column;");
            writer.Block("if (sizes.Splits > 1)", () =>
                writer.Line($"partials[(split * {Literal.Of(IlgpuLayout.Size(matrix))}L) + at] = gradient;"));
            writer.Block("else", () => writer.Line("target[at] = gradient;"));
        },
        null));
    }

    private static string At(long offset) => offset == 0 ? string.Empty : $"{Literal.Place(offset)} + ";

    private void WriteGradient(FixedMatrix matrix, IEnumerable<GradientSource> sources, GroupTile tile, Action store, FixedMatrix? mirror)
    {
        int columnFours = IlgpuLayout.Fours(matrix.Columns);
        int across = (columnFours + tile.Fours - 1) / tile.Fours, down = (matrix.Rows + tile.Rows - 1) / tile.Rows;
        int depth = sources.Max(source => Depth(tile, source));
        writer.Line($"Vectors tile = SharedMemory.Allocate<Float4>({tile.SharedFours(depth)});");
        writer.Line("bool refused = status[Status.Kind] != 0;");
        writer.Line($"Vectors target = {View(matrix)};");
        if (matrix.Trained)
        {
            writer.Line("StepNumbers numbers = StepNumbers.Read(schedule, sizes.Step);");
        }

        if (mirror is not null)
        {
            writer.Line("Floats tileNumbers = tile.Cast<float>();");
            writer.Line($"Vectors mirror = {View(mirror)};");
        }

        writer.Line(down * across == 1 ? "int split = Grid.IdxX;" : $"int split = Grid.IdxX / {down * across};");
        writer.Line(down == 1 ? "const int tileRow = 0;"
            : $"int tileRow = Grid.IdxX / {across} % {down} * {tile.Rows};");
        writer.Line(across == 1 ? "const int tileColumn = 0;" : $"int tileColumn = Grid.IdxX % {across} * {tile.Fours};");
        writer.Line("int splitRows = (((sizes.Batch + sizes.Splits - 1) / sizes.Splits) + 15) / 16 * 16;");
        writer.Line("int firstRow = split * splitRows;");
        writer.Line("int endRow = firstRow + splitRows < sizes.Batch ? firstRow + splitRows : sizes.Batch;");
        OverPatches(tile, () =>
        {
            writer.Line($"{tile.Patch} sums = default;");
            foreach (GradientSource source in sources)
            {
                WriteSource(source, matrix, tile);
            }

            writer.Line();
            writer.Line("sums.Stage(tile, lane);");
            writer.Line("Group.Barrier();");
            OverStagedRows(tile, () =>
            {
                List<string> inside = ["!refused"];
                if (matrix.Rows % tile.Rows != 0)
                {
                    inside.Add($"row < {matrix.Rows}");
                }

                if (columnFours % tile.Fours != 0)
                {
                    inside.Add($"column < {columnFours}");
                }

                writer.Line($"int row = tileRow + stagedRow + (i / {tile.Fours}), column = tileColumn + (i % {tile.Fours});");
                void Body()
                {
                    writer.Line($"Float4 gradient = tile[(stagedRow * {tile.Fours}) + i];");
                    store();
                }

                writer.Block($"if ({string.Join(" && ", inside)})", Body);
            });
            writer.Line();
            writer.Line("Group.Barrier();");
            if (mirror is not null)
            {
                WriteMirror(matrix, tile);
            }
        });
    }

    /// <summary>Terms of a source that lie in the group's memory at a time: those of the batch are many.</summary>
    private static int Depth(GroupTile tile, GradientSource source) => tile.Depth(source.Left is FixedMatrix small ? small.Rows : int.MaxValue);

    private void WriteSource(GradientSource source, FixedMatrix matrix, GroupTile tile)
    {
        int rowFours = IlgpuLayout.Fours(matrix.Rows), columnFours = IlgpuLayout.Fours(matrix.Columns), depth = Depth(tile, source);
        writer.Line();
        writer.Line($"// {source.Left.Name}ᵀ {source.Right.Name}");
        writer.Block(string.Empty, () =>
        {
            writer.Line($"Vectors left = {View(source.Left)};");
            writer.Line($"Vectors right = {View(source.Right)};");
            string first = "firstRow", end = "endRow";
            if (source.Left is FixedMatrix small)
            {
                writer.Line("// These terms are no samples: one part of the batch takes them all.");
                writer.Line($"int terms = split == 0 ? {small.Rows} : 0;");
                first = "0";
                end = "terms";
            }

            writer.Block($"for (int firstTerm = {first}; firstTerm < {end}; firstTerm += {depth})", () =>
            {
                WriteLoad(tile.Rows / 4, 0, tile.LeftStride, "left", depth, "firstTerm", end, "tileRow / 4", rowFours);
                WriteLoad(tile.Fours, depth * tile.LeftStride, tile.Fours, "right", depth, "firstTerm", end, "tileColumn", columnFours);
                writer.Line("Group.Barrier();");
                writer.Line($"sums.AddOuterProducts(tile, {depth}, lane);");
                writer.Line("Group.Barrier();");
            });
        });
    }

    /// <summary>Writes the new weights a second time, transposed. What is no row of the weight is zero in the tile, and so in the mirror's padding.</summary>
    private void WriteMirror(FixedMatrix matrix, GroupTile tile)
    {
        int rowFours = IlgpuLayout.Fours(matrix.Rows);
        writer.Line();
        writer.Block("if (sizes.Splits == 1 && !refused)", () =>
        {
            writer.Block($"for (int i = Group.IdxX; i < Group.DimX * {tile.PatchRows * tile.PatchFours}; i += Group.DimX)", () =>
            {
                writer.Line($"int column = (tileColumn * 4) + (i % {tile.Columns}), four = ((tileRow + stagedRow) / 4) + (i / {tile.Columns});");
                List<string> inside = [];
                if (matrix.Columns % tile.Columns != 0)
                {
                    inside.Add($"column < {matrix.Columns}");
                }

                if (rowFours % (tile.Rows / 4) != 0)
                {
                    inside.Add($"four < {rowFours}");
                }

                void Body()
                {
                    writer.Line($"int at = ((stagedRow + (i / {tile.Columns} * 4)) * {tile.Columns}) + (i % {tile.Columns});");
                    writer.Line(
                        $"mirror[{Times("column", rowFours)} + four] = new Float4(tileNumbers[at], tileNumbers[at + {tile.Columns}], tileNumbers[at + {2 * tile.Columns}], tileNumbers[at + {3 * tile.Columns}]);");
                }

                if (inside.Count == 0)
                {
                    Body();
                }
                else
                {
                    writer.Block($"if ({string.Join(" && ", inside)})", Body);
                }
            });
        });
        writer.Line();
        writer.Line("Group.Barrier();");
    }

    /// <summary>Writes the kernel that sums the columns of all signals that biases have for gradients, and takes the step.</summary>
    private void WriteBiases()
    {
        int blocks = plan.Biases.Sum(bias => SignalBlocks(bias));
        long count = plan.Biases.Sum(bias => (long)IlgpuLayout.Fours(bias.Vector.Size));
        writer.Summary(
            "The gradients of all biases, the column sums of their signals, 32 columns a group, and the step on them; with several Splits each group stores its part of the sum instead. Reads Batch, Capacity, Step and Splits.");
        Kernel("UpdateBiases", () =>
        {
            writer.Line($"Vectors sums = SharedMemory.Allocate<Float4>({SumThreads});");
            writer.Line("bool refused = status[Status.Kind] != 0;");
            writer.Line(blocks == 1 ? "const int block = 0;" : $"int block = Grid.IdxX % {blocks};");
            writer.Line(blocks == 1 ? "int split = Grid.IdxX;" : $"int split = Grid.IdxX / {blocks};");
            writer.Line("long matrix;");
            writer.Line("int fours, column, place;");
            int first = 0;
            long place = 0;
            for (int i = 0; i < plan.Biases.Count; i++)
            {
                BiasPlan bias = plan.Biases[i];
                int fours = IlgpuLayout.Fours(bias.Vector.Size), start = first, own = SignalBlocks(bias);
                long at = place;
                void Choose()
                {
                    string local = start == 0 ? "block" : $"(block - {start})";
                    writer.Line($"matrix = {OfCapacity(layout.Of(bias.Signal))}; // {bias.Signal.Name}");
                    writer.Line($"fours = {fours};");
                    writer.Line($"column = ({local} * 8) + (Group.IdxX % 8);");
                    writer.Line($"place = {At(at)}column;");
                }

                bool last = i == plan.Biases.Count - 1;
                writer.Block(plan.Biases.Count == 1 ? string.Empty : last ? "else" : $"{(i == 0 ? "if" : "else if")} (block < {start + own})", Choose);
                first += own;
                place += fours;
            }

            writer.Line();
            writer.Line("int splitRows = (sizes.Batch + sizes.Splits - 1) / sizes.Splits;");
            writer.Line("int firstRow = split * splitRows;");
            writer.Line("int endRow = firstRow + splitRows < sizes.Batch ? firstRow + splitRows : sizes.Batch;");
            writer.Line("Float4 sum = default;");
            writer.Block("if (column < fours)", () =>
                writer.Block("for (int row = firstRow + (Group.IdxX / 8); row < endRow; row += Group.DimX / 8)", () =>
                    writer.Line("sum += workspace[matrix + ((long)row * fours) + column];")));
            writer.Line();
            writer.Line("sums[Group.IdxX] = sum;");
            writer.Line("Group.Barrier();");
            writer.Block("if (Group.IdxX < 8 && column < fours && !refused)", () =>
            {
                writer.Block("for (int other = Group.IdxX + 8; other < Group.DimX; other += 8)", () => writer.Line("sum += sums[other];"));
                writer.Line();
                writer.Block("if (sizes.Splits > 1)", () => writer.Line($"partials[(split * {Literal.Of(count)}L) + place] = sum;"));
                writer.Block("else", () =>
                {
                    writer.Line($"int at = {Literal.Place(layout.WeightFours)} + place;");
                    writer.Line(
                        $"parameters[at] = {Step("StepNumbers.Read(schedule, sizes.Step)", "parameters[at]", "sum", "false", "at")};");
                });
            });
        });
    }

    /// <summary>Groups that sum the columns of a signal.</summary>
    public static int SignalBlocks(BiasPlan bias) => (IlgpuLayout.Fours(bias.Vector.Size) + 7) / 8;

    private void WriteApplyPartials()
    {
        writer.Summary("Adds up what parts of the batch have summed, in their order, and takes the step. Reads Offset, Count, Splits and Step.");
        Kernel("ApplyPartials", () =>
        {
            writer.Block("if (status[Status.Kind] != 0)", () => writer.Line("return;"));
            writer.Line();
            WriteApplication("sizes.Offset + i", penalises: false);
        });
    }

    /// <summary>Writes the loop over parameters that adds up the parts of their gradients and takes the step.</summary>
    /// <param name="place">A parameter's place, an expression.</param>
    /// <param name="penalises">Whether the parts are without the penalty's gradient, so that it is added here.</param>
    private void WriteApplication(string place, bool penalises)
    {
        writer.Line("StepNumbers numbers = StepNumbers.Read(schedule, sizes.Step);");
        writer.Block("for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < sizes.Count; i += Grid.DimX * Group.DimX)", () =>
        {
            writer.Line("Float4 gradient = partials[i];");
            writer.Block("for (int split = 1; split < sizes.Splits; split++)", () => writer.Line("gradient += partials[((long)split * sizes.Count) + i];"));
            writer.Line();
            writer.Line($"int at = {place};");
            if (penalises)
            {
                WritePenalty("at", "parameters");
            }

            writer.Line(
                $"parameters[at] = {Step("numbers", "parameters[at]", "gradient", $"at < {Literal.Of(layout.WeightFours)}", "at")};");
        });
    }

    /// <summary>Adds the penalty's gradient to that of four parameters, where they are weights.</summary>
    private void WritePenalty(string place, string parameters)
    {
        if (plan.Architecture.Penalty.OfWeights)
        {
            writer.Block($"if ({place} < {Literal.Of(layout.WeightFours)})", () => WritePenalties($"{parameters}[{place}]"));
            writer.Line();
        }
    }

    private void WritePenalties(string weights)
    {
        void Write(string penalty, double strength)
        {
            if (strength > 0)
            {
                writer.Line(
                    $"gradient = {penalty}<Float4>.AddGradient(gradient, {weights}, Float4.Create({Literal.Of((float)strength)}));");
            }
        }

        Write("SquaresPenalty", 2 * plan.Architecture.Penalty.L2);
        Write("SizesPenalty", plan.Architecture.Penalty.L1);
    }

    /// <summary>The optimizer's step, an expression.</summary>
    /// <param name="numbers">The step's numbers.</param>
    /// <param name="weights">The four parameters.</param>
    /// <param name="gradient">The gradient in them.</param>
    /// <param name="decays">Whether they decay, which biases do not.</param>
    /// <param name="at">Where they lie among the trained parameters.</param>
    private string Step(string numbers, string weights, string gradient, string decays, string at)
    {
        string second = plan.Architecture.Optimizer.Moments() == 2 ? $"{at} + {Literal.Place(layout.TrainedFours)}" : at;
        return $"{numbers}.Step<{Functions.Of(plan.Architecture.Optimizer)}>({weights}, {gradient}, {decays}, moments, {at}, {second})";
    }
}
