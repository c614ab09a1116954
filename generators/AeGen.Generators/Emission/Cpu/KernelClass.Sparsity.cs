using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Penalties on the code.</content>
internal sealed partial class KernelClass
{
    private void WriteMeans(MeansPhase phase)
    {
        writer.Summary($"Computes {phase.Formula}, a panel a piece.");
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
            OverPanels(() =>
                writer.Line($"ColumnSums.Mean<V>({At(phase.Source, "panel")}, {At(phase.Result, "panel")}, arguments.Batch);")));
    }

    private void WriteSparsity(SparsityPhase phase)
    {
        string activation = Functions.Of(phase.Activation), signal = At(phase.Signal, "panel", "row"), code = At(
            phase.Code, "panel", "row");
        string? slopes = phase.Slopes is null ? null : At(phase.Slopes, "panel", "row");
        string call = (phase.Means, slopes) switch
        {
            (null, null) => $"OfCode<V, SizesPenalty<V>, {activation}>({signal}, {code}, scale, rows)",
            (null, _) => $"OfCode<V, SizesPenalty<V>>({signal}, {code}, {slopes}, scale, rows)",
            (_, null) => $"OfMeans<V, {activation}>({signal}, {code}, {Means(phase)}, scale, rows)",
            _ => $"OfMeans<V>({signal}, {slopes}, {Means(phase)}, scale, rows)",
        };
        writer.Summary($"{phase.Formula}.");
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
        {
            writer.Line($"float scale = {Literal.Of((float)phase.Penalty.Strength)} / arguments.Samples;");
            OverBlocks(phase.Over, () => writer.Line($"Penalties.{call};"));
        });
    }

    /// <summary>The code's means over the batch, and the target that they are compared with.</summary>
    private string Means(SparsityPhase phase) => $"{At(phase.Means!, "panel")}, {Literal.Of((float)phase.Penalty.Target)}";
}
