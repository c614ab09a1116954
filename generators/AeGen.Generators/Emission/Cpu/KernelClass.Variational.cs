using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Codes that are drawn, and the way back through the draw.</content>
internal sealed partial class KernelClass
{
    private void WriteSample(SamplePhase phase)
    {
        writer.Summary($"{phase.Formula}.");
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
            OverBlocks(phase.Over, () =>
            {
                writer.Line("Noises.Draw<V>(");
                writer.Line(
                    $"    {At(phase.Means, "panel", "row")}, {At(phase.LogVariances, "panel", "row")}, "
                    + $"{At(phase.Deviations, "panel", "row")},");
                writer.Line($"    {At(phase.Result, "panel", "row")}, {Mask(phase.Result)},");
                writer.Line($"    in arguments, {phase.Stream}, row, rows, {FirstColumn(phase.Result.Columns)});");
            }));
    }

    private void WriteDivergence(DivergencePhase phase)
    {
        BatchMatrix[] matrices = [phase.Signal, phase.Means, phase.LogVariances, phase.Deviations, phase.VarianceSignal];
        writer.Summary($"{phase.Formula}.");
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
        {
            writer.Line("float scale = arguments.Settings.DivergenceWeight / arguments.Samples;");
            OverBlocks(phase.Over, () =>
            {
                writer.Line("Noises.SplitSignal<V>(");
                writer.Line($"    {string.Join(", ", matrices.Select(matrix => At(matrix, "panel", "row")))}, scale, rows);");
            });
        });
    }
}
