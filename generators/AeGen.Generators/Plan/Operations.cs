using AeGen.Generators.Declaration;

namespace AeGen.Generators.Plan;

/// <summary>
/// One of the few things that a network is computed by. Layers are made of them; passes join them into phases; a target has a kernel for
/// each.
/// </summary>
internal abstract record Operation
{
    /// <summary>What it computes, as a formula: all that tells it from others of its kind.</summary>
    public abstract string Formula { get; }
}

/// <summary>Result = Left Right + Bias, a product of the batch's rows with a matrix.</summary>
/// <param name="Left">The left factor, [batch, terms].</param>
/// <param name="Right">The right factor, [terms, columns]; or its transpose, [columns, terms].</param>
/// <param name="Bias">What is added to each row, or null.</param>
/// <param name="Result">Where the result goes, [batch, columns].</param>
/// <param name="Careful">
/// Whether rounding errors must not add up over the terms: a right inverse multiplies its layer's by up to the weight's condition number.
/// </param>
/// <param name="IsTurned">Whether it is the right factor's transpose that is at hand.</param>
internal sealed record Contract(
    BatchBuffer Left, Matrix Right, Vector? Bias, BatchBuffer Result, bool Careful = false, bool IsTurned = false) : Operation
{
    /// <summary>The product without its result.</summary>
    public string Product =>
        $"{Left.Symbol} {(IsTurned ? Right.TurnedSymbol : Right.Symbol)}{(Bias is null ? string.Empty : $" + {Bias.Symbol}")}{(Careful ? " (careful sums)" : string.Empty)}";

    public override string Formula => $"{Result.Symbol} = {Product}";
}

/// <summary>Result = Leftᵀ Right, summed over the rows that both have: the batch's, or a matrix's.</summary>
internal sealed record OuterSum(Buffer Left, Buffer Right, Matrix Result) : Operation
{
    /// <summary>The sum without its result.</summary>
    public string Product => $"{Left.Symbol}ᵀ {Right.Symbol}";

    public override string Formula => $"{Result.Symbol} = {Product}";
}

/// <summary>Something for each element of a buffer, or of several of the same shape: all is read before anything is written.</summary>
/// <param name="Over">A buffer of that shape.</param>
/// <param name="Results">What is written, and its value.</param>
internal sealed record Map(Buffer Over, params Assignment[] Results) : Operation
{
    /// <summary>What is computed before the results, in order.</summary>
    public IReadOnlyList<Line> Lines { get; init; } = [];

    /// <summary>What is added up over all elements, the batch's losses; or null.</summary>
    public Expression? Loss { get; init; }

    /// <summary>What its phase is called where it has one of its own.</summary>
    public string Title { get; init; } = "Compute";

    /// <summary>All that is computed.</summary>
    public IEnumerable<Expression> Values =>
        Lines.Select(line => line.Value).Concat(Results.Select(result => result.Value)).Concat(Loss is null ? [] : [Loss]);

    public override string Formula => string.Join(
        "; ",
        Lines.Select(line => $"{line.Name}{(line.Second is null ? string.Empty : $", {line.Second}")} = {line.Value.Formula}")
            .Concat(Results.Select(result => $"{result.To.Symbol} = {result.Value.Formula}"))
            .Concat(Loss is null ? [] : [$"loss += {Loss.Formula}"]));
}

/// <summary>A result of a map.</summary>
internal sealed record Assignment(Buffer To, Expression Value);

/// <summary>A number, or a function's two, that a map computes on the way.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Second">The name of what the function gives besides, or null.</param>
internal sealed record Line(string Name, Expression Value, string? Second = null);

/// <summary>What a sum goes over.</summary>
internal enum Axis
{
    /// <summary>All rows, for each column.</summary>
    Rows,

    /// <summary>All columns, for each sample.</summary>
    Columns,
}

/// <summary>Result = the sum of a term over rows or columns, or its mean.</summary>
/// <param name="Over">The buffer whose elements the terms belong to.</param>
/// <param name="Axis">What the sum goes over.</param>
/// <param name="Term">The term.</param>
/// <param name="Result">A vector, or a buffer of the batch with one column.</param>
/// <param name="IsMean">Whether the sum is divided by the number of terms.</param>
internal sealed record Reduce(Buffer Over, Axis Axis, Expression Term, Buffer Result, bool IsMean) : Operation
{
    public override string Formula =>
        $"{Result.Symbol} = {(IsMean ? "mean" : "sum")} over {(Axis == Axis.Rows ? "rows" : "columns")} of {Term.Formula}";
}

/// <summary>The steps of a right inverse.</summary>
internal enum SolveKind
{
    /// <summary>WWᵀ.</summary>
    Gram,

    /// <summary>L and its inverse.</summary>
    Factor,

    /// <summary>Q and Qᵀ, and L⁻¹ and L⁻ᵀ in single precision.</summary>
    Orthogonalise,

    /// <summary>Vᵀ, for inference.</summary>
    Materialise,

    /// <summary>C.</summary>
    Correct,
}

/// <summary>A step of a factorisation, which the library has compiled.</summary>
internal sealed record Solve(SolveKind Kind, Inverse Of) : Operation
{
    public override string Formula => Kind switch
    {
        SolveKind.Gram => $"{Of.Weight.Symbol} {Of.Weight.Symbol}ᵀ",
        SolveKind.Factor => FormattableString.Invariant(
            $"{Of.Triangle.Symbol} = inverse of L with L Lᵀ = {Of.Weight.Symbol} {Of.Weight.Symbol}ᵀ + {Of.Damping:R} I"),
        SolveKind.Orthogonalise => $"{Of.Orthogonal.Symbol} = {Of.Triangle.Symbol} {Of.Weight.Symbol}; "
            + $"{Of.OrthogonalTransposed.Symbol}; {Of.TriangleTransposed.Symbol}",
        SolveKind.Materialise => $"{Of.Inverted.Symbol} = {Of.TriangleTransposed.Symbol} {Of.Orthogonal.Symbol}",
        SolveKind.Correct => $"{Of.Correction.Symbol} = -({Of.Product.Symbol} + {Of.Product.Symbol}ᵀ) {Of.Triangle.Symbol}",
    };
}

/// <summary>A parameter's gradient, and the optimizer's step on it.</summary>
/// <param name="Rule">The optimizer.</param>
internal abstract record Step(OptimizerSpec Rule) : Operation;

/// <summary>The step on a weight, whose gradient is a sum of outer sums.</summary>
/// <param name="Rule">The optimizer.</param>
/// <param name="Of">The weight.</param>
/// <param name="Gradient">The outer sums, each [inputs, outputs].</param>
internal sealed record WeightStep(OptimizerSpec Rule, WeightPlan Of, IReadOnlyList<OuterSum> Gradient) : Step(Rule)
{
    /// <summary>What penalties add to the gradient, for each element.</summary>
    public IReadOnlyList<Expression> Penalties { get; init; } = [];

    public override string Formula => $"{Of.Matrix.Symbol} -= {Rule}({string.Join(" + ", Terms)})";

    private IEnumerable<string> Terms => Gradient.Select(sum => sum.Product).Concat(Penalties.Select(penalty => penalty.Formula));
}

/// <summary>The step on biases or gains, whose gradient is a sum over the batch.</summary>
/// <param name="Rule">The optimizer.</param>
/// <param name="Of">The biases or gains.</param>
/// <param name="Gradient">The sum.</param>
internal sealed record VectorStep(OptimizerSpec Rule, TrainedVector Of, Reduce Gradient) : Step(Rule)
{
    public override string Formula => $"{Of.Vector.Symbol} -= {Rule}(sum over rows of {Gradient.Term.Formula})";
}
