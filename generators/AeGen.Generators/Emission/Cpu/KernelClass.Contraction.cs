using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>The penalty on the encoder's Jacobian.</content>
internal sealed partial class KernelClass
{
    private void WriteSquaredLengths(SquaredLengthsPhase phase)
    {
        writer.Summary($"Computes {phase.Formula}, a panel a piece.");
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
            OverPanels(() => writer.Line(
                $"ColumnSums.SumSquares<V>({At(phase.Transpose, "panel")}, {At(phase.Result, "panel")}, {phase.Transpose.Rows});")));
    }

    private void WriteContraction(ContractionPhase phase)
    {
        string activation = Functions.Of(phase.Activation), squares = At(phase.SquaredSlopes, "panel", "row"), code = At(
            phase.Code, "panel", "row");
        string? slopes = phase.Slopes is null ? null : At(phase.Slopes, "panel", "row");
        writer.Summary($"{phase.Formula}.");
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
        {
            if (phase.SquaredLengths is not { } lengths)
            {
                OverBlocks(phase.Over, () => writer.Line(slopes is null
                    ? $"Penalties.SquareSlopes<V, {activation}>({squares}, {code}, rows);"
                    : $"Penalties.SquareSlopes<V>({squares}, {slopes}, rows);"));
                return;
            }

            writer.Line($"float scale = {Literal.Of((float)(2 * phase.Strength))} / arguments.Samples;");
            string point = phase.PreActivations is null ? code : At(phase.PreActivations, "panel", "row");
            string known = slopes is null ? code : $"{point}, {slopes}";
            OverBlocks(phase.Over, () =>
            {
                writer.Line($"Penalties.OfJacobian<V, {activation}>(");
                writer.Line($"    {squares}, {At(phase.Signal, "panel", "row")}, {known}, {At(lengths, "panel")}, scale, rows);");
            });
        });
    }
}
