using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Gram matrices, and the copies of weights that the update reads beside them.</content>
internal sealed partial class KernelClass
{
    private void WriteGramian(GramianPhase phase)
    {
        writer.Summary($"{phase.Formula}.");
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
            OverSquares(phase.Result, [new GradientSource(phase.Of, phase.Of)], () => WriteForm(phase)));
    }

    /// <summary>Writes the loop over a matrix's squares, each a sum of outer products, and what follows on one.</summary>
    private void OverSquares(FixedMatrix matrix, IEnumerable<GradientSource> sources, Action? then = null) =>
        writer.Block("for (int tile = first; tile < end; tile++)", () =>
        {
            WriteSquarePosition(matrix);
            writer.Line($"int rows = {RowsOf(matrix)};");
            writer.Line($"int columns = {Covered(matrix.Columns, "panel")};");
            writer.Line($"ref float square = {At(matrix, "panel", "block")};");
            WriteGradient(sources, ["square", "square", "square"]);
            then?.Invoke();
        });

    private void WriteForm(GramianPhase phase)
    {
        int k = phase.Result.Columns;
        bool one = CpuLayout.Panels(k) == 1;
        string scale = Literal.Of((float)phase.Scale);
        switch (phase.Form)
        {
            case GramianForm.BesideIdentity:
                writer.Line($"Gramians.TakeIdentity<V>(ref square, {scale}, {(one ? "true" : "block == panel")}, rows);");
                break;
            case GramianForm.Skew:
                writer.Line(
                    $"Gramians.MakeSkew<V>(ref square, {scale} / arguments.Samples, {(one ? "0" : $"(panel - block) * {Square}")}, rows);");
                break;
            case GramianForm.Nested:
                string place = one ? "0, 0" : $"block * {Square}, panel * {Square}";
                writer.Line(
                    $"Gramians.TakeNested<V>(ref square, {Literal.Of((float)(phase.Scale / k / k))} / arguments.Samples, {place}, {k}, "
                    + $"rows);");
                break;
            default:
                throw new InvalidOperationException($"There is no kernel for {phase}.");
        }
    }

    private void WriteCopy(CopyPhase phase)
    {
        writer.Summary($"{phase.Formula}, a panel a piece.");
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
            OverPanels(() => writer.Line($"Panels.Copy({At(phase.Weight, "panel")}, {At(phase.Copy, "panel")}, {Literal.Of(CpuLayout.PanelFloats(phase.Copy))});")));
    }
}
