using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <content>Whole networks in a group's memory: forward, loss and backward in one launch, and whole epochs.</content>
internal sealed partial class KernelClass
{
    private void WriteFused(FusedLayout fused)
    {
        writer.Line();
        WriteFusedStep(fused);
        writer.Line();
        WriteFusedApply();
        writer.Line();
        WriteFusedEpoch(fused);
        writer.Line();
        WriteFusedInference(fused);
        writer.Line();
        WriteLoadSamples(fused);
        writer.Line();
        WritePropagate(fused);
        foreach (ProductPhase phase in FusedPhases(fused))
        {
            writer.Line();
            WriteFusedProduct(fused, phase);
        }

        foreach ((WeightPlan weight, GradientSource source, int index) in plan.Weights.SelectMany(weight =>
            weight.Sources.Select((source, index) => (weight, source, index))))
        {
            writer.Line();
            WriteFusedGradient(fused, weight, source, FusedGradientName(weight, index));
        }

        foreach (BiasPlan bias in plan.Biases)
        {
            writer.Line();
            WriteFusedBias(fused, bias);
        }
    }

    private IEnumerable<ProductPhase> FusedPhases(FusedLayout fused) =>
        plan.Programs.Encode.Concat(plan.Programs.Decode).Concat(plan.Programs.Propagate).Distinct().Select(phase => (ProductPhase)plan.Phases[phase]);

    private static string FusedName(Phase phase) => $"Fused{phase.Name}";

    private static string FusedGradientName(WeightPlan weight, int source) =>
        $"FusedGradient{Title(weight.Matrix.Name)}{(source == 0 ? string.Empty : "OfMirror")}";

    private static string FusedBiasName(BiasPlan bias) => $"FusedGradient{Title(bias.Vector.Name)}";

    private void WriteMemory(FusedLayout fused)
    {
        writer.Line($"Vectors memory = SharedMemory.Allocate<Float4>({fused.Fours});");
        writer.Line($"Floats tileNumbers = SharedMemory.Allocate<float>({FusedLayout.LossSums});");
    }

    private void WriteLoadParameters() =>
        writer.Block($"for (int i = Group.IdxX; i < {Literal.Of(layout.TrainedFours)}; i += Group.DimX)", () => writer.Line("memory[i] = parameters[i];"));

    private void WriteFusedStep(FusedLayout fused)
    {
        writer.Summary(
            "Forward, loss and backward of a batch, some samples a group at a time, with everything in the group's memory; each group stores its part of the gradient. Reads Batch, First, Ordered and TileRows.");
        Kernel("FusedStep", () =>
        {
            WriteMemory(fused);
            writer.Line("int batch = status[Status.Kind] == 0 ? sizes.Batch : 0;");
            WriteLoadParameters();
            writer.Line();
            writer.Line($"float scale = {LossScale("sizes.Batch")};");
            writer.Line("float lossSum = 0f;");
            writer.Block("for (int row = Grid.IdxX * sizes.TileRows; row < batch; row += Grid.DimX * sizes.TileRows)", () =>
            {
                writer.Line("int rows = batch - row < sizes.TileRows ? batch - row : sizes.TileRows;");
                writer.Line("Group.Barrier();");
                writer.Line("LoadSamples(memory, samples, order, sizes.First + row, rows, sizes.Ordered);");
                writer.Line("Group.Barrier();");
                writer.Line(
                    $"lossSum += Propagate(memory, partials, Grid.IdxX * {Literal.Of(layout.TrainedFours)}, rows, row == Grid.IdxX * sizes.TileRows, scale);");
            });
            writer.Line();
            WriteLossSum("Grid.IdxX");
        });
    }

    private void WriteFusedApply()
    {
        writer.Summary(
            "Adds up the groups' losses and gradients, in the groups' order, and takes the step, unless the loss is not finite. Splits is the number of groups; reads Count, Step and First, the place of the steps' losses.");
        Kernel("FusedApply", () =>
        {
            writer.Block("if (status[Status.Kind] != 0)", () => writer.Line("return;"));
            writer.Line();
            writer.Line("// Every thread adds them up itself: that is sooner done than told.");
            writer.Line("float lossSum = 0f;");
            writer.Block("for (int group = 0; group < sizes.Splits; group++)", () => writer.Line("lossSum += results[group];"));
            writer.Line();
            writer.Line("bool refused = DeviceMath.IsNotFinite(lossSum);");
            writer.Block("if (Grid.IdxX == 0 && Group.IdxX == 0)", () =>
            {
                writer.Line("results[sizes.First + sizes.Step] = lossSum;");
                writer.Block("if (refused)", () =>
                {
                    writer.Line("status[Status.Step] = sizes.Step;");
                    writer.Line("status[Status.Kind] = Status.Diverged;");
                });
            });
            writer.Line();
            writer.Block("if (refused)", () => writer.Line("return;"));
            writer.Line();
            WriteApplication("i", penalises: true);
        });
    }

    private void WriteFusedEpoch(FusedLayout fused)
    {
        writer.Summary(
            "Many steps in one launch of one group: the weights stay in the group's memory. The first step is Step, and Splits is their number; reads Batch, First, End, Ordered and TileRows.");
        Kernel("FusedEpoch", () =>
        {
            WriteMemory(fused);
            writer.Line("bool stopped = status[Status.Kind] != 0;");
            WriteLoadParameters();
            writer.Line();
            writer.Line("Group.Barrier();");
            writer.Block("for (int step = 0; step < sizes.Splits && !stopped; step++)", () =>
            {
                writer.Line("int first = sizes.First + (step * sizes.Batch);");
                writer.Line("int batch = sizes.End - first < sizes.Batch ? sizes.End - first : sizes.Batch;");
                writer.Line($"float scale = {LossScale("batch")};");
                writer.Line("float lossSum = 0f;");
                writer.Block("for (int row = 0; row < batch; row += sizes.TileRows)", () =>
                {
                    writer.Line("int rows = batch - row < sizes.TileRows ? batch - row : sizes.TileRows;");
                    writer.Line("LoadSamples(memory, samples, order, first + row, rows, sizes.Ordered);");
                    writer.Line("Group.Barrier();");
                    writer.Line("lossSum += Propagate(memory, partials, 0, rows, row == 0, scale);");
                    writer.Line("Group.Barrier();");
                });
                writer.Line();
                WriteLossSum("sizes.Step + step");
                writer.Line();
                writer.Line("stopped = DeviceMath.IsNotFinite(tileNumbers[0]);");
                writer.Line("Group.Barrier();");
                writer.Block("if (stopped)", () =>
                    writer.Block("if (Group.IdxX == 0)", () =>
                    {
                        writer.Line("status[Status.Step] = sizes.Step + step;");
                        writer.Line("status[Status.Kind] = Status.Diverged;");
                    }));
                writer.Block("else", () =>
                {
                    writer.Line("StepNumbers numbers = StepNumbers.Read(schedule, sizes.Step + step);");
                    writer.Block($"for (int i = Group.IdxX; i < {Literal.Of(layout.TrainedFours)}; i += Group.DimX)", () =>
                    {
                        writer.Line("Float4 gradient = partials[i];");
                        WritePenalty("i", "memory");
                        writer.Line(
                            $"memory[i] = {Step("numbers", "memory[i]", "gradient", $"i < {Literal.Of(layout.WeightFours)}", "i")};");
                    });
                });
                writer.Line();
                writer.Line("Group.Barrier();");
            });
            writer.Line();
            writer.Block($"for (int i = Group.IdxX; i < {Literal.Of(layout.TrainedFours)}; i += Group.DimX)", () =>
                writer.Line("parameters[i] = memory[i];"));
        });
    }

    private void WriteFusedInference(FusedLayout fused)
    {
        writer.Summary(
            "From samples to codes (Offset 0, Count 1), from codes to reconstructions (Offset 1, Count 2) or all the way (Offset 0, Count 2), with everything in the group's memory. Reads Batch and TileRows too.");
        Kernel("FusedInference", () =>
        {
            WriteMemory(fused);
            WriteLoadParameters();
            writer.Line();
            writer.Block("for (int row = Grid.IdxX * sizes.TileRows; row < sizes.Batch; row += Grid.DimX * sizes.TileRows)", () =>
            {
                writer.Line("int rows = sizes.Batch - row < sizes.TileRows ? sizes.Batch - row : sizes.TileRows;");
                writer.Line();
                writer.Line("// All threads meet at every barrier, whatever the launch asks for; what it does not ask for has no rows.");
                writer.Line("int encoded = sizes.Offset == 0 ? rows : 0, given = rows - encoded, decoded = sizes.Count == 2 ? rows : 0, coded = rows - decoded;");
                writer.Line("Group.Barrier();");
                writer.Line("LoadSamples(memory, samples, order, row, encoded, 0);");
                writer.Line("Group.Barrier();");
                WriteCalls(plan.Programs.Encode, "encoded");
                WriteCopyIn(fused, plan.Code, "given", "row + i");
                writer.Line("Group.Barrier();");
                WriteCopyOut(fused, plan.Code, "coded");
                WriteCalls(plan.Programs.Decode, "decoded");
                WriteCopyOut(fused, plan.Output, "decoded");
            });
        });
    }

    private void WriteCalls(IEnumerable<int> phases, string rows)
    {
        foreach (int phase in phases)
        {
            writer.Line($"{FusedName(plan.Phases[phase])}(memory, {rows});");
            writer.Line("Group.Barrier();");
        }
    }

    private void WriteLoadSamples(FusedLayout fused)
    {
        writer.Summary("Copies samples into the group's memory; rows that are no samples become zeros, up to a whole four.");
        writer.Block("private static void LoadSamples(Vectors memory, Floats samples, Indices order, int first, int rows, int ordered)", () =>
            WriteCopyIn(fused, plan.Input, "rows", "ordered != 0 ? order[first + i] : first + i"));
    }

    /// <summary>Copies row-major numbers into a matrix in the group's memory.</summary>
    /// <param name="fused">Where the matrix lies.</param>
    /// <param name="matrix">The matrix.</param>
    /// <param name="rows">The number of rows to copy.</param>
    /// <param name="sample">The sample that row i is.</param>
    private void WriteCopyIn(FusedLayout fused, BatchMatrix matrix, string rows, string sample)
    {
        int size = matrix.Columns, fours = IlgpuLayout.Fours(size);
        writer.Block($"for (int four = Group.IdxX; four < ({rows} + 3) / 4 * {4 * fours}; four += Group.DimX)", () =>
        {
            writer.Line($"int i = four / {fours}, column = four % {fours} * 4;");
            writer.Line("Float4 value = default;");
            writer.Block($"if (i < {rows})", () =>
            {
                writer.Line($"long at = ((long)({sample}) * {size}) + column;");
                writer.Line("value.X = samples[at];");
                for (int part = 1; part < 4; part++)
                {
                    // Only the last four of a row can have parts that are no columns.
                    string load = $"samples[at + {part}]";
                    writer.Line($"value.{"XYZW"[part]} = {(size % 4 == 0 ? load : $"column + {part} < {size} ? {load} : 0f")};");
                }
            });
            writer.Line();
            writer.Line($"memory[{fused.Of(matrix)} + four] = value;");
        });
    }

    /// <summary>Copies some rows of a matrix in the group's memory out, row-major.</summary>
    private void WriteCopyOut(FusedLayout fused, BatchMatrix matrix, string rows)
    {
        int size = matrix.Columns, fours = IlgpuLayout.Fours(size);
        writer.Block($"for (int four = Group.IdxX; four < {rows} * {fours}; four += Group.DimX)", () =>
        {
            writer.Line($"int column = four % {fours} * 4;");
            writer.Line($"long at = ((long)(row + (four / {fours})) * {size}) + column;");
            writer.Line($"Float4 value = memory[{fused.Of(matrix)} + four];");
            writer.Line("results[at] = value.X;");
            for (int part = 1; part < 4; part++)
            {
                string store = $"results[at + {part}] = value.{"XYZW"[part]};";
                if (size % 4 == 0)
                {
                    writer.Line(store);
                }
                else
                {
                    writer.Block($"if (column + {part} < {size})", () => writer.Line(store));
                }
            }
        });
    }

    private void WritePropagate(FusedLayout fused)
    {
        writer.Summary(
            "Takes some samples forward and back; the gradient is stored among the partial sums or, but for the first samples, added. Returns the thread's part of the loss.");
        writer.Block("private static float Propagate(Vectors memory, Vectors partials, int place, int rows, bool first, float scale)", () =>
        {
            foreach (int phase in plan.Programs.Propagate.TakeWhile(phase => phase != plan.Programs.Loss))
            {
                writer.Line($"{FusedName(plan.Phases[phase])}(memory, rows);");
                writer.Line("Group.Barrier();");
            }

            writer.Line($"float lossSum = {FusedName(plan.Phases[plan.Programs.Loss])}(memory, rows, scale);");
            writer.Line("Group.Barrier();");
            var begun = new HashSet<WeightPlan>();
            WriteGradientsOf(plan.Output, begun);
            foreach (ProductPhase phase in fused.Backward)
            {
                writer.Line("Group.Barrier();");
                writer.Line($"{FusedName(phase)}(memory, rows);");
                writer.Line("Group.Barrier();");
                WriteGradientsOf(phase.Result, begun);
            }

            writer.Line("return lossSum;");
        });
    }

    /// <summary>Calls what a signal is all that was missing for.</summary>
    private void WriteGradientsOf(BatchMatrix signal, HashSet<WeightPlan> begun)
    {
        foreach (WeightPlan weight in plan.Weights)
        {
            for (int index = 0; index < weight.Sources.Count; index++)
            {
                GradientSource source = weight.Sources[index];
                if (source.Left == signal || source.Right == signal)
                {
                    writer.Line($"{FusedGradientName(weight, index)}(memory, partials, place, rows, {(begun.Add(weight) ? "first" : "false")});");
                }
            }
        }

        foreach (BiasPlan bias in plan.Biases.Where(bias => bias.Signal == signal))
        {
            writer.Line($"{FusedBiasName(bias)}(memory, partials, place, rows, first);");
        }
    }

    private void WriteFusedProduct(FusedLayout fused, ProductPhase phase)
    {
        int termFours = IlgpuLayout.Fours(phase.Left.Columns), columns = phase.Result.Columns, fours = IlgpuLayout.Fours(columns);
        WeightPlan? mirrored = plan.Weights.FirstOrDefault(weight => weight.Mirror == phase.Right);
        long weights = layout.Of(mirrored?.Matrix ?? phase.Right);
        bool isLoss = phase.Epilogue is LossEpilogue;
        writer.Summary($"Computes {phase.Formula}, four rows and four columns a thread.");
        writer.Block($"private static {(isLoss ? "float" : "void")} {FusedName(phase)}(Vectors memory, int rows{(isLoss ? ", float scale" : string.Empty)})", () =>
        {
            if (isLoss)
            {
                writer.Line("float lossSum = 0f;");
            }

            writer.Block($"for (int patch = Group.IdxX; patch < (rows + 3) / 4 * {fours}; patch += Group.DimX)", () =>
            {
                writer.Line($"int row = patch / {fours} * 4, column = patch % {fours};");
                string start = phase.Bias is { } bias ? $"memory[{Literal.Of(layout.Of(bias))} + column]" : "default";
                string left = $"{fused.Of(phase.Left)} + {Times("row", termFours)}";
                writer.Line(mirrored is null
                    ? $"FourRows sums = Fused.Multiply({start}, memory, {left}, {termFours}, {At(weights)}column, {fours});"
                    : $"FourRows sums = Fused.MultiplyMirrored({start}, memory, {left}, {termFours}, {At(weights)}(column * "
                        + $"{4 * termFours}));");
                writer.Line($"int at = {Times("row", fours)} + column;");
                for (int row = 0; row < 4; row++)
                {
                    string finish = $"Finish{FusedName(phase)}(memory, sums.Row{row}, at{Plus(row * fours)}, column, row{Plus(row)} < rows";
                    writer.Line(isLoss ? $"lossSum += {finish}, scale);" : $"{finish});");
                }
            });
            if (isLoss)
            {
                writer.Line();
                writer.Line("return lossSum;");
            }
        });
        writer.Line();
        WriteFusedFinish(fused, phase, columns, isLoss);
    }

    private void WriteFusedFinish(FusedLayout fused, ProductPhase phase, int columns, bool isLoss)
    {
        writer.Summary("What follows on four of these sums; rows that are no samples become zeros where they would count.");
        writer.Block(
            $"private static {(isLoss ? "float" : "void")} Finish{FusedName(phase)}(Vectors memory, Float4 z, int at, int column, bool "
            + $"real{(isLoss ? ", float scale" : string.Empty)})",
            () =>
            {
                if (isLoss)
                {
                    writer.Line("float lossSum = 0f;");
                }

                string Place(BatchMatrix matrix) => $"memory[{fused.Of(matrix)} + at]";
                WriteFunctionOfTile(
                    phase.Epilogue,
                    columns,
                    new EpilogueNames(
                        Place(phase.Result),
                        phase.Epilogue is ActivateEpilogue { Slopes: { } slopes } ? Place(slopes) : string.Empty,
                        phase.Epilogue is DifferentiateEpilogue differentiate ? Place(differentiate.Source) : string.Empty,
                        phase.Epilogue is LossEpilogue loss ? Place(loss.Target) : string.Empty,
                        "column"),
                    rowIsReal: "real");
                if (isLoss)
                {
                    writer.Line("return lossSum;");
                }
            });
    }

    private void WriteFusedGradient(FusedLayout fused, WeightPlan weight, GradientSource source, string name)
    {
        int rowFours = IlgpuLayout.Fours(weight.Matrix.Rows), fours = IlgpuLayout.Fours(weight.Matrix.Columns);
        writer.Summary(
            $"{source.Left.Name}ᵀ {source.Right.Name}, a part of the gradient of {weight.Matrix.Name}, four rows and four columns a thread.");
        writer.Block($"private static void {name}(Vectors memory, Vectors partials, int place, int rows, bool first)", () =>
        {
            writer.Line("Fused.SumOuterProducts(");
            writer.Line($"    memory, {fused.Of((BatchMatrix)source.Left)}, {rowFours}, {fused.Of((BatchMatrix)source.Right)}, {fours},");
            writer.Line($"    rows, partials, {At(layout.Of(weight.Matrix))}place, first);");
        });
    }

    private void WriteFusedBias(FusedLayout fused, BiasPlan bias)
    {
        int fours = IlgpuLayout.Fours(bias.Vector.Size);
        writer.Summary($"The column sums of {bias.Signal.Name}, the gradient of {bias.Vector.Name}.");
        writer.Block($"private static void {FusedBiasName(bias)}(Vectors memory, Vectors partials, int place, int rows, bool first)", () =>
            writer.Line(
            $"Fused.SumColumns(memory, {fused.Of(bias.Signal)}, {fours}, rows, partials, {At(layout.Of(bias.Vector))}place, first);"));
    }
}
