using AeGen.Generators.Declaration;

namespace AeGen.Generators.Layers;

/// <summary>
/// A layer Y = f(X Wᵀ + b), or f(g * n(X Wᵀ) + b) with a normalisation n; where W comes from tells the kinds of layers apart.
/// </summary>
/// <remarks>
/// Let D be the loss's gradient in Y, [batch, outputs]. That in f's argument is D * f', and its column sums are the gradient in b. With E,
/// the gradient in X Wᵀ, which is D * f' or what a normalisation makes of it, the gradient in X is E W and that in Wᵀ is Xᵀ E.
/// </remarks>
/// <param name="spec">What is declared.</param>
/// <param name="index">Its place among all layers.</param>
/// <param name="output">Y.</param>
internal abstract class AffineLayer(LayerSpec spec, int index, BatchBuffer output) : LayerPlan
{
    private readonly BatchBuffer? slopes =
        spec.Activation.SlopeFollowsFromOutput ? null : new BatchBuffer($"{output.Name}Slopes", output.Shape);

    private BatchBuffer? signal;
    private readonly List<BatchBuffer> shares = [];

    /// <summary>What is declared.</summary>
    public LayerSpec Spec => spec;

    /// <summary>Its place among all layers.</summary>
    public int Index => index;

    /// <summary>Y.</summary>
    public BatchBuffer Output => output;

    /// <summary>X in training.</summary>
    public BatchBuffer TrainingInput { get; private set; } = null!;

    /// <summary>b, or null.</summary>
    public Vector? Bias { get; } = spec.Bias ? new Vector($"b{index}", spec.Outputs) : null;

    /// <summary>n, or null.</summary>
    public NormalizationPlan? Normalization { get; init; }

    /// <summary>Whether it works on what nobody needs a gradient in.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Whether f is the loss's in training.</summary>
    public bool IsLast { get; init; }

    /// <summary>The name of what the layer works on, which its gradient is called by.</summary>
    public string InputName { get; init; } = "input";

    /// <summary>Wᵀ, [inputs, outputs], which inference works with, wherever it comes from.</summary>
    public abstract Matrix Factor { get; }

    /// <summary>f' as an expression, of what training has kept.</summary>
    public Expression Slope => slopes is null ? new Call(spec.Activation.SlopeFunction(), output) : slopes;

    /// <summary>The trained numbers besides the weight, each with its gradient.</summary>
    public IEnumerable<(TrainedVector Vector, Reduce Gradient)> TrainedVectors
    {
        get
        {
            Expression gradient = signal!;
            if (Bias is not null)
            {
                yield return (new(Bias, index, IsGain: false), new Reduce(signal!, Axis.Rows, gradient, Bias, IsMean: false));
            }

            if (Normalization is not null)
            {
                yield return (new(Normalization.Gain, index, IsGain: true),
                    new Reduce(signal!, Axis.Rows, gradient * Normalization.Normalized, Normalization.Gain, IsMean: false));
            }
        }
    }

    /// <summary>The loss's gradient in X Wᵀ.</summary>
    protected BatchBuffer LinearSignal => Normalization?.LinearSignal ?? signal!;

    /// <summary>Whether rounding errors must not add up in X Wᵀ.</summary>
    protected virtual bool IsCareful => false;

    /// <summary>Another layer's share in the gradient in X.</summary>
    public void Share(BatchBuffer other) => shares.Add(other);

    public override BatchBuffer Infer(BatchBuffer input, List<Operation> program)
    {
        switch (Normalization)
        {
            case null:
                program.Add(new Contract(input, Factor, Bias, output, IsCareful));
                break;
            case { Statistics: { } statistics }:
                program.Add(new Contract(input, statistics.Folded, statistics.FoldedBias, output, IsCareful));
                break;
            case { } normalization:
                program.Add(new Contract(input, Factor, null, output, IsCareful));
                normalization.Apply(output, output, Bias, program);
                break;
        }

        AddActivation(kept: null, program);
        return output;
    }

    /// <summary>Plans the last layer's way forward in an evaluation, whose loss has f in it.</summary>
    public virtual BatchBuffer Evaluate(BatchBuffer input, List<Operation> program)
    {
        program.Add(new Contract(input, Factor, Bias, output));
        return output;
    }

    public override BatchBuffer Train(BatchBuffer input, List<Operation> program)
    {
        TrainingInput = input;
        TrainLinear(input, Normalization is null ? Bias : null, Normalization?.Normalized ?? output, program);
        Normalization?.Apply(Normalization.Normalized, output, Bias, program);
        if (!IsLast)
        {
            AddActivation(slopes, program);
        }

        return output;
    }

    public override BatchBuffer Back(BatchBuffer signal, List<Operation> program)
    {
        this.signal = signal;
        if (!IsLast && !spec.Activation.IsIdentity)
        {
            program.Add(new Map(signal, new Assignment(signal, signal * Slope)));
        }

        Normalization?.Back(signal, program);
        if (IsFirst)
        {
            return signal;
        }

        BatchBuffer result = BatchBuffer.Flat($"{InputName}Signal", spec.Inputs);
        BackLinear(LinearSignal, result, program);
        foreach (BatchBuffer share in shares)
        {
            program.Add(new Map(result, new Assignment(result, (Expression)result + share)));
        }

        return result;
    }

    /// <summary>Plans X Wᵀ + b in training.</summary>
    protected virtual void TrainLinear(BatchBuffer input, Vector? bias, BatchBuffer result, List<Operation> program) =>
        program.Add(new Contract(input, Factor, bias, result, IsCareful));

    /// <summary>Plans the gradient in X, of that in X Wᵀ.</summary>
    protected abstract void BackLinear(BatchBuffer linear, BatchBuffer result, List<Operation> program);

    private void AddActivation(BatchBuffer? kept, List<Operation> program)
    {
        if (spec.Activation.IsIdentity)
        {
            return;
        }

        var value = new Call(spec.Activation.ValueFunction(), output);
        program.Add(kept is null
            ? new Map(output, new Assignment(output, value))
            : new Map(output, new(output, new Local("y", value.KeepsZero)), new(kept, new Local("slope")))
            {
                Lines = [new Line("y", value, "slope")],
            });
    }
}
