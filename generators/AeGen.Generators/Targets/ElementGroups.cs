namespace AeGen.Generators.Targets;

/// <summary>Which of a phase's operations share a loop.</summary>
internal static class ElementGroups
{
    /// <summary>Operations that share a loop: maps, and sums of which none needs another's result.</summary>
    public static IEnumerable<IReadOnlyList<Operation>> Of(IReadOnlyList<Operation> operations)
    {
        List<Operation> group = [];
        foreach (Operation operation in operations)
        {
            bool joins = group.Count > 0 && group[0].GetType() == operation.GetType()
                && (operation is Map || !group.OfType<Reduce>().Any(reduce => operation.Reads().Contains(reduce.Result)));
            if (!joins && group.Count > 0)
            {
                yield return group;
                group = [];
            }

            group.Add(operation);
        }

        yield return group;
    }

    /// <summary>All that operations compute of each element.</summary>
    public static IEnumerable<Expression> Values(IEnumerable<Operation> operations) => operations.SelectMany(operation => operation switch
    {
        Map map => map.Values,
        Reduce reduce => [reduce.Term],
        _ => [],
    });
}
