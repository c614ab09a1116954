using AeGen.Generators.Plan;

namespace AeGen.Generators.Targets.Ilgpu;

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
                writer.Line($"Moments = {plan.Optimizer.Moments},");
                writer.Line($"Doubles = {Literal.Of(layout.Doubles)},");
                writer.Line($"InferenceColumns = {layout.InferenceColumns},");
                writer.Line($"TrainingColumns = {layout.TrainingColumns},");
                writer.Line($"CodeColumn = {layout.Of(plan.Code)},");
                writer.Line($"OutputColumn = {layout.Of(plan.Output)},");
                writer.Line($"Damping = {Literal.Of(plan.Architecture.Damping)},");
                writer.Line($"TrainingMultiplyAdds = {Literal.Of(plan.TrainingMultiplyAdds)},");
                WriteArray(writer, "Weights", "IlgpuWeight", plan.Weights.Select(weight => Weight(weight, layout, kernels)));
                WriteArray(writer, "Biases", "IlgpuVector", plan.Vectors.Select(vector => Vector(vector, layout)));
                WriteArray(
                    writer, "Statistics", "IlgpuStatistics", plan.Statistics.Select(statistics => Statistics(plan, statistics, layout)));
                WriteArray(writer, "Inverses", "IlgpuInverse", plan.Inverses.Select(inverse => Inverse(plan, inverse, layout, kernels)));
                WriteArray(writer, "Products", "IlgpuProduct", Products(plan).Select(phase => Product(phase, kernels)));
                WriteArray(writer, "Elementwise", "IlgpuElementwise", Elementwise(plan).Select(phase =>
                    $"{kernels}.{phase.Name}, {phase.Over.Columns}, {(phase.Over is Matrix matrix ? matrix.Rows : 0)}"));
                WriteArray(writer, "Sums", "IlgpuSum", Sums(plan).Select(phase => Sum(phase, layout, kernels)));
                WriteProgram(writer, "Encode", plan, plan.Programs.Encode);
                WriteProgram(writer, "Decode", plan, plan.Programs.Decode);
                WriteProgram(writer, "Evaluate", plan, plan.Programs.Evaluate);
                WriteProgram(writer, "Propagate", plan, plan.Programs.Propagate);
                WriteProgram(writer, "PrepareUpdate", plan, plan.Programs.Update);
                writer.Line($"LossProduct = {Products(plan).IndexOf(plan.Phases[plan.Programs.Loss])},");
                writer.Line($"SignalBlocks = {plan.Vectors.Sum(KernelClass.SignalBlocks)},");
                writer.Line(plan.Vectors.Count == 0 ? "UpdateBiases = null," : $"UpdateBiases = {kernels}.UpdateBiases,");
                string rule = plan.Optimizer.Function();
                writer.Line($"ApplyPartials = {Runtime}PartialSums.Apply<{rule}>,");
                WriteFused(writer, fused, $"{kernels}.Network", rule);
            }, "};"));
    }

    private static void WriteFused(CodeWriter writer, FusedLayout? fused, string network, string rule)
    {
        const string Kernels = $"{Runtime}FusedKernels.";
        if (fused is null)
        {
            writer.Line("Fused = null,");
            return;
        }

        writer.Line($"Fused = new {Runtime}IlgpuFused(");
        writer.Line($"    {fused.Rows}, {(16 * fused.Fours) + (4 * FusedLayout.LossSums)},");
        writer.Line($"    {Kernels}Step<{network}>, {Kernels}Apply<{network}, {rule}>, {Kernels}Epoch<{network}, {rule}>, {Kernels}Inference<{network}>),");
    }

    private static List<Phase> Products(KernelPlan plan) => [.. plan.Phases.Where(phase => phase.Contract is not null)];

    /// <summary>The kernels over elements: but for products, sums of outer products and what is the runtime's, all phases.</summary>
    private static List<Phase> Elementwise(KernelPlan plan) =>
        [.. plan.Phases.Where(phase => phase.Contract is null && phase.Division is (Division.Tiles or Division.Rows or Division.Columns))];

    /// <summary>Sums of outer products, but for those of right inverses, which have their own order.</summary>
    private static List<Phase> Sums(KernelPlan plan) => [.. plan.Phases.Where(phase =>
        phase.Operations[0] is OuterSum sum && plan.Inverses.All(inverse => inverse.Product != sum.Result))];

    private static string Vector(TrainedVector vector, IlgpuLayout layout) =>
        $"{vector.Layer}, global::AeGen.Runtime.LayerVector.{(vector.IsGain ? "Gain" : "Bias")}, {vector.Vector.Size}, {Literal.Of(layout.Of(vector.Vector))}";

    private static string Statistics(KernelPlan plan, Statistics statistics, IlgpuLayout layout)
    {
        long Place(bool isGain) =>
            plan.Vectors.FirstOrDefault(
                vector => vector.Layer == statistics.Layer && vector.IsGain == isGain) is { } own ? layout.Of(own.Vector) : -1;
        long[] places =
        [
            layout.Of(plan.LayerMatrices[statistics.Layer]),
            Place(isGain: true),
            Place(isGain: false),
            layout.Of(statistics.Means),
            layout.Of(statistics.Variances),
            layout.Of(statistics.RunningMeans),
            layout.Of(statistics.RunningVariances),
            layout.Of(statistics.Folded),
            layout.Of(statistics.FoldedBias),
        ];
        return $"{statistics.Layer}, {string.Join(", ", places.Select(place => Literal.Of(place)))}";
    }

    private static string Weight(WeightPlan weight, IlgpuLayout layout, string kernels) =>
        $"{weight.Layer}, {weight.Matrix.Rows}, {weight.Matrix.Columns}, {Literal.Of(layout.Of(weight.Matrix))}, "
        + $"{Literal.Of(weight.Mirror is null ? -1 : layout.Of(weight.Mirror))}, {Tiles(KernelClass.UpdateName(weight), GroupTile.For(weight.Matrix.Columns), kernels)}";

    private static string Inverse(KernelPlan plan, Inverse inverse, IlgpuLayout layout, string kernels)
    {
        Phase product = plan.Phases.Single(phase => phase.Operations[0] is OuterSum sum && sum.Result == inverse.Product);
        IEnumerable<string> places = new[] { inverse.Weight }.Concat(inverse.Derived).Select(matrix => Literal.Of(layout.Of(matrix)));
        return $"{inverse.K}, {inverse.N}, {string.Join(", ", places)}, {Literal.Of(layout.Of(inverse))}, "
            + Tiles(product.Name, GroupTile.For(inverse.K), kernels);
    }

    private static string Product(Phase phase, string kernels) =>
        $"{phase.Over.Columns}, {Tiles(phase.Name, KernelClass.TilesOf(phase.Contract!), kernels)}, {Literal.Of(phase.HasLoss)}";

    private static string Sum(Phase phase, IlgpuLayout layout, string kernels)
    {
        var sum = (OuterSum)phase.Operations[0];
        return $"{sum.Result.Columns}, {Literal.Of(layout.Of(sum.Result))}, {Literal.Of(sum.Left is BatchBuffer)}, {Tiles(phase.Name, GroupTile.For(sum.Result.Columns), kernels)}";
    }

    private static string Tiles(string name, (GroupTile Large, GroupTile Small) tiles, string kernels) =>
        $"{Tile(name, tiles.Large, kernels)}, {Tile(name, tiles.Small, kernels)}";

    private static string Tile(string name, GroupTile tile, string kernels) =>
        $"new {Runtime}IlgpuTile({kernels}.{name}<{Runtime}{tile.Patch}>, {tile.Rows}, {tile.Columns}, {tile.Threads})";

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
        List<Phase> named = [.. Products(plan), .. Elementwise(plan), .. Sums(plan)];
        IEnumerable<int> places = phases.Select(phase => named.IndexOf(plan.Phases[phase])).Where(place => place >= 0);
        writer.Line($"{property} = new int[] {{ {string.Join(", ", places)} }},");
    }
}
