using AeGen.Generators.Declaration;
using AeGen.Generators.Plan;

namespace AeGen.Generators.Targets.Cpu;

/// <summary>Writes the plan that the runtime reads: sizes, offsets and programs.</summary>
internal static class CpuPlanEmitter
{
    private const string Library = "global::AeGen.";
    private const string Runtime = "global::AeGen.Runtime.";

    public static void Write(CodeWriter writer, KernelPlan plan, CpuLayout layout)
    {
        writer.Summary($"Where everything of {plan.Architecture.Type.Name} lies.");
        writer.Line(Marks.Code);
        writer.Block($"file static class {CpuEmitter.ClassName(plan, "Plan")}", () =>
        {
            writer.Block($"internal static readonly {Runtime}CpuPlan Instance = new {Runtime}CpuPlan", () =>
            {
                WriteArchitecture(writer, plan.Architecture);
                WriteSizes(writer, plan, layout);
                WriteArray(writer, "Weights", "WeightLayout", plan.Weights.Select(weight =>
                    List(weight.Layer, layout.Of(weight.Matrix), weight.Mirror is null ? -1 : layout.Of(weight.Mirror), weight.TiedAtStart)));
                WriteArray(writer, "Layers", "LayerLayout", Enumerable.Range(0, plan.LayerMatrices.Count).Select(layer =>
                    List(layout.Of(plan.LayerMatrices[layer]), VectorOf(plan, layer, isGain: false, layout), WeightOf(plan, layer))));
                WriteArray(writer, "Normalizations", "NormalizationLayout", Normalizations(plan, layout));
                writer.Line($"PhaseNames = new string[] {{ {string.Join(", ", plan.Phases.Select(phase => Literal.Of(phase.Name)))} }},");
                WriteProgram(writer, "Prepare", plan.Programs.Prepare);
                WriteProgram(writer, "Materialise", plan.Programs.Materialise);
                WriteProgram(writer, "Encode", plan.Programs.Encode);
                WriteProgram(writer, "Decode", plan.Programs.Decode);
                WriteProgram(writer, "Evaluate", plan.Programs.Evaluate);
                WriteProgram(writer, "Propagate", plan.Programs.Propagate);
                WriteProgram(writer, "Update", plan.Programs.Update);
                writer.Line($"LossPhase = {plan.Programs.Loss},");
            }, "};");
        });
    }

    private static string List(params long[] values) => string.Join(", ", values.Select(value => Literal.Of(value)));

    private static IEnumerable<string> Normalizations(KernelPlan plan, CpuLayout layout)
    {
        foreach (TrainedVector gain in plan.Vectors.Where(vector => vector.IsGain))
        {
            string statistics = plan.Statistics.FirstOrDefault(statistics => statistics.Layer == gain.Layer) is not { } own
                ? "null"
                : $"new {Runtime}StatisticsLayout({List(layout.Of(own.Means), layout.Of(own.Variances), layout.Of(own.RunningMeans), layout.Of(own.RunningVariances), layout.Of(own.Folded), layout.Of(own.FoldedBias))})";
            yield return $"{List(gain.Layer, layout.Of(gain.Vector))}, {statistics}";
        }
    }

    private static long VectorOf(KernelPlan plan, int layer, bool isGain, CpuLayout layout) =>
        plan.Vectors.FirstOrDefault(vector => vector.Layer == layer && vector.IsGain == isGain) is { } own ? layout.Of(own.Vector) : -1;

    private static int WeightOf(KernelPlan plan, int layer) =>
        Enumerable.Range(0, plan.Weights.Count).Where(weight => plan.Weights[weight].Layer == layer).DefaultIfEmpty(-1).First();

    private static void WriteArchitecture(CodeWriter writer, ArchitectureSpec architecture)
    {
        bool shares = architecture.DecoderKind is DecoderKind.Tied or DecoderKind.RightInverse;
        writer.Line($"Architecture = new {Library}Architecture(");
        writer.Line($"    {Literal.Of(architecture.Type.Name.TrimStart('@'))},");
        writer.Line($"    {architecture.InputSize},");
        WriteLayers(writer, architecture.Encoder, ownWeights: true);
        WriteLayers(writer, architecture.Decoder, ownWeights: !shares);
        writer.Line($"    {Library}DecoderKind.{architecture.DecoderKind},");
        writer.Line($"    {Literal.Of(architecture.Damping)},");
        writer.Line($"    {Library}Loss.{architecture.Loss},");
        writer.Line($"    {Library}Optimizer.{architecture.Optimizer}){(architecture.Variational is null ? "," : string.Empty)}");
        if (architecture.Variational is { } variational)
        {
            writer.Line("{");
            writer.Line(
                $"    Variational = new {Library}VariationalArchitecture({Literal.Of(variational.KlWeight)}, {variational.WarmUp}, {Layer(variational.LogVariance, ownWeights: true)}),");
            writer.Line("},");
        }
    }

    private static void WriteLayers(CodeWriter writer, IEnumerable<LayerSpec> layers, bool ownWeights)
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
        $"new {Library}LayerArchitecture({Literal.Of(layer.Name)}, {layer.Inputs}, {layer.Outputs}, {Library}Activation.{layer.Activation}, {Literal.Of(layer.Bias)}, {Literal.Of(ownWeights)}, {Library}Initializer.{layer.Initializer}){Normalization(layer)}";

    private static string Normalization(LayerSpec layer) => layer.Normalization is not { } normalization
        ? string.Empty
        : $" {{ Normalization = new {Library}LayerNormalization({Library}NormalizationKind.{normalization.Kind}, {Literal.Of((float)normalization.Epsilon)}, {Literal.Of((float)normalization.Momentum)}) }}";

    private static void WriteSizes(CodeWriter writer, KernelPlan plan, CpuLayout layout)
    {
        writer.Line($"ParameterFloats = {Literal.Of(layout.ParameterFloats)},");
        writer.Line($"TrainedFloats = {Literal.Of(layout.TrainedFloats)},");
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

    private static void WriteProgram(CodeWriter writer, string property, IEnumerable<int> phases) =>
        writer.Line($"{property} = new int[] {{ {string.Join(", ", phases)} }},");
}
