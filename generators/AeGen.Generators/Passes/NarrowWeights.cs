namespace AeGen.Generators.Passes;

/// <summary>
/// Keeps a weight with a few inputs or outputs once, with those as its rows, so that no register is filled with columns that there are not.
/// </summary>
/// <remarks>
/// A product whose result has a few columns is then one with a transpose: a sum along a row of the left factor and a row of the right one.
/// No product needs the weight in the other order as well, so there is no mirror to keep up to date. Whatever reads a weight otherwise than
/// by products needs it as it is planned; such weights stay.
/// </remarks>
internal static class NarrowWeights
{
    /// <summary>
    /// The most rows, as many as the library has such sums for. A sum along a row of 64 numbers takes some 8 instructions, and 16 columns
    /// at once, whatever is in them, 64.
    /// </summary>
    public const int MostRows = 8;

    public static KernelPlan Run(KernelPlan plan)
    {
        foreach (WeightPlan weight in plan.Weights.Where(weight => IsNarrow(weight) && IsOnlyMultiplied(plan, weight)))
        {
            bool isTurned = weight.Matrix.Columns < weight.Matrix.Rows;
            plan = Replace(
                plan,
                weight,
                weight with { Matrix = isTurned ? weight.Turned : weight.Matrix, IsMirrored = false },
                isTurned ? weight.Matrix : weight.Turned);
        }

        return plan;
    }

    private static bool IsNarrow(WeightPlan weight) => Math.Min(weight.Matrix.Rows, weight.Matrix.Columns) <= MostRows;

    private static bool IsOnlyMultiplied(KernelPlan plan, WeightPlan weight) =>
        plan.Statistics.All(statistics => statistics.Layer != weight.Layer)
        && plan.Phases.SelectMany(phase => phase.Operations).All(operation => operation switch
        {
            Contract => true,
            WeightStep step when step.Of == weight => step.Gradient.All(sum => sum is { Left: BatchBuffer, Right: BatchBuffer })
                && step.Penalties.SelectMany(penalty => penalty.All).All(part => part is not (OfColumn or ColumnIndex or RowIndex)),
            _ => operation.Reads().All(buffer => buffer != weight.Matrix && buffer != weight.Turned),
        });

    /// <summary>The plan with a weight in place of another, and with the matrix that it has in place of the one that is dropped.</summary>
    private static KernelPlan Replace(KernelPlan plan, WeightPlan old, WeightPlan weight, Matrix dropped)
    {
        Matrix kept = weight.Matrix;
        return plan with
        {
            Weights = [.. plan.Weights.Select(other => other == old ? weight : other)],
            LayerMatrices = [.. plan.LayerMatrices.Select(layer => layer.Matrix == dropped ? new LayerMatrix(kept, IsTurned: true) : layer)],
            Phases = [.. plan.Phases.Select(phase => phase with { Operations = [.. phase.Operations.Select(Of)] })],
        };

        Operation Of(Operation operation) => operation switch
        {
            Contract contract when contract.Right == dropped => contract with { Right = kept, IsTurned = true },
            WeightStep step when step.Of == old => step with
            {
                Of = weight,
                Gradient = [.. step.Gradient.Select(sum => sum.Result == kept ? sum : new OuterSum(sum.Right, sum.Left, kept))],
                Penalties = [.. step.Penalties.Select(penalty => penalty.Replace(dropped, kept))],
            },
            _ => operation,
        };
    }
}
