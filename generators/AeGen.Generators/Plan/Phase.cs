namespace AeGen.Generators.Plan;

/// <summary>Into what pieces a phase falls, which do not depend on one another.</summary>
internal enum Division
{
    /// <summary>Blocks of the batch's rows, and of those some columns.</summary>
    Tiles,

    /// <summary>Blocks of the batch's rows.</summary>
    Rows,

    /// <summary>Some columns of a buffer of the batch, or of a matrix.</summary>
    Columns,

    /// <summary>Squares of a matrix.</summary>
    Squares,

    /// <summary>What the library's own kernels say.</summary>
    Solve,

    /// <summary>Squares of all weights, and stretches of all vectors.</summary>
    Parameters,
}

/// <summary>A part of a step whose pieces do not depend on one another; the next phase may need all of them.</summary>
/// <param name="Name">Its method's name in generated code.</param>
/// <param name="Division">Its pieces.</param>
/// <param name="Operations">
/// What is done to each piece, in order: a product and what follows on it while it is in the cache, sums and what follows from them, or
/// all steps.
/// </param>
internal sealed record Phase(string Name, Division Division, IReadOnlyList<Operation> Operations)
{
    /// <summary>Its product, where it begins with one.</summary>
    public Contract? Contract => Operations[0] as Contract;

    /// <summary>What follows on the product, or all there is.</summary>
    public IEnumerable<Map> Maps => Operations.OfType<Map>();

    /// <summary>Whether it adds up losses.</summary>
    public bool HasLoss => Maps.Any(map => map.Loss is not null);

    /// <summary>The buffer whose pieces its pieces are.</summary>
    public Buffer Over => Operations[0] switch
    {
        Contract contract => contract.Result,
        Map map => map.Over,
        Reduce reduce => reduce.Over,
        OuterSum sum => sum.Result,
        _ => throw new InvalidOperationException($"{Name} is over no buffer."),
    };

    /// <summary>All formulas.</summary>
    public string Formula => string.Join("; ", Operations.Select(operation => operation.Formula));

    /// <summary>The formulas and, but for factorisations, the size of what they compute.</summary>
    public string Description => Operations[0] is Solve ? Formula
        : Over is Matrix matrix ? FormattableString.Invariant($"{Formula}, [{matrix.Rows}, {matrix.Columns}]")
        : FormattableString.Invariant($"{Formula}, [batch, {Over.Columns}]");

    /// <summary>Multiply-adds a sample.</summary>
    public long MultiplyAdds => Operations.Sum(operation => operation.MultiplyAdds());
}
