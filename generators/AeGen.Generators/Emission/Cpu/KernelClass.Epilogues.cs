using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>What happens to a product's tiles while they are in the first-level cache.</content>
internal sealed partial class KernelClass
{
    /// <summary>Writes the call of what follows on some rows of a panel of a result, which have been computed.</summary>
    /// <param name="epilogue">What follows.</param>
    /// <param name="matrix">The result's matrix.</param>
    /// <param name="row">The first of the rows, an expression, or null for the batch's first.</param>
    private void WriteEpilogue(Epilogue epilogue, BatchMatrix matrix, string? row)
    {
        string covered = $"rows, {Covered(matrix.Columns, "panel")}";
        switch (epilogue)
        {
            case ActivateEpilogue { Slopes: { } slopes } activate:
                writer.Line(
                    $"Activations.ApplyAndKeepSlopes<V, {Functions.Of(activate.Activation)}>(ref result, {At(slopes, "panel", row)}, "
                    + $"{covered});");
                break;
            case ActivateEpilogue activate when activate.Activation.KeepsZero():
                writer.Line($"Activations.Apply<V, {Functions.Of(activate.Activation)}>(ref result, {covered});");
                break;
            case ActivateEpilogue activate:
                writer.Line($"Activations.ApplyWithin<V, {Functions.Of(activate.Activation)}>(ref result, {Mask(matrix)}, {covered});");
                break;
            case DifferentiateEpilogue differentiate when differentiate.Activation.SlopeFollowsFromOutput():
                string slope = $"MultiplyBySlope<V, {Functions.Of(differentiate.Activation)}>";
                writer.Line($"Activations.{slope}(ref result, {At(differentiate.Source, "panel", row)}, {covered});");
                break;
            case DifferentiateEpilogue differentiate:
                writer.Line($"Activations.Multiply<V>(ref result, {At(differentiate.Source, "panel", row)}, {covered});");
                break;
            case LossEpilogue loss:
                int panels = CpuLayout.Panels(matrix.Columns);
                string sum = panels == 1 ? "tile" : $"(block * {panels}) + panel";
                writer.Line($"float scale = 1f / ((float)arguments.Samples * {matrix.Columns}f);");
                writer.Line($"Unsafe.Add(ref arguments.Losses, {sum}) = LossSums.Take<V, {Functions.Of(loss.Loss, loss.Activation)}>(");
                writer.Line($"    ref result, {At(loss.Target, "panel", row)}, {Mask(matrix)}, scale, {covered});");
                break;
            case NoEpilogue:
                break;
            default:
                throw new InvalidOperationException($"There is no function for {epilogue}.");
        }
    }

    /// <summary>The row of ones and zeros that marks a panel's real columns.</summary>
    private string Mask(BatchMatrix matrix)
    {
        int panels = CpuLayout.Panels(matrix.Columns), last = CpuLayout.LastColumns(matrix.Columns);
        string edge = Literal.Offset(layout.Masks[last]), full = Literal.Offset(layout.Masks[CpuLayout.PanelWidth]);
        return ParameterAt(panels == 1 || last == CpuLayout.PanelWidth ? edge : $"panel < {panels - 1} ? {full} : {edge}");
    }
}
