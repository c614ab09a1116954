using AeGen.Generators.Declaration;

namespace AeGen.Generators.Planning;

/// <summary>A matrix that a kernel reads or writes.</summary>
/// <param name="Name">Its name in generated code and comments.</param>
/// <param name="Columns">Number of columns.</param>
internal abstract record Matrix(string Name, int Columns);

/// <summary>A matrix with one row a sample of the batch.</summary>
internal sealed record BatchMatrix(string Name, int Columns) : Matrix(Name, Columns);

/// <summary>A matrix of fixed size: a weight, or something derived from one.</summary>
/// <param name="Name">Its name in generated code and comments.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Trained">Whether the update changes it directly, so that moments belong to it.</param>
internal sealed record FixedMatrix(string Name, int Rows, int Columns, bool Trained) : Matrix(Name, Columns);

/// <summary>A layer's biases, or other numbers of which it has one for each output.</summary>
/// <param name="Name">Their name in generated code and comments.</param>
/// <param name="Size">Their number.</param>
internal sealed record BiasVector(string Name, int Size);

/// <summary>One term of a weight's gradient: Leftᵀ Right, summed over their common rows, which are the batch's where the matrices are.</summary>
internal sealed record GradientSource(Matrix Left, Matrix Right);

/// <summary>A trained weight, kept as its transpose [inputs, outputs], and everything that its update needs.</summary>
/// <param name="Matrix">Its transpose, [inputs, outputs].</param>
/// <param name="Mirror">The weight itself, [outputs, inputs], where some product needs it in that order; else null.</param>
/// <param name="Layer">Index of the layer that owns it.</param>
/// <param name="TiedAtStart">Index of the weight whose transpose it starts as, or -1.</param>
/// <param name="Sources">The terms of its gradient.</param>
internal sealed record WeightPlan(
    FixedMatrix Matrix, FixedMatrix? Mirror, int Layer, int TiedAtStart, EquatableArray<GradientSource> Sources)
{
    /// <summary>What the transpose's own columns are multiplied by to be added to its gradient, or null.</summary>
    public ColumnFactors? Factors { get; init; }
}

/// <summary>A number for each column of a matrix: those of a row, times a scale.</summary>
internal sealed record ColumnFactors(FixedMatrix Row, double Scale);

/// <summary>A layer's biases and the error signal whose column sums are their gradient; or its gains and what theirs are the column sums of.</summary>
internal sealed record BiasPlan(BiasVector Vector, BatchMatrix Signal);

/// <summary>A layer's normalisation and the numbers around it; the phases have the formulas.</summary>
/// <param name="Kind">Over what it is.</param>
/// <param name="Epsilon">What is added to each variance.</param>
/// <param name="Momentum">The share of a batch in the running statistics.</param>
/// <param name="Gain">The trained gains g.</param>
/// <param name="Normalized">W x, and then its normalisation n, [batch, outputs].</param>
/// <param name="GainSignal">Whose column sums are the gradient in g, [batch, outputs].</param>
/// <param name="LinearSignal">The loss's gradient in W x, [batch, outputs].</param>
/// <param name="Deviations">For a layer's, one over the standard deviation of each sample, [batch, 1].</param>
/// <param name="Statistics">For a batch's, what else it needs.</param>
internal sealed record NormalizationPlan(
    NormalizationKind Kind,
    double Epsilon,
    double Momentum,
    BiasVector Gain,
    BatchMatrix Normalized,
    BatchMatrix GainSignal,
    BatchMatrix LinearSignal,
    BatchMatrix? Deviations,
    StatisticsPlan? Statistics);

/// <summary>The statistics of a normalisation over the batch.</summary>
/// <param name="Means">The batch's means.</param>
/// <param name="Variances">The batch's variances.</param>
/// <param name="RunningMeans">Those that inference works with.</param>
/// <param name="RunningVariances">Those that inference works with.</param>
/// <param name="Folded">The layer's weight, [inputs, outputs], with the normalisation in it.</param>
/// <param name="FoldedBias">Its biases with the normalisation in them.</param>
internal sealed record StatisticsPlan(
    BiasVector Means, BiasVector Variances, BiasVector RunningMeans, BiasVector RunningVariances, FixedMatrix Folded, BiasVector FoldedBias)
{
    /// <summary>The vectors that no optimizer changes.</summary>
    public IEnumerable<BiasVector> Vectors => [Means, Variances, RunningMeans, RunningVariances, FoldedBias];
}

/// <summary>A right inverse and the matrices around it; the runtime's RightInverse has the formulas.</summary>
/// <param name="Layer">Name of the encoder layer whose weight is inverted.</param>
/// <param name="Weight">W, [k, n].</param>
/// <param name="Orthogonal">Q, [k, n].</param>
/// <param name="OrthogonalTransposed">Qᵀ, [n, k].</param>
/// <param name="Triangle">L⁻¹, [k, k].</param>
/// <param name="TriangleTransposed">L⁻ᵀ, [k, k].</param>
/// <param name="Inverse">D = Vᵀ, [k, n], which inference works with.</param>
/// <param name="Product">X, [k, k].</param>
/// <param name="Correction">C, [k, k].</param>
/// <param name="ProductSource">The term that X is.</param>
internal sealed record RightInversePlan(
    string Layer,
    FixedMatrix Weight,
    FixedMatrix Orthogonal,
    FixedMatrix OrthogonalTransposed,
    FixedMatrix Triangle,
    FixedMatrix TriangleTransposed,
    FixedMatrix Inverse,
    FixedMatrix Product,
    FixedMatrix Correction,
    GradientSource ProductSource)
{
    /// <summary>Rows of W.</summary>
    public int K => Weight.Rows;

    /// <summary>Columns of W.</summary>
    public int N => Weight.Columns;

    /// <summary>All matrices that follow from the weight.</summary>
    public IEnumerable<FixedMatrix> Derived => [Orthogonal, OrthogonalTransposed, Triangle, TriangleTransposed, Inverse, Product, Correction];
}
