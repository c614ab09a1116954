namespace AeGen.Generators.Targets.Cpu;

/// <summary>How many pieces each phase falls into.</summary>
internal static class Pieces
{
    /// <summary>An expression of <c>blocks</c>, the batch's number of blocks of rows.</summary>
    public static string Of(KernelPlan plan, Phase phase) => phase.Division switch
    {
        Division.Tiles when CpuLayout.Panels(phase.Over.Columns) == 1 => "blocks",
        Division.Tiles => $"blocks * {Literal.Of(CpuLayout.Panels(phase.Over.Columns))}",
        Division.Rows => "blocks",
        Division.Columns => Literal.Of(CpuLayout.Panels(phase.Over.Columns)),
        Division.Squares => Literal.Of(CpuLayout.Squares((Matrix)phase.Over)),
        Division.Solve => Literal.Of(Of((Solve)phase.Operations[0])),
        Division.Parameters => Literal.Of(plan.Weights.Sum(weight => CpuLayout.Squares(weight.Matrix))
            + plan.Vectors.Sum(vector => CpuLayout.Panels(vector.Vector.Size))),
    };

    private static int Of(Solve solve) => solve.Kind switch
    {
        SolveKind.Factor => 1,

        // The runtime computes two times four rows of the Gram matrix together, and panels of the others.
        SolveKind.Gram => (solve.Of.K + 7) / 8,
        SolveKind.Orthogonalise or SolveKind.Materialise => CpuLayout.Panels(solve.Of.N),
        SolveKind.Correct => CpuLayout.Panels(solve.Of.K),
    };
}
