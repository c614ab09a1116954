using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <summary>Writes the plan by which the runtime launches an architecture's kernels.</summary>
internal static class IlgpuPlanEmitter
{
    private const string Runtime = "global::AeGen.Runtime.Ilgpu.";

    public static void Write(CodeWriter writer, KernelPlan plan, IlgpuLayout layout, FusedLayout? fused, string kernels)
    {
        writer.Summary($"Where everything of {plan.Architecture.Type.Name} lies on a device, and which kernels there are.");
        writer.Line(Marks.Code);
        writer.Block($"file static class {kernels}Plan", () =>
            writer.Block($"internal static readonly {Runtime}IlgpuPlan Instance = new {Runtime}IlgpuPlan", () =>
            {
                writer.Line($"ParameterFours = {Literal.Of(layout.ParameterFours)},");
                writer.Line($"TrainedFours = {Literal.Of(layout.TrainedFours)},");
                writer.Line($"WeightFours = {Literal.Of(layout.WeightFours)},");
                writer.Line($"Moments = {plan.Architecture.Optimizer.Moments()},");
                writer.Line($"Doubles = {Literal.Of(layout.Doubles)},");
                writer.Line($"InferenceColumns = {layout.InferenceColumns},");
                writer.Line($"TrainingColumns = {layout.TrainingColumns},");
                writer.Line($"CodeColumn = {layout.Of(plan.Code)},");
                writer.Line($"OutputColumn = {layout.Of(plan.Output)},");
                writer.Line($"Damping = {Literal.Of(plan.Architecture.Damping)},");
                writer.Line($"TrainingMultiplyAdds = {Literal.Of(plan.TrainingMultiplyAdds)},");
                WriteArray(writer, "Weights", "IlgpuWeight", plan.Weights.Select(weight => Weight(weight, layout, kernels)));
                WriteArray(writer, "Biases", "IlgpuVector", plan.Biases.Select(bias => Vector(plan, bias, layout)));
                WriteArray(writer, "Statistics", "IlgpuStatistics", Statistics(plan, layout));
                WriteArray(writer, "Inverses", "IlgpuInverse", plan.Inverses.Select(inverse => Inverse(plan, inverse, layout, kernels)));
                WriteArray(writer, "Copies", "IlgpuCopy", plan.Phases.OfType<CopyPhase>().Select(phase =>
                    $"{Literal.Of(layout.Of(phase.Weight))}, {Literal.Of(layout.Of(phase.Copy))}, {Literal.Of(IlgpuLayout.Size(phase.Copy))}"));
                WriteArray(writer, "Products", "IlgpuProduct", Products(plan).Select(phase => Product(phase, kernels)));
                WriteArray(writer, "Elementwise", "IlgpuElementwise", plan.Phases.OfType<BatchPhase>().Select(phase => $"{kernels}.{phase.Name}, {phase.Over.Columns}"));
                WriteArray(writer, "Gramians", "IlgpuGramian", plan.Phases.OfType<GramianPhase>().Select(phase =>
                    $"{phase.Result.Columns}, {Literal.Of(layout.Of(phase.Result))}, {Literal.Of(phase.Of is BatchMatrix)}, {Tiles(phase.Name, GroupTile.For(phase.Result.Columns), kernels)}"));
                WriteProgram(writer, "Encode", plan, plan.Programs.Encode);
                WriteProgram(writer, "Decode", plan, plan.Programs.Decode);
                WriteProgram(writer, "Evaluate", plan, plan.Programs.Evaluate);
                WriteProgram(writer, "Propagate", plan, plan.Programs.Propagate);
                WriteProgram(writer, "PrepareUpdate", plan, plan.Programs.Update);
                writer.Line($"LossProduct = {Products(plan).IndexOf((ProductPhase)plan.Phases[plan.Programs.Loss])},");
                writer.Line($"SignalBlocks = {plan.Biases.Sum(KernelClass.SignalBlocks)},");
                writer.Line(plan.Biases.Count == 0 ? "UpdateBiases = null," : $"UpdateBiases = {kernels}.UpdateBiases,");
                writer.Line($"ApplyPartials = {kernels}.ApplyPartials,");
                writer.Line(fused is null
                    ? "Fused = null,"
                    : $"Fused = new {Runtime}IlgpuFused({fused.Rows}, {16 * fused.Fours + (4 * FusedLayout.LossSums)}, {kernels}.FusedStep, {kernels}.FusedApply, {kernels}.FusedEpoch, {kernels}.FusedInference),");
            }, "};"));
    }

    private static List<ProductPhase> Products(KernelPlan plan) => [.. plan.Phases.OfType<ProductPhase>()];

    private static string Vector(KernelPlan plan, BiasPlan bias, IlgpuLayout layout)
    {
        int layer = Enumerable.Range(0, plan.LayerBiases.Count)
            .First(layer => plan.LayerBiases[layer] == bias.Vector || plan.Normalizations[layer]?.Gain == bias.Vector);
        string which = plan.LayerBiases[layer] == bias.Vector ? "Bias" : "Gain";
        return $"{layer}, global::AeGen.Runtime.LayerVector.{which}, {bias.Vector.Size}, {Literal.Of(layout.Of(bias.Vector))}";
    }

    private static IEnumerable<string> Statistics(KernelPlan plan, IlgpuLayout layout)
    {
        for (int layer = 0; layer < plan.Normalizations.Count; layer++)
        {
            if (plan.Normalizations[layer] is { Statistics: { } statistics } normalization)
            {
                long[] places =
                [
                    layout.Of(plan.LayerMatrices[layer]),
                    layout.Of(normalization.Gain),
                    plan.LayerBiases[layer] is { } bias ? layout.Of(bias) : -1,
                    layout.Of(statistics.Means),
                    layout.Of(statistics.Variances),
                    layout.Of(statistics.RunningMeans),
                    layout.Of(statistics.RunningVariances),
                    layout.Of(statistics.Folded),
                    layout.Of(statistics.FoldedBias),
                ];
                yield return $"{layer}, {string.Join(", ", places.Select(place => Literal.Of(place)))}";
            }
        }
    }

    private static string Weight(WeightPlan weight, IlgpuLayout layout, string kernels) =>
        $"{weight.Layer}, {weight.Matrix.Rows}, {weight.Matrix.Columns}, {Literal.Of(layout.Of(weight.Matrix))}, "
        + $"{Literal.Of(weight.Mirror is null ? -1 : layout.Of(weight.Mirror))}, {Tiles(KernelClass.UpdateName(weight), GroupTile.For(weight.Matrix.Columns), kernels)}";

    private static string Inverse(KernelPlan plan, RightInversePlan inverse, IlgpuLayout layout, string kernels)
    {
        RightInversePhase product = plan.Phases.OfType<RightInversePhase>()
            .Single(phase => phase.Inverse == inverse && phase.Step == RightInverseStep.Product);
        IEnumerable<string> places = new[] { inverse.Weight }.Concat(inverse.Derived).Select(matrix => Literal.Of(layout.Of(matrix)));
        return $"{inverse.K}, {inverse.N}, {string.Join(", ", places)}, {Literal.Of(layout.Of(inverse))}, "
            + Tiles(product.Name, GroupTile.For(inverse.K), kernels);
    }

    private static string Product(ProductPhase phase, string kernels) =>
        $"{phase.Result.Columns}, {Tiles(phase.Name, KernelClass.TilesOf(phase), kernels)}, {Literal.Of(phase.Epilogue is LossEpilogue)}";

    private static string Tiles(string name, (GroupTile Large, GroupTile Small) tiles, string kernels) =>
        $"{Tile(name, tiles.Large, kernels)}, {Tile(name, tiles.Small, kernels)}";

    private static string Tile(string name, GroupTile tile, string kernels) =>
        $"new {Runtime}IlgpuTile({kernels}.{KernelClass.MethodName(name, tile)}, {tile.Rows}, {tile.Columns}, {tile.Threads})";

    private static void WriteArray(CodeWriter writer, string property, string type, IEnumerable<string> items)
    {
        writer.Line($"{property} = new {Runtime}{type}[]");
        writer.Line("{");
        foreach (string item in items)
        {
            writer.Line($"    new {Runtime}{type}({item}),");
        }

        writer.Line("},");
    }

    /// <summary>
    /// Writes a program as places in the lists of products and, after them, elementwise kernels and Gram matrices: right inverses, copies and updates have their
    /// own order, which the runtime knows.
    /// </summary>
    private static void WriteProgram(CodeWriter writer, string property, KernelPlan plan, IEnumerable<int> phases)
    {
        List<Phase> named = [.. Products(plan), .. plan.Phases.OfType<BatchPhase>(), .. plan.Phases.OfType<GramianPhase>()];
        IEnumerable<int> places = phases.Select(phase => named.IndexOf(plan.Phases[phase])).Where(place => place >= 0);
        writer.Line($"{property} = new int[] {{ {string.Join(", ", places)} }},");
    }
}
