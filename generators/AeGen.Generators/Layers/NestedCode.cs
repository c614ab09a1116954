namespace AeGen.Generators.Layers;

/// <summary>
/// Nested dropout in expectation, which turns the code's axes to the principal directions: from 0 on, column i of k is kept with the
/// probability p_i = 1 - i/k.
/// </summary>
/// <remarks>
/// Training goes on with Z P in place of the codes Z, with P = diag(p). On the way back the gradient in Z is D V P + Z S, D that in the
/// output and S = c/batch ((VᵀV) * K), [k, k], with the covariances K_ij = p_max(i, j) - p_i p_j = min(i, j) (k - max(i, j)) / k² of which
/// columns are kept. With T = c/batch ((ZᵀZ) * K), symmetric too, the gradient in V has V T besides, which is T G in a decoder's own G =
/// Vᵀ and Wᵀ T in the F = Wᵀ = V of a tied one.
/// </remarks>
/// <param name="inputSize">Numbers a sample.</param>
/// <param name="encoder">The code layer.</param>
/// <param name="decoder">The decoder's only layer where it owns its weight, or null where it shares the code layer's.</param>
internal sealed class NestedCode(int inputSize, DenseLayer encoder, DenseLayer? decoder) : LayerPlan
{
    private readonly BatchBuffer kept = BatchBuffer.Flat("keptCode", encoder.Spec.Outputs);
    private readonly int k = encoder.Spec.Outputs;

    private Expression Shares => (Expression)1 - (new ColumnIndex() / (Expression)k);

    private Matrix CodeSpread => new("codeSpread", "codeSpread", k, k);

    public override BatchBuffer Train(BatchBuffer input, List<Operation> program)
    {
        program.Add(new Map(kept, new Assignment(kept, (Expression)input * Shares)) { Title = "TakeSharesOf" });
        return kept;
    }

    public override BatchBuffer Back(BatchBuffer signal, List<Operation> program)
    {
        BatchBuffer result = BatchBuffer.Flat("codeSignal", k);
        var spread = new Matrix("decoderSpread", "decoderSpread", k, k);
        Matrix back = decoder?.Mirror ?? encoder.Factor;
        program.Add(new Map(signal, new Assignment(signal, (Expression)signal * Shares)) { Title = "TakeSharesOf" });
        AddSpread(back, spread, program);
        program.Add(new Contract(encoder.Output, spread, null, result));
        program.Add(new Map(result, new Assignment(result, (Expression)result + signal)));
        if (decoder is null)
        {
            encoder.TurnColumns(CodeSpread);
        }
        else
        {
            decoder.TurnRows(CodeSpread);
        }

        return result;
    }

    public override void PrepareUpdate(List<Operation> program) => AddSpread(encoder.Output, CodeSpread, program);

    private void AddSpread(Plan.Buffer of, Matrix result, List<Operation> program)
    {
        Expression row = new RowIndex(), column = new ColumnIndex();
        Expression covariances = new Call(Function.Min, row, column) * ((Expression)k - new Call(Function.Max, row, column));
        program.Add(new OuterSum(of, of, result));
        Expression scaled = result * covariances * new PerSample((float)(2.0 / inputSize / k / k));
        program.Add(new Map(result, new Assignment(result, scaled)) { Title = "Spread" });
    }
}
