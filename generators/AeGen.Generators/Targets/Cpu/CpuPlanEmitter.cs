using AeGen.Generators.Declaration;

namespace AeGen.Generators.Targets.Cpu;

/// <summary>Writes the plan that the runtime reads: sizes, offsets and programs.</summary>
internal sealed class CpuPlanEmitter(CodeWriter writer, KernelPlan plan, CpuLayout layout)
{
    private const string Library = "global::AeGen.";
    private const string Runtime = "global::AeGen.Runtime.";

    public void Write()
    {
        writer.Summary($"Where everything of {plan.Architecture.Type.Name} lies.");
        writer.Line(Marks.Code);
        writer.Block($"file static class {CpuEmitter.ClassName(plan, "Plan")}", () =>
            writer.Block($"internal static readonly {Runtime}CpuPlan Instance = new {Runtime}CpuPlan", () =>
            {
                WriteArchitecture();
                WriteSizes();
                writer.Array("Weights", $"{Runtime}WeightLayout", plan.Weights.Select(weight =>
                    $"{weight.Layer}, {Place(new LayerMatrix(weight.Matrix, weight.Matrix == weight.Turned))}, "
                    + List(layout.Of(weight.Mirror), weight.TiedAtStart)));
                writer.Array("Layers", $"{Runtime}LayerLayout", plan.LayerMatrices.Select((matrix, layer) =>
                    $"{Place(matrix)}, {List(layout.Of(plan.VectorOf(layer, isGain: false)), WeightOf(layer))}"));
                writer.Array("Normalizations", $"{Runtime}NormalizationLayout", plan.Vectors.Where(vector => vector.IsGain).Select(gain =>
                    $"{List(gain.Layer, layout.Of(gain.Vector))}, {StatisticsOf(gain.Layer)}"));
                writer.Line($"PhaseNames = new string[] {{ {string.Join(", ", plan.Phases.Select(phase => Literal.Of(phase.Name)))} }},");
                foreach ((string name, IReadOnlyList<int> program) in plan.Programs.All)
                {
                    writer.Line($"{name} = new int[] {{ {string.Join(", ", program)} }},");
                }

                writer.Line($"LossPhase = {plan.Programs.Loss},");
            }, "};"));
    }

    private static string List(params long[] values) => string.Join(", ", values.Select(value => Literal.Of(value)));

    private string Place(LayerMatrix matrix) =>
        $"new {Runtime}MatrixLayout({Literal.Of(layout.Of(matrix.Matrix))}, {Literal.Of(matrix.IsTurned)})";

    private string StatisticsOf(int layer)
    {
        if (plan.Statistics.FirstOrDefault(statistics => statistics.Layer == layer) is not { } own)
        {
            return "null";
        }

        Plan.Buffer[] buffers = [own.Means, own.Variances, own.RunningMeans, own.RunningVariances, own.Folded, own.FoldedBias];
        return $"new {Runtime}StatisticsLayout({List([.. buffers.Select(layout.Of)])})";
    }

    private int WeightOf(int layer) =>
        Enumerable.Range(0, plan.Weights.Count).Where(weight => plan.Weights[weight].Layer == layer).DefaultIfEmpty(-1).First();

    private void WriteArchitecture()
    {
        ArchitectureSpec architecture = plan.Architecture;
        bool shares = architecture.DecoderKind is DecoderKind.Tied or DecoderKind.RightInverse;
        writer.Line($"Architecture = new {Library}Architecture(");
        writer.Line($"    {Literal.Of(architecture.Type.Name.TrimStart('@'))},");
        writer.Line($"    {architecture.InputSize},");
        WriteLayers(architecture.Encoder, ownWeights: true);
        WriteLayers(architecture.Decoder, ownWeights: !shares);
        writer.Line($"    {Library}DecoderKind.{architecture.DecoderKind},");
        writer.Line($"    {Literal.Of(architecture.Damping)},");
        writer.Line($"    {Library}Loss.{architecture.Loss},");
        writer.Line($"    {Library}Optimizer.{architecture.Optimizer}){(architecture.Variational is null ? "," : string.Empty)}");
        if (architecture.Variational is { } variational)
        {
            writer.Line("{");
            string numbers = $"{Literal.Of(variational.KlWeight)}, {variational.WarmUp}";
            string layer = Layer(variational.LogVariance, ownWeights: true);
            writer.Line($"    Variational = new {Library}VariationalArchitecture({numbers}, {layer}),");
            writer.Line("},");
        }
    }

    private void WriteLayers(IEnumerable<LayerSpec> layers, bool ownWeights)
    {
        writer.Line($"    new {Library}LayerArchitecture[]");
        writer.Line("    {");
        foreach (LayerSpec layer in layers)
        {
            writer.Line($"        {Layer(layer, ownWeights)},");
        }

        writer.Line("    },");
    }

    private static string Layer(LayerSpec layer, bool ownWeights) =>
        $"new {Library}LayerArchitecture({Literal.Of(layer.Name)}, {layer.Inputs}, {layer.Outputs}, "
        + $"{Library}Activation.{layer.Activation}, {Literal.Of(layer.Bias)}, {Literal.Of(ownWeights)}, "
        + $"{Library}Initializer.{layer.Initializer}){Normalization(layer)}";

    private static string Normalization(LayerSpec layer)
    {
        if (layer.Normalization is not { } normalization)
        {
            return string.Empty;
        }

        string numbers = $"{Literal.Of((float)normalization.Epsilon)}, {Literal.Of((float)normalization.Momentum)}";
        return $" {{ Normalization = new {Library}LayerNormalization({Library}NormalizationKind.{normalization.Kind}, {numbers}) }}";
    }

    private void WriteSizes()
    {
        writer.Line($"ParameterFloats = {Literal.Of(layout.ParameterFloats)},");
        writer.Line($"TrainedFloats = {Literal.Of(layout.TrainedLength)},");
        writer.Line($"Moments = {plan.Optimizer.Moments},");
        writer.Line($"SettingsAt = {Library}Functions.{plan.Optimizer}<{Library}Vectors.Float128>.SettingsAt,");
        writer.Line($"Doubles = {Literal.Of(layout.Doubles)},");
        writer.Line($"ScratchFloats = {Literal.Of(layout.ScratchFloats)},");
        writer.Line($"InferenceColumns = {Literal.Of(layout.InferenceColumns)},");
        writer.Line($"TrainingColumns = {Literal.Of(layout.TrainingColumns)},");
        writer.Line($"CodeColumn = {Literal.Of(layout.Of(plan.Code))},");
        writer.Line($"OutputColumn = {Literal.Of(layout.Of(plan.Output))},");
        writer.Line($"MixesRows = {Literal.Of(plan.MixesRows)},");
        writer.Line($"TrainingMultiplyAdds = {Literal.Of(plan.TrainingMultiplyAdds)},");
        writer.Line($"InferenceMultiplyAdds = {Literal.Of(plan.InferenceMultiplyAdds)},");
    }
}
