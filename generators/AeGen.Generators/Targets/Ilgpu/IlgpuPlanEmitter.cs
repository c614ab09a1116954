namespace AeGen.Generators.Targets.Ilgpu;

/// <summary>Writes the plan by which the runtime launches an architecture's kernels.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="plan">The plan.</param>
/// <param name="layout">Where its numbers lie.</param>
/// <param name="fused">How it lies in a group's memory, or null where it does not.</param>
/// <param name="kernels">The class of its kernels.</param>
internal sealed class IlgpuPlanEmitter(CodeWriter writer, KernelPlan plan, IlgpuLayout layout, FusedLayout? fused, string kernels)
{
    private const string Runtime = IlgpuEmitter.Runtime;

    public void Write()
    {
        writer.Summary($"Where everything of {plan.Architecture.Type.Name} lies on a device, and which kernels there are.");
        writer.Line(Marks.Code);
        writer.Block($"file static class {kernels}Plan", () =>
            writer.Block($"internal static readonly {Runtime}IlgpuPlan Instance = new {Runtime}IlgpuPlan", () =>
            {
                writer.Line($"ParameterFours = {Literal.Of(layout.ParameterLength)},");
                writer.Line($"TrainedFours = {Literal.Of(layout.TrainedLength)},");
                writer.Line($"WeightFours = {Literal.Of(layout.WeightLength)},");
                writer.Line($"Moments = {plan.Optimizer.Moments},");
                writer.Line($"Doubles = {Literal.Of(layout.Doubles)},");
                writer.Line($"InferenceColumns = {layout.InferenceColumns},");
                writer.Line($"TrainingColumns = {layout.TrainingColumns},");
                writer.Line($"CodeColumn = {layout.Of(plan.Code)},");
                writer.Line($"OutputColumn = {layout.Of(plan.Output)},");
                writer.Line($"Damping = {Literal.Of(plan.Architecture.Damping)},");
                writer.Line($"TrainingMultiplyAdds = {Literal.Of(plan.TrainingMultiplyAdds)},");
                writer.Array("Weights", $"{Runtime}IlgpuWeight", plan.Weights.Select(Weight));
                writer.Array("Biases", $"{Runtime}IlgpuVector", plan.Vectors.Select(Vector));
                writer.Array("Statistics", $"{Runtime}IlgpuStatistics", plan.Statistics.Select(Statistics));
                writer.Array("Inverses", $"{Runtime}IlgpuInverse", plan.Inverses.Select(Inverse));
                writer.Array("Products", $"{Runtime}IlgpuProduct", Products.Select(Product));
                writer.Array("Elementwise", $"{Runtime}IlgpuElementwise", Elementwise.Select(phase =>
                    $"{kernels}.{phase.Name}, {phase.Over.Columns}, {(phase.Over is Matrix matrix ? matrix.Rows : 0)}"));
                writer.Array("Sums", $"{Runtime}IlgpuSum", Sums.Select(Sum));
                WriteProgram("Encode", plan.Programs.Encode);
                WriteProgram("Decode", plan.Programs.Decode);
                WriteProgram("Evaluate", plan.Programs.Evaluate);
                WriteProgram("Propagate", plan.Programs.Propagate);
                WriteProgram("PrepareUpdate", plan.Programs.Update);
                writer.Line($"LossProduct = {Products.IndexOf(plan.Phases[plan.Programs.Loss])},");
                writer.Line($"SignalBlocks = {plan.Vectors.Sum(KernelClass.SignalBlocks)},");
                writer.Line(plan.Vectors.Count == 0 ? "UpdateBiases = null," : $"UpdateBiases = {kernels}.UpdateBiases,");
                WriteFused();
            }, "};"));
    }

    private void WriteFused()
    {
        const string Kernels = $"{Runtime}FusedKernels.";
        if (fused is null)
        {
            writer.Line("Fused = null,");
            return;
        }

        string network = $"{kernels}.Network", rule = plan.Optimizer.Function();
        writer.Line($"Fused = new {Runtime}IlgpuFused(");
        writer.Line($"    {fused.Rows}, {(16 * fused.Fours) + (4 * FusedLayout.LossSums)},");
        writer.Line(
            $"    {Kernels}Step<{network}>, {Kernels}Apply<{network}, {rule}>, {Kernels}Epoch<{network}, {rule}>, "
            + $"{Kernels}Inference<{network}>),");
    }

    private List<Phase> Products => [.. plan.Phases.Where(phase => phase.Contract is not null)];

    /// <summary>The kernels over elements: but for products, sums of outer products and what is the runtime's, all phases.</summary>
    private List<Phase> Elementwise =>
        [.. plan.Phases.Where(phase => phase.Contract is null && phase.Division is (Division.Tiles or Division.Rows or Division.Columns))];

    /// <summary>Sums of outer products, but for those of right inverses, which have their own order.</summary>
    private List<Phase> Sums => [.. plan.Phases.Where(phase =>
        phase.Operations[0] is OuterSum sum && plan.Inverses.All(inverse => inverse.Product != sum.Result))];

    private string Vector(TrainedVector vector)
    {
        string which = $"global::AeGen.Runtime.LayerVector.{(vector.IsGain ? "Gain" : "Bias")}";
        return $"{vector.Layer}, {which}, {vector.Vector.Size}, {Place(vector.Vector)}";
    }

    private string Statistics(Statistics statistics)
    {
        Plan.Buffer?[] buffers =
        [
            plan.LayerMatrices[statistics.Layer].Matrix,
            plan.VectorOf(statistics.Layer, isGain: true),
            plan.VectorOf(statistics.Layer, isGain: false),
            statistics.Means,
            statistics.Variances,
            statistics.RunningMeans,
            statistics.RunningVariances,
            statistics.Folded,
            statistics.FoldedBias,
        ];
        return $"{statistics.Layer}, {string.Join(", ", buffers.Select(Place))}";
    }

    private string Weight(WeightPlan weight) =>
        $"{weight.Layer}, {weight.Matrix.Rows}, {weight.Matrix.Columns}, {Place(weight.Matrix)}, {Place(weight.Mirror)}, "
        + Tiles(KernelClass.UpdateName(weight), GroupTile.For(weight.Matrix.Columns));

    private string Inverse(Inverse inverse)
    {
        Phase product = plan.Phases.Single(phase => phase.Operations[0] is OuterSum sum && sum.Result == inverse.Product);
        IEnumerable<string> places = inverse.Derived.Prepend(inverse.Weight).Select(Place);
        return $"{inverse.K}, {inverse.N}, {string.Join(", ", places)}, {Literal.Of(layout.Of(inverse))}, "
            + Tiles(product.Name, GroupTile.For(inverse.K));
    }

    private string Product(Phase phase) =>
        $"{phase.Contract!.Left.Columns}, {phase.Over.Columns}, {Literal.Of(phase.HasLoss)}, "
        + Tiles(phase.Name, GroupTile.For(phase.Contract));

    private string Sum(Phase phase)
    {
        var sum = (OuterSum)phase.Operations[0];
        return $"{sum.Result.Columns}, {Place(sum.Result)}, {Literal.Of(sum.Left is BatchBuffer)}, "
            + Tiles(phase.Name, GroupTile.For(sum.Result.Columns));
    }

    private string Place(Plan.Buffer? buffer) => Literal.Of(layout.Of(buffer));

    private string Tiles(string name, IReadOnlyList<string> patches) => string.Join(
        ", ", patches.Select(patch => $"{Runtime}IlgpuTile.Of<{Runtime}{patch}>({kernels}.{name}<{Runtime}{patch}>)"));

    /// <summary>
    /// Writes a program as places in the lists of products and, after them, elementwise kernels and Gram matrices: right inverses, copies
    /// and updates have their own order, which the runtime knows.
    /// </summary>
    private void WriteProgram(string property, IEnumerable<int> phases)
    {
        List<Phase> named = [.. Products, .. Elementwise, .. Sums];
        IEnumerable<int> places = phases.Select(phase => named.IndexOf(plan.Phases[phase])).Where(place => place >= 0);
        writer.Line($"{property} = new int[] {{ {string.Join(", ", places)} }},");
    }
}
