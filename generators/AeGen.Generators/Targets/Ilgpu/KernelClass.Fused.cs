namespace AeGen.Generators.Targets.Ilgpu;

/// <content>Whole networks in a group's memory: forward, loss and back in one launch, and whole epochs.</content>
internal sealed partial class KernelClass
{
    /// <summary>Writes the structure that the library's kernels take a network by.</summary>
    private void WriteFused(FusedLayout fused)
    {
        writer.Summary($"{plan.Architecture.Type.Name} in a group's memory, for the library's kernels.");
        writer.Block("public struct Network : global::AeGen.Runtime.Ilgpu.IFusedNetwork", () =>
        {
            foreach ((string property, long value) in new[]
            {
                ("MemoryFours", fused.Fours),
                ("TrainedFours", layout.TrainedLength),
                ("WeightFours", layout.WeightLength),
                ("InputPlace", fused.Of(plan.Input)),
                ("InputSize", plan.Input.Columns),
                ("CodePlace", fused.Of(plan.Code)),
                ("CodeSize", plan.Code.Columns),
                ("OutputPlace", fused.Of(plan.Output)),
            })
            {
                writer.Line($"public static int {property} => {Literal.Of(value)};");
            }

            writer.Line();
            WriteInference("Encode", plan.Programs.Encode);
            writer.Line();
            WriteInference("Decode", plan.Programs.Decode);
            writer.Line();
            WritePropagate(fused);
            writer.Line();
            WritePenalize();
            foreach (Phase phase in plan.In(plan.Programs.Encode.Concat(plan.Programs.Decode).Concat(plan.Programs.Propagate).Distinct()))
            {
                writer.Line();
                WriteFusedPhase(fused, phase);
            }

            foreach (FusedItem gradient in fused.Training.Where(item => item.Step is not null))
            {
                writer.Line();
                WriteFusedGradient(fused, gradient);
            }
        });
    }

    private void WriteInference(string name, IEnumerable<int> program) =>
        writer.Block($"public static void {name}(Vectors memory, Floats sums, int rows)", () =>
        {
            foreach (Phase phase in plan.In(program))
            {
                writer.Line($"{phase.Name}({Arguments(phase)});");
                writer.Line("Group.Barrier();");
            }
        });

    private void WritePropagate(FusedLayout fused)
    {
        writer.Line("public static float Propagate(");
        writer.Line(
            "    Vectors memory, Floats sums, Vectors partials, Floats schedule, int place, int rows, int firstRow, int batch, int step, "
            + "bool first)");
        writer.Block(string.Empty, () =>
        {
            writer.LineIf(plan.HasNoise, "ulong noiseKey = StepNumbers.ReadNoiseKey(schedule, step);");
            HashSet<Step> begun = [];
            bool afterGradient = false;
            foreach (FusedItem item in fused.Training)
            {
                if (item.Phase is { } phase)
                {
                    writer.LineIf(afterGradient, "Group.Barrier();");
                    writer.Line($"{(phase.HasLoss ? "float lossSum = " : string.Empty)}{phase.Name}({Arguments(phase)});");
                    writer.Line("Group.Barrier();");
                }
                else
                {
                    writer.Line($"{item.Name}(memory, partials, place, rows, {(begun.Add(item.Step!) ? "first" : "false")});");
                }

                afterGradient = item.Phase is null;
            }

            writer.Line("return lossSum;");
        });
    }

    /// <summary>Penalties on single weights are the same for all.</summary>
    private void WritePenalize() => writer.Block("public static V Penalize(V gradient, V weights)", () =>
    {
        WritePenalties(plan.Steps.OfType<WeightStep>().First(), Elements());
        writer.Line("return gradient;");
    });

    /// <summary>What a phase's method is given, by the names that its caller has for it.</summary>
    private static string Arguments(Phase phase) => string.Join(", ", Needs(phase).Select(need => need.Name));

    /// <summary>What a phase's method needs.</summary>
    private static IEnumerable<(string Type, string Name)> Needs(Phase phase)
    {
        List<Expression> parts = [.. ElementGroups.Values(phase.Operations).SelectMany(value => value.All)];
        yield return ("Vectors", "memory");
        if (phase.Division == Division.Rows)
        {
            yield return ("Floats", "sums");
        }

        yield return ("int", "rows");
        if (parts.Any(part => part is RandomNumber))
        {
            yield return ("ulong", "noiseKey");
            yield return ("int", "firstRow");
        }

        if (parts.Any(part => part is PerSample or DivergenceShare))
        {
            yield return ("int", "batch");
        }

        if (parts.Any(part => part is DivergenceShare))
        {
            yield return ("Floats", "schedule");
            yield return ("int", "step");
        }
    }

    /// <summary>The elements of buffers in the group's memory.</summary>
    private IlgpuElements FusedElements(FusedLayout fused) => new(
        buffer =>
            FusedPlace(fused, buffer, buffer is Vector ? "column" : "at"), buffer => FusedPlace(fused, buffer, "row"), "batch", "step");

    private string FusedPlace(FusedLayout fused, Plan.Buffer buffer, string at) =>
        $"memory[{PlaceAt(buffer is BatchBuffer own ? fused.Of(own) : layout.Of(buffer), at)}]";

    private void WriteFusedPhase(FusedLayout fused, Phase phase)
    {
        string parameters = string.Join(", ", Needs(phase).Select(need => $"{need.Type} {need.Name}"));
        writer.Summary($"{phase.Description}.");
        writer.Block($"private static {(phase.HasLoss ? "float" : "void")} {phase.Name}({parameters})", () =>
        {
            switch (phase)
            {
                case { Contract: { } product }:
                    WriteFusedProduct(fused, phase, product);
                    break;
                case { Division: Division.Rows }:
                    WriteRowsBody(phase, FusedElements(fused), "rows", "0", "height", buffer => FusedPlace(fused, buffer, "row"));
                    break;
                default:
                    WriteFusedElements(fused, phase);
                    break;
            }
        });
        if (phase is { Contract: { } finished } && phase.Maps.Any())
        {
            writer.Line();
            WriteFusedFinish(fused, phase, finished);
        }
    }

    private void WriteFusedElements(FusedLayout fused, Phase phase)
    {
        int fours = IlgpuLayout.Fours(phase.Over.Columns);
        IReadOnlyList<Expression> values = [.. phase.Maps.SelectMany(map => map.Values)];
        var elements = new ElementCode(writer, FusedElements(fused));
        elements.WriteScalars(values);
        writer.Block($"for (int at = Group.IdxX; at < {Times("rows", fours)}; at += Group.DimX)", () =>
        {
            WritePlace(values, fours);
            elements.WriteRowKeys(values, "noiseKey", "firstRow + row");
            elements.WriteMaps(phase.Maps);
        });
    }

    private void WriteFusedProduct(FusedLayout fused, Phase phase, Contract product)
    {
        int termFours = IlgpuLayout.Fours(product.Left.Columns), fours = IlgpuLayout.Fours(product.Result.Columns);
        WeightPlan? mirrored = plan.Weights.FirstOrDefault(weight => weight.Mirror == product.Right);
        long weights = layout.Of(mirrored?.Matrix ?? product.Right);
        writer.LineIf(phase.HasLoss, "float lossSum = 0f;");
        writer.Block($"for (int patch = Group.IdxX; patch < (rows + 3) / 4 * {fours}; patch += Group.DimX)", () =>
        {
            writer.Line($"int row = Fused.Divide(patch, {fours}) * 4, column = Fused.Remainder(patch, {fours});");
            string start = product.Bias is { } bias ? FusedPlace(fused, bias, "column") : "default";
            string left = $"{fused.Of(product.Left)} + {Times("row", termFours)}";
            string right = PlaceAt(weights, mirrored is null ? "column" : $"(column * {4 * termFours})");
            writer.Line(mirrored is null
                ? $"FourRows sums = Fused.Multiply({start}, memory, {left}, {termFours}, {right}, {fours});"
                : $"FourRows sums = Fused.MultiplyMirrored({start}, memory, {left}, {termFours}, {right});");
            writer.Line($"int at = {Times("row", fours)} + column;");
            for (int row = 0; row < 4; row++)
            {
                string at = row == 0 ? "at" : $"at + {row * fours}", rowPlace = row == 0 ? "row" : $"row + {row}";
                string arguments = FinishArguments(phase, $"sums.Row{row}, {at}, column, {rowPlace}");
                writer.Line(phase.Maps.Any()
                    ? $"{(phase.HasLoss ? "lossSum += " : string.Empty)}{phase.Name}OfRow({arguments});"
                    : $"{FusedPlace(fused, product.Result, at)} = sums.Row{row};");
            }
        });
        if (phase.HasLoss)
        {
            writer.Line();
            writer.Line("return lossSum;");
        }
    }

    private static string FinishArguments(Phase phase, string own) => string.Join(
        ", ", Needs(phase).Select(need => need.Name == "rows" ? $"{own}, rows" : need.Name));

    private void WriteFusedFinish(FusedLayout fused, Phase phase, Contract product)
    {
        int columns = product.Result.Columns;
        string name = product.Result.Name;
        IReadOnlyList<Expression> values = [.. phase.Maps.SelectMany(map => map.Values)];
        string own = $"V {name}, int at, int column, int row, int rows";
        string parameters = string.Join(", ", Needs(phase).Select(need => need.Name == "rows" ? own : $"{need.Type} {need.Name}"));
        writer.Summary("What follows on four of these sums.");
        writer.Block($"private static {(phase.HasLoss ? "float" : "void")} {phase.Name}OfRow({parameters})", () =>
        {
            var elements = new ElementCode(writer, FusedElements(fused));
            elements.Hold(product.Result, name);
            writer.LineIf(phase.HasLoss, "float lossSum = 0f;");
            elements.WriteScalars(values);
            elements.WriteRowKeys(values, "noiseKey", "firstRow + row");
            elements.WriteMaps(phase.Maps, AddLoss(columns));
            writer.LineIf(phase.HasLoss, "return row < rows ? lossSum : 0f;");
        });
    }

    private void WriteFusedGradient(FusedLayout fused, FusedItem item)
    {
        Operation gradient = item.Operations[0];
        writer.Summary(gradient is OuterSum sum
            ? $"{sum.Product}, a part of the gradient in {sum.Result.Symbol}."
            : $"The gradient {gradient.Formula}.");
        writer.Block($"private static void {item.Name}(Vectors memory, Vectors partials, int place, int rows, bool first)", () =>
        {
            if (gradient is OuterSum { Left: BatchBuffer left, Right: BatchBuffer right } outer)
            {
                writer.Line("Fused.SumOuterProducts(");
                int leftFours = IlgpuLayout.Fours(left.Columns), rightFours = IlgpuLayout.Fours(right.Columns);
                writer.Line($"    memory, {fused.Of(left)}, {leftFours}, {fused.Of(right)}, {rightFours},");
                writer.Line($"    rows, partials, {PlaceAt(layout.Of(outer.Result), "place")}, first);");
                return;
            }

            var reduce = (Reduce)gradient;
            int fours = IlgpuLayout.Fours(reduce.Result.Columns);
            writer.Block($"for (int column = Group.IdxX; column < {fours}; column += Group.DimX)", () =>
            {
                string target = $"partials[{PlaceAt(layout.Of(reduce.Result), "place")} + column]";
                writer.Line($"V sum = first ? V.Zero : {target};");
                writer.Block("for (int row = 0; row < rows; row++)", () =>
                {
                    writer.Line($"int at = {Times("row", fours)} + column;");
                    new ElementCode(writer, FusedElements(fused)).WriteTerms([reduce], _ => "sum");
                });
                writer.Line();
                writer.Line($"{target} = sum;");
            });
        });
    }
}
