using AeGen.Generators.Declaration;

namespace AeGen.Generators.Layers;

/// <summary>
/// g n + b with the normalisation n = (z - m) / sqrt(v + epsilon) of z = X Wᵀ. A layer's takes the mean m and the variance v over each
/// sample's outputs, a batch's over each output's samples.
/// </summary>
/// <remarks>
/// Over the N numbers that share a mean and a variance, dn_i/dz_j = s (1[i = j] - 1/N - n_i n_j / N) with s = 1 / sqrt(v + epsilon): the
/// mean takes 1/N off, and dv/dz_j = 2 (z_j - m) / N makes -(z_i - m) s³ (z_j - m) / N = -s n_i n_j / N. With h = g * D, D the gradient in
/// g n + b, the gradient in n is h and the one in z_j is s (h_j - mean(h) - n_j mean(h * n)); the one in g sums D * n over the samples.
/// Inference folds a batch's, whose m and v are constants then, into F diag(s g) and b - m s g.
/// </remarks>
internal sealed class NormalizationPlan
{
    private readonly NormalizationSpec spec;
    private readonly string name;
    private readonly int size;
    private readonly Plan.Buffer means;
    private readonly Plan.Buffer variances;

    /// <param name="spec">What is declared.</param>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="name">The name of what the layer gives.</param>
    /// <param name="inputs">The layer's inputs.</param>
    /// <param name="size">Its outputs.</param>
    public NormalizationPlan(NormalizationSpec spec, int layer, string name, int inputs, int size)
    {
        this.spec = spec;
        this.name = name;
        this.size = size;
        Gain = new Vector($"{name}Gain", size);
        Normalized = BatchBuffer.Flat($"{name}Normalized", size);
        LinearSignal = BatchBuffer.Flat($"{name}LinearSignal", size);
        if (spec.Kind == NormalizationKind.Layer)
        {
            means = BatchBuffer.Flat($"{name}Mean", 1);
            variances = BatchBuffer.Flat($"{name}Variance", 1);
            return;
        }

        Statistics = new Statistics(
            layer,
            new Vector($"{name}BatchMeans", size),
            new Vector($"{name}BatchVariances", size),
            new Vector($"{name}RunningMeans", size),
            new Vector($"{name}RunningVariances", size),
            new Matrix($"W{layer}Folded", $"W{layer}ᵀFolded", inputs, size),
            new Vector($"b{layer}Folded", size));
        means = Statistics.Means;
        variances = Statistics.Variances;
    }

    /// <summary>The trained gains g.</summary>
    public Vector Gain { get; }

    /// <summary>In training n, which the way back reads.</summary>
    public BatchBuffer Normalized { get; }

    /// <summary>The loss's gradient in z.</summary>
    public BatchBuffer LinearSignal { get; }

    /// <summary>For a normalisation over the batch, what the runtime keeps of it.</summary>
    public Statistics? Statistics { get; }

    private Axis Axis => spec.Kind == NormalizationKind.Batch ? Axis.Rows : Axis.Columns;

    private Expression Scale => (Expression)1 / new Call(Function.Sqrt, Of(variances) + (double)(float)spec.Epsilon);

    /// <summary>Plans g n + b.</summary>
    /// <param name="numbers">Where z is, and n will be.</param>
    /// <param name="result">Receives g n + b.</param>
    /// <param name="bias">b, or null.</param>
    /// <param name="program">Receives the operations.</param>
    public void Apply(BatchBuffer numbers, BatchBuffer result, Vector? bias, List<Operation> program)
    {
        Expression difference = numbers - Of(means), scaled = (Expression)numbers * Gain;
        program.Add(new Reduce(numbers, Axis, numbers, means, IsMean: true));
        program.Add(new Reduce(numbers, Axis, difference * difference, variances, IsMean: true));
        program.Add(new Map(numbers, new Assignment(numbers, difference * Scale)) { Title = "Normalize" });
        program.Add(new Map(result, new Assignment(result, bias is null ? scaled : scaled + bias)));
    }

    /// <summary>Plans the way back.</summary>
    /// <param name="signal">The loss's gradient in g n + b.</param>
    /// <param name="program">Receives the operations.</param>
    public void Back(BatchBuffer signal, List<Operation> program)
    {
        Plan.Buffer mean = Shared("SignalMean"), slope = Shared("SignalSlope");
        Expression own = (Expression)signal * Gain;
        program.Add(new Reduce(signal, Axis, own, mean, IsMean: true));
        program.Add(new Reduce(signal, Axis, own * Normalized, slope, IsMean: true));
        program.Add(new Map(LinearSignal, new Assignment(LinearSignal, (own - Of(mean) - ((Expression)Normalized * Of(slope))) * Scale)));
    }

    private static Expression Of(Plan.Buffer buffer) => buffer is Vector vector ? vector : new OfSample((BatchBuffer)buffer);

    /// <summary>A number that the numbers of one normalisation share.</summary>
    private Plan.Buffer Shared(string suffix) =>
        spec.Kind == NormalizationKind.Batch ? new Vector($"{name}{suffix}s", size) : BatchBuffer.Flat($"{name}{suffix}", 1);
}
