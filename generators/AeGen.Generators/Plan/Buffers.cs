namespace AeGen.Generators.Plan;

/// <summary>What a sample is between two layers: height x width x channels. What a dense layer gives is 1 x 1 x n.</summary>
internal sealed record Shape(int Height, int Width, int Channels)
{
    /// <summary>Its numbers.</summary>
    public int Size => Height * Width * Channels;

    public static Shape Flat(int size) => new(1, 1, size);
}

/// <summary>Numbers that operations read and write.</summary>
/// <param name="Name">Their name in generated code.</param>
/// <param name="Symbol">Their name in formulas.</param>
internal abstract record Buffer(string Name, string Symbol)
{
    /// <summary>Number of columns.</summary>
    public abstract int Columns { get; }
}

/// <summary>Numbers of each sample of the batch: a row a sample.</summary>
internal sealed record BatchBuffer(string Name, Shape Shape) : Buffer(Name, Name)
{
    public override int Columns => Shape.Size;

    public static BatchBuffer Flat(string name, int columns) => new(name, Shape.Flat(columns));
}

/// <summary>A matrix of fixed size: a weight, or something derived from one.</summary>
internal sealed record Matrix(string Name, string Symbol, int Rows, int Width) : Buffer(Name, Symbol)
{
    public override int Columns => Width;

    /// <summary>Number of elements.</summary>
    public long Size => (long)Rows * Width;

    /// <summary>Its transpose in formulas.</summary>
    public string TurnedSymbol => Symbol[Symbol.Length - 1] == 'ᵀ' ? Symbol.Substring(0, Symbol.Length - 1) : Symbol + 'ᵀ';
}

/// <summary>A number for each column of a batch's buffer or of a matrix: biases, gains, means.</summary>
internal sealed record Vector(string Name, int Size) : Buffer(Name, Name)
{
    public override int Columns => Size;
}

/// <summary>A trained weight, kept as its transpose [inputs, outputs], or as it is.</summary>
/// <param name="Matrix">What is trained: its transpose, [inputs, outputs], unless it is turned.</param>
/// <param name="Turned">The weight itself, [outputs, inputs].</param>
/// <param name="IsMirrored">Whether the weight itself is kept beside its transpose, for some product needs it in that order.</param>
/// <param name="Layer">Index of the layer that owns it.</param>
/// <param name="TiedAtStart">Index of the weight whose transpose it starts as, or -1.</param>
internal sealed record WeightPlan(Matrix Matrix, Matrix Turned, bool IsMirrored, int Layer, int TiedAtStart)
{
    /// <summary>What is kept beside the trained matrix, or null.</summary>
    public Matrix? Mirror => IsMirrored ? Turned : null;
}

/// <summary>Where a layer's weight is.</summary>
/// <param name="Matrix">Its transpose, [inputs, outputs], unless it is turned.</param>
/// <param name="IsTurned">Whether it is the weight itself, [outputs, inputs].</param>
internal sealed record LayerMatrix(Matrix Matrix, bool IsTurned = false);

/// <summary>Trained numbers of which a layer has one for each output.</summary>
/// <param name="Vector">The numbers.</param>
/// <param name="Layer">Index of the layer.</param>
/// <param name="IsGain">Whether they are gains; else they are biases.</param>
internal sealed record TrainedVector(Vector Vector, int Layer, bool IsGain);

/// <summary>The statistics of a normalisation over the batch, which the runtime keeps and folds into what inference works with.</summary>
/// <param name="Layer">Index of the layer.</param>
/// <param name="Means">The batch's means.</param>
/// <param name="Variances">The batch's variances.</param>
/// <param name="RunningMeans">Those that inference works with.</param>
/// <param name="RunningVariances">Those that inference works with.</param>
/// <param name="Folded">The layer's weight, [inputs, outputs], with the normalisation in it.</param>
/// <param name="FoldedBias">Its biases with the normalisation in them.</param>
internal sealed record Statistics(
    int Layer, Vector Means, Vector Variances, Vector RunningMeans, Vector RunningVariances, Matrix Folded, Vector FoldedBias)
{
    /// <summary>The vectors that no optimizer changes.</summary>
    public IEnumerable<Vector> Vectors => [Means, Variances, RunningMeans, RunningVariances, FoldedBias];
}

/// <summary>A right inverse and the matrices around it; the runtime's RightInverse has the formulas.</summary>
/// <param name="Layer">Name of the encoder layer whose weight is inverted.</param>
/// <param name="Damping">What is added to the diagonal of WWᵀ.</param>
/// <param name="Weight">W, [k, n].</param>
/// <param name="Orthogonal">Q, [k, n].</param>
/// <param name="OrthogonalTransposed">Qᵀ, [n, k].</param>
/// <param name="Triangle">L⁻¹, [k, k].</param>
/// <param name="TriangleTransposed">L⁻ᵀ, [k, k].</param>
/// <param name="Inverted">Vᵀ, [k, n], which inference works with.</param>
/// <param name="Product">X, [k, k].</param>
/// <param name="Correction">C, [k, k].</param>
internal sealed record Inverse(
    string Layer,
    double Damping,
    Matrix Weight,
    Matrix Orthogonal,
    Matrix OrthogonalTransposed,
    Matrix Triangle,
    Matrix TriangleTransposed,
    Matrix Inverted,
    Matrix Product,
    Matrix Correction)
{
    /// <summary>Rows of W.</summary>
    public int K => Weight.Rows;

    /// <summary>Columns of W.</summary>
    public int N => Weight.Columns;

    /// <summary>All matrices that follow from the weight.</summary>
    public IEnumerable<Matrix> Derived => [Orthogonal, OrthogonalTransposed, Triangle, TriangleTransposed, Inverted, Product, Correction];
}
