namespace AeGen.Generators.Plan;

/// <summary>What operations read, write and cost.</summary>
internal static class Uses
{
    /// <summary>The buffers that an operation reads.</summary>
    public static IEnumerable<Buffer> Reads(this Operation operation) => operation switch
    {
        Contract contract => new Buffer?[] { contract.Left, contract.Right, contract.Bias }.OfType<Buffer>(),
        OuterSum sum => [sum.Left, sum.Right],
        Map map => map.Values.SelectMany(Reads),
        Reduce reduce => Reads(reduce.Term),
        Solve solve => solve.Of.Derived.Prepend(solve.Of.Weight),
        WeightStep step => step.Gradient.SelectMany(Reads).Concat(step.Penalties.SelectMany(Reads)),
        VectorStep step => Reads(step.Gradient),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };

    /// <summary>The buffers that an expression reads.</summary>
    public static IEnumerable<Buffer> Reads(this Expression expression) => expression.All.Select(part => part switch
    {
        Element element => element.Of,
        OfColumn column => column.Of,
        OfSample sample => (Buffer?)sample.Of,
        _ => null,
    }).OfType<Buffer>();

    /// <summary>The buffers that an operation writes, but for trained parameters.</summary>
    public static IEnumerable<Buffer> Writes(this Operation operation) => operation switch
    {
        Contract contract => [contract.Result],
        OuterSum sum => [sum.Result],
        Map map => map.Results.Select(result => result.To),
        Reduce reduce => [reduce.Result],
        Solve or Step => [],
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };

    /// <summary>Whether a buffer must be stored: a sum that only the phases read that compute it stays in a register.</summary>
    public static bool IsStored(this Buffer buffer, IEnumerable<Phase> phases)
    {
        bool IsSumOf(Phase phase) => phase.Operations.OfType<Reduce>().Any(sum => sum.Result == buffer);
        return !phases.Any(
            IsSumOf) || phases.Any(phase => !IsSumOf(phase) && phase.Operations.Any(operation => operation.Reads().Contains(buffer)));
    }

    /// <summary>An operation's multiply-adds a sample.</summary>
    public static long MultiplyAdds(this Operation operation) => operation switch
    {
        Contract contract => contract.Right.Size,
        OuterSum { Left: BatchBuffer } sum => sum.Result.Size,
        WeightStep step => step.Gradient.Sum(MultiplyAdds),
        OuterSum or Map or Reduce or Solve or VectorStep => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };
}
