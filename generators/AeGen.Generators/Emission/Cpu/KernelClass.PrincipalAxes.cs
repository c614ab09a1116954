using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>What turns the code's axes to the principal directions.</content>
internal sealed partial class KernelClass
{
    private void WriteCenter(CenterPhase phase)
    {
        writer.Summary($"{phase.Formula}.");
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
            OverBlocks(phase.Over, () => writer.Line(
                $"ColumnSums.TakeOff<V>({At(phase.Source, "panel", "row")}, {At(phase.Result, "panel", "row")}, "
                + $"{At(phase.Means, "panel")}, rows);")));
    }

    private void WriteKeep(KeepPhase phase)
    {
        int k = phase.Result.Columns;
        writer.Summary($"{phase.Formula}.");
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
            OverBlocks(phase.Over, () => writer.Line(
                $"ColumnSums.KeepShares<V>({At(phase.Source, "panel", "row")}, {At(phase.Result, "panel", "row")}, {FirstColumn(k)}, {k}, "
                + $"rows);")));
    }
}
