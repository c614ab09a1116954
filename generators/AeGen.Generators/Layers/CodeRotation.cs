namespace AeGen.Generators.Layers;

/// <summary>
/// Axes of the code that an addition to the gradient turns to the principal directions (Bao et al. 2020, arXiv 2007.06731).
/// </summary>
/// <remarks>
/// It adds A W to the gradient in the code layer's W and V Aᵀ to that in a decoder's own V, with A = c/batch (Lo - U) of the strict
/// triangles of the Gram matrix of the centred codes. In F = Wᵀ and G = Vᵀ that is Wᵀ T and Tᵀ G with T = Aᵀ, [k, k].
/// </remarks>
/// <param name="strength">c.</param>
/// <param name="encoder">The code layer.</param>
/// <param name="decoder">The decoder's first layer where it owns its weight, or null.</param>
internal sealed class CodeRotation(double strength, DenseLayer encoder, DenseLayer? decoder) : LayerPlan
{
    private readonly BatchBuffer centered = BatchBuffer.Flat("centeredCode", encoder.Spec.Outputs);
    private readonly Matrix rotation = new("codeRotation", "codeRotation", encoder.Spec.Outputs, encoder.Spec.Outputs);

    public override BatchBuffer Back(BatchBuffer signal, List<Operation> program)
    {
        var means = new Vector("codeMeans", centered.Columns);
        BatchBuffer code = encoder.Output;
        program.Add(new Reduce(code, Axis.Rows, code, means, IsMean: true));
        program.Add(new Map(centered, new Assignment(centered, (Expression)code - means)));
        encoder.TurnColumns(rotation);
        decoder?.TurnRows(rotation);
        return signal;
    }

    public override void PrepareUpdate(List<Operation> program)
    {
        Expression side = new Call(Function.Min, 1, new Call(Function.Max, -1, new ColumnIndex() - (Expression)new RowIndex()));
        program.Add(new OuterSum(centered, centered, rotation));
        program.Add(new Map(rotation, new Assignment(rotation, rotation * side * new PerSample((float)strength))) { Title = "Skew" });
    }
}
