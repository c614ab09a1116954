using AeGen.Generators.Declaration;

namespace AeGen.Generators.Layers;

/// <summary>A layer that owns its weight W. Others may share or invert it, and add to its gradient.</summary>
/// <remarks>
/// The penalty strength ||WWᵀ - I||² has in F = Wᵀ the gradient 4 strength F (FᵀF - I), from d||FᵀF - I||² = 2 tr((FᵀF - I)ᵀ (dFᵀF +
/// FᵀdF)): the outer sum of W, as it was before the step, and 4 strength (FᵀF - I).
/// </remarks>
/// <param name="spec">What is declared.</param>
/// <param name="index">Its place among all layers.</param>
/// <param name="output">What it gives.</param>
/// <param name="orthogonality">The strength of the penalty on WWᵀ.</param>
internal sealed class DenseLayer(LayerSpec spec, int index, BatchBuffer output, double orthogonality = 0) : AffineLayer(spec, index, output)
{
    private readonly Matrix matrix = new($"W{index}Transposed", $"W{index}ᵀ", spec.Inputs, spec.Outputs);
    private readonly Matrix mirror = new($"W{index}", $"W{index}", spec.Outputs, spec.Inputs);
    private readonly Matrix copy = new($"W{index}Before", $"W{index}Before", spec.Outputs, spec.Inputs);
    private readonly List<OuterSum> shared = [];
    private readonly List<(Matrix? Left, Matrix? Right)> turns = [];
    private readonly List<Expression> penalties = [];
    private bool needsMirror = orthogonality > 0;

    /// <summary>Index of the weight whose transpose this one starts as, or -1.</summary>
    public int TiedAtStart { get; init; } = -1;

    /// <summary>Whether a right inverse multiplies what rounding does to the sums.</summary>
    public bool IsInverted { get; init; }

    public override Matrix Factor => matrix;

    /// <summary>W, [outputs, inputs], kept beside its transpose because something reads it in that order.</summary>
    public Matrix Mirror
    {
        get
        {
            needsMirror = true;
            return mirror;
        }
    }

    /// <summary>The weight, when all that need it are planned.</summary>
    public WeightPlan Weight => new(matrix, mirror, needsMirror, Index, TiedAtStart);

    protected override bool IsCareful => IsInverted;

    private Matrix CopyOfFactor => new($"{matrix.Name}Before", $"{matrix.Symbol}Before", matrix.Rows, matrix.Columns);

    private Matrix Gramian => new($"{matrix.Name}Gramian", $"{matrix.Symbol}Gramian", Spec.Outputs, Spec.Outputs);

    /// <summary>Adds a term to the gradient in Wᵀ, [inputs, outputs].</summary>
    public void Share(Plan.Buffer left, Plan.Buffer right) => shared.Add(new OuterSum(left, right, matrix));

    /// <summary>Adds to the gradient in Wᵀ what a matrix makes of its columns: Wᵀ T, T [outputs, outputs].</summary>
    public void TurnColumns(Matrix turn)
    {
        needsMirror = true;
        turns.Add((null, turn));
    }

    /// <summary>Adds to the gradient in Wᵀ what a matrix makes of its rows: Tᵀ Wᵀ, T [inputs, inputs].</summary>
    public void TurnRows(Matrix turn) => turns.Add((turn, null));

    /// <summary>Adds a penalty's gradient, element by element of Wᵀ.</summary>
    public void Penalize(Expression gradient) => penalties.Add(gradient);

    /// <summary>The step on the weight.</summary>
    public WeightStep Step(OptimizerSpec rule)
    {
        List<OuterSum> gradient = [new OuterSum(TrainingInput, LinearSignal, matrix), .. shared];
        if (orthogonality > 0)
        {
            gradient.Add(new OuterSum(copy, Gramian, matrix));
        }

        gradient.AddRange(turns.Select(turn =>
            turn.Left is null ? new OuterSum(copy, turn.Right!, matrix) : new OuterSum(turn.Left, CopyOfFactor, matrix)));
        return new WeightStep(rule, Weight, gradient) { Penalties = penalties };
    }

    /// <summary>
    /// The copies are there because the update changes the weight square by square, and these terms still read what it was.
    /// </summary>
    public override void PrepareUpdate(List<Operation> program)
    {
        if (orthogonality > 0)
        {
            Expression identity =
                new Call(Function.Max, 0, (Expression)1 - new Call(Function.Abs, new ColumnIndex() - (Expression)new RowIndex()));
            program.Add(new OuterSum(matrix, matrix, Gramian));
            program.Add(new Map(Gramian, new Assignment(Gramian, (Gramian - identity) * (4 * orthogonality))) { Title = "Scale" });
        }

        if (orthogonality > 0 || turns.Any(turn => turn.Left is null))
        {
            program.Add(new Map(copy, new Assignment(copy, mirror)));
        }

        if (turns.Any(turn => turn.Left is not null))
        {
            program.Add(new Map(CopyOfFactor, new Assignment(CopyOfFactor, matrix)));
        }
    }

    protected override void BackLinear(BatchBuffer linear, BatchBuffer result, List<Operation> program) =>
        program.Add(new Contract(linear, Mirror, null, result));
}
