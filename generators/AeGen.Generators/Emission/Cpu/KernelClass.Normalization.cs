using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Normalisations: a layer's by rows over all panels, a batch's by panels over all rows.</content>
internal sealed partial class KernelClass
{
    private void WriteNormalize(NormalizePhase phase)
    {
        writer.Summary($"{phase.Formula}.");
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
        {
            if (phase.Normalization.Kind == NormalizationKind.Batch)
            {
                OverPanels(() => WriteNormalizeColumns(phase));
            }
            else
            {
                OverRows(phase.Source, () => WriteNormalizeRows(phase));
            }
        });
    }

    private void WriteNormalizeBack(NormalizeBackPhase phase)
    {
        writer.Summary($"{phase.Formula}.");
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
        {
            if (phase.Normalization.Kind == NormalizationKind.Batch)
            {
                OverPanels(() => WriteNormalizeColumnsBack(phase));
            }
            else
            {
                OverRows(phase.Signal, () => WriteNormalizeRowsBack(phase));
            }
        });
    }

    /// <summary>Writes the loop over a phase's pieces, each so many rows from one row on, and names what leads from a panel to the next.</summary>
    private void OverRows(BatchMatrix matrix, Action body)
    {
        writer.Line($"nint step = arguments.Capacity * {CpuLayout.PanelWidth};");
        writer.Line($"ref float edge = {ParameterAt(Literal.Offset(layout.Masks[CpuLayout.LastColumns(matrix.Columns)]))};");
        OverTiles(byPanel: false, body);
    }

    private void WriteNormalizeColumns(NormalizePhase phase)
    {
        NormalizationPlan normalization = phase.Normalization;
        StatisticsPlan statistics = normalization.Statistics!;
        writer.Line("int rows = arguments.Batch;");
        writer.Line($"ref float source = {At(phase.Source, "panel")};");
        writer.Line("Standardization.OfColumns<V>(");
        writer.Line(
            $"    ref source, {At(statistics.Means)}, {At(statistics.Variances)}, {Epsilon(normalization)}, rows, "
            + $"{Covered(phase.Result.Columns, "panel")});");
        WriteScale(phase, null);
    }

    private void WriteNormalizeRows(NormalizePhase phase)
    {
        NormalizationPlan normalization = phase.Normalization;
        int panels = CpuLayout.Panels(phase.Result.Columns);
        writer.Block("for (int i = row; i < row + rows; i++)", () =>
        {
            string keep = phase.Keeps ? $"{At(normalization.Deviations!, "0", "i").Substring("ref ".Length)} = " : string.Empty;
            writer.Line(
                $"{keep}Standardization.OfRow<V>({At(phase.Source, "0", "i")}, step, ref edge, {phase.Result.Columns}, "
                + $"{Epsilon(normalization)});");
        });
        writer.Line();
        void Finish()
        {
            writer.Line($"ref float source = {At(phase.Source, "panel", "row")};");
            WriteScale(phase, "row");
        }

        if (panels == 1)
        {
            Finish();
        }
        else
        {
            writer.Block($"for (int panel = 0; panel < {panels}; panel++)", Finish);
        }
    }

    private static string Epsilon(NormalizationPlan normalization) => Literal.Of((float)normalization.Epsilon);

    /// <summary>Writes what follows on the normalisation of some rows of a panel.</summary>
    private void WriteScale(NormalizePhase phase, string? row)
    {
        string shift = phase.Bias is null ? ParameterAt(Literal.Offset(layout.Zeros)) : At(phase.Bias);
        writer.Line($"ref float result = {At(phase.Result, "panel", row)};");
        writer.Line("Standardization.ScaleAndShift<V>(");
        writer.Line(
            $"    ref source, {At(phase.Normalization.Gain)}, {shift}, ref result, rows, {Covered(phase.Result.Columns, "panel")});");
        WriteEpilogue(phase.Epilogue, phase.Result, row);
    }

    private void WriteNormalizeColumnsBack(NormalizeBackPhase phase)
    {
        NormalizationPlan normalization = phase.Normalization;
        writer.Line("Standardization.OfColumnsBack<V>(");
        writer.Line($"    {MatricesBack(phase, "panel", null)},");
        writer.Line(
            $"    {At(normalization.Gain)}, {At(normalization.Statistics!.Variances)}, {Epsilon(normalization)}, arguments.Batch, "
            + $"{Covered(phase.Signal.Columns, "panel")});");
    }

    private void WriteNormalizeRowsBack(NormalizeBackPhase phase)
    {
        NormalizationPlan normalization = phase.Normalization;
        writer.Block("for (int i = row; i < row + rows; i++)", () =>
        {
            writer.Line("Standardization.OfRowBack<V>(");
            writer.Line($"    {MatricesBack(phase, "0", "i")},");
            writer.Line(
                $"    step, {ParameterAt(Literal.Offset(layout.Of(normalization.Gain)))}, ref edge, {phase.Signal.Columns}, "
                + $"{At(normalization.Deviations!, "0", "i").Substring("ref ".Length)});");
        });
    }

    private string MatricesBack(NormalizeBackPhase phase, string panel, string? row) => string.Join(
        ", ",
        new[] { phase.Signal, phase.Normalization.Normalized, phase.Normalization.GainSignal, phase.Normalization.LinearSignal }
            .Select(matrix => At(matrix, panel, row)));
}
