using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>What turns the code's axes to the principal directions.</content>
internal sealed partial class KernelClass
{
    private void WriteCenter(CenterPhase phase)
    {
        Need("TakeMeans", WriteTakeMeans);
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
            OverBlocks(phase.Over, () =>
            {
                writer.Line($"ref float source = {At(phase.Source, "panel", "row")};");
                writer.Line($"ref float result = {At(phase.Result, "panel", "row")};");
                writer.Line($"TakeMeans(ref source, ref result, {At(phase.Means, "panel")}, rows, {CpuLayout.PanelWidth / width.Lanes});");
            }));
    }

    private void WriteKeep(KeepPhase phase)
    {
        int k = phase.Result.Columns;
        Need("KeepShares", WriteKeepShares);
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
            OverBlocks(phase.Over, () =>
            {
                writer.Line($"ref float source = {At(phase.Source, "panel", "row")};");
                writer.Line($"ref float result = {At(phase.Result, "panel", "row")};");
                string column = CpuLayout.Panels(k) == 1 ? "0" : $"panel * {CpuLayout.PanelWidth}";
                writer.Line($"KeepShares(ref source, ref result, {column}, {k}, rows, {CpuLayout.PanelWidth / width.Lanes});");
            }));
    }

    private void WriteKeepShares(CodeWriter code)
    {
        code.Summary("Multiplies the columns from one on by the shares in which they are kept, 1 - column / size, in some rows of a panel.");
        code.Line(Hot);
        code.Block("private static void KeepShares(ref float source, ref float result, int column, int size, int rows, int vectors)", () =>
            OverPanel(
                code,
                ["source", "result"],
                "Floats share = Floats.One - ((Floats.Indices + Vector.Create((float)(column + lane))) / Vector.Create((float)size));",
                "Store(Load(ref sourceAt) * share, ref resultAt);"));
    }

    private void WriteTakeMeans(CodeWriter code)
    {
        code.Summary("Takes the means of the columns off, in some rows of a panel.");
        code.Line(Hot);
        code.Block("private static void TakeMeans(ref float source, ref float result, ref float means, int rows, int vectors)", () =>
            OverPanel(
                code,
                ["source", "result"],
                "Floats mean = Load(ref means, (nuint)lane);",
                "Store(Load(ref sourceAt) - mean, ref resultAt);"));
    }
}
