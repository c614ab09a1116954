namespace AeGen.Generators.Layers;

/// <summary>A code that training draws from normal distributions, whose means M the code layer gives.</summary>
/// <remarks>
/// A layer beside the code layer, on the same input, gives the log-variances S. Training goes on with Z = M + E * exp(S/2), [batch, k], E
/// standard normal. On the way back D, the loss's gradient in Z, and c, the divergence's weight a sample, give that in S, (D * E *
/// exp(S/2) + c (exp(S) - 1)) / 2, and that in M, D + c M. What is passed on to the layer below is the sum of what both layers pass on.
/// </remarks>
/// <param name="code">The code layer.</param>
/// <param name="logVariance">The layer beside it.</param>
/// <param name="stream">The first of two streams of random numbers that are its own.</param>
internal sealed class DrawnCode(AffineLayer code, DenseLayer logVariance, int stream) : LayerPlan
{
    private readonly BatchBuffer deviation = BatchBuffer.Flat("codeDeviation", code.Spec.Outputs);
    private readonly BatchBuffer sample = BatchBuffer.Flat("sampledCode", code.Spec.Outputs);
    private readonly BatchBuffer varianceSignal = BatchBuffer.Flat("logVarianceSignal", code.Spec.Outputs);

    public override BatchBuffer Train(BatchBuffer input, List<Operation> program)
    {
        logVariance.Train(code.TrainingInput, program);
        Expression drawn = new Call(Function.Deviation, logVariance.Output) * (Expression)new RandomNumber(stream, IsNormal: true);
        var line = new Local("drawn");
        program.Add(new Map(sample, new(deviation, line), new(sample, (Expression)input + line))
        {
            Lines = [new Line(line.Name, drawn)],
            Title = "Draw",
        });
        return sample;
    }

    public override BatchBuffer Back(BatchBuffer signal, List<Operation> program)
    {
        var share = new DivergenceShare();
        Expression excess = new Call(Function.VarianceExcess, logVariance.Output);
        program.Add(new Map(
            signal,
            new(varianceSignal, (((Expression)signal * deviation) + (excess * share)) * 0.5),
            new(signal, signal + ((Expression)code.Output * share))) { Title = "Split" });
        BatchBuffer below = logVariance.Back(varianceSignal, program);
        if (!code.IsFirst)
        {
            code.Share(below);
        }

        return signal;
    }
}
