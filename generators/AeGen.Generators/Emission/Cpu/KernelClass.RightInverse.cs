using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>The phases of right inverses: the small matrices are the runtime's work, the large products this class's tiles'.</content>
internal sealed partial class KernelClass
{
    private void WriteRightInverse(RightInversePhase phase)
    {
        writer.Summary($"{phase.Formula}.");
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () => WriteRightInverseBody(phase));
    }

    private void WriteRightInverseBody(RightInversePhase phase)
    {
        RightInversePlan inverse = phase.Inverse;
        const string Runtime = "global::AeGen.Runtime.RightInverse.";
        string weight = Parameter(layout.Of(inverse.Weight)), orthogonal = Parameter(layout.Of(inverse.Orthogonal));
        string factor = Small(inverse, 0), factorInverse = Small(inverse, 1), cross = Small(inverse, 2), weighed = Small(inverse, 3);
        string range = "first, end";
        switch (phase.Step)
        {
            case RightInverseStep.Gram:
                writer.Line($"{Runtime}Gram({weight}, {inverse.K}, {inverse.N}, {factor}, ref arguments.Scratch, {range});");
                break;
            case RightInverseStep.Factor:
                writer.Line(
                    $"{Runtime}Factor({factor}, {factorInverse}, {inverse.K}, {Literal.Of(plan.Architecture.Damping)}, {Literal.Of(inverse.Layer)});");
                break;
            case RightInverseStep.Solve:
                writer.Line(
                    $"{Runtime}Solve({weight}, {factorInverse}, {orthogonal}, {Parameter(layout.Of(inverse.Inverse))}, {Parameter(layout.Of(inverse.InverseTransposed))}, ref arguments.Scratch, {inverse.K}, {inverse.N}, {range});");
                break;
            case RightInverseStep.Gradient:
                WriteInverseGradient(inverse);
                break;
            case RightInverseStep.Cross:
                writer.Line(
                    $"{Runtime}Cross({Parameter(layout.Of(inverse.Gradient))}, {orthogonal}, {inverse.K}, {inverse.N}, {cross}, ref arguments.Scratch, {range});");
                break;
            case RightInverseStep.Weigh:
                writer.Line($"{Runtime}Weigh({factorInverse}, {cross}, {weighed}, {inverse.K}, {range});");
                break;
            case RightInverseStep.Combine:
                writer.Line(
                    $"{Runtime}Combine({factorInverse}, {weighed}, {Parameter(layout.Of(inverse.Weighting))}, {Parameter(layout.Of(inverse.Correction))}, {inverse.K}, {range});");
                break;
        }
    }

    /// <summary>One of the four [k, k] matrices in double precision.</summary>
    private string Small(RightInversePlan inverse, int index)
    {
        long offset = layout.Of(inverse) + (index * CpuLayout.SmallMatrix(inverse));
        return Reference("Doubles", Literal.Offset(offset));
    }

    private void WriteInverseGradient(RightInversePlan inverse)
    {
        writer.Block("for (int tile = first; tile < end; tile++)", () =>
        {
            WriteSquarePosition(inverse.Gradient);
            writer.Line($"ref float square = {At(inverse.Gradient, "panel", "block")};");
            WriteGradient([inverse.GradientSource], inverse.Gradient, ["square", "square", "square"]);
        });
    }
}
