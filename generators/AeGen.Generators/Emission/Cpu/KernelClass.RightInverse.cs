using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>The phases of right inverses: the small matrices are the runtime's work, the large products this class's tiles'.</content>
internal sealed partial class KernelClass
{
    private void WriteRightInverse(RightInversePhase phase)
    {
        writer.Summary($"{phase.Formula}.");
        writer.Block(
            $"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () => WriteRightInverseBody(phase));
    }

    private void WriteRightInverseBody(RightInversePhase phase)
    {
        RightInversePlan inverse = phase.Inverse;
        const string Runtime = "RightInverse.";
        string factor = Small(inverse, 0), factorInverse = Small(inverse, 1);
        string orthogonal = Of(inverse.Orthogonal), sizes = $"{inverse.K}, {inverse.N}";
        const string Scratch = "ref arguments.Scratch", Range = "first, end";
        switch (phase.Step)
        {
            case RightInverseStep.Gram:
                writer.Line($"{Runtime}Gram({Of(inverse.Weight)}, {sizes}, {factor}, {Scratch}, {Range});");
                break;
            case RightInverseStep.Factor:
                writer.Line(
                    $"{Runtime}Factor({factor}, {factorInverse}, {inverse.K}, {Literal.Of(plan.Architecture.Damping)}, {Literal.Of(inverse.Layer)});");
                break;
            case RightInverseStep.Solve:
                writer.Line($"{Runtime}Solve({Of(inverse.Weight)}, {factorInverse}, {orthogonal}, {Of(inverse.OrthogonalTransposed)}, {Scratch}, {sizes}, {Range});");
                writer.Line($"{Runtime}Round({factorInverse}, {Of(inverse.Triangle)}, {Of(inverse.TriangleTransposed)}, {inverse.K}, {Range});");
                break;
            case RightInverseStep.Materialise:
                writer.Line($"{Runtime}Materialise({orthogonal}, {factorInverse}, {Of(inverse.Inverse)}, {Scratch}, {sizes}, {Range});");
                break;
            case RightInverseStep.Product:
                OverSquares(inverse.Product, [inverse.ProductSource]);
                break;
            case RightInverseStep.Combine:
                writer.Line($"{Runtime}Combine({Of(inverse.Product)}, {factorInverse}, {Of(inverse.Correction)}, {Scratch}, {inverse.K}, {Range});");
                break;
            default:
                throw new InvalidOperationException($"There is no kernel for {phase}.");
        }
    }

    private string Of(FixedMatrix matrix) => ParameterAt(Literal.Offset(layout.Of(matrix)));

    /// <summary>One of the two [k, k] matrices in double precision: L, and its inverse.</summary>
    private string Small(RightInversePlan inverse, int index)
    {
        long offset = layout.Of(inverse) + (index * CpuLayout.SmallMatrix(inverse));
        return offset == 0 ? "ref arguments.Doubles" : $"ref Unsafe.Add(ref arguments.Doubles, {Literal.Offset(offset)})";
    }
}
