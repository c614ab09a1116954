using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <content>Gram matrices beside the identity.</content>
internal sealed partial class KernelClass
{
    private void WriteGramian(GramianPhase phase, GroupTile tile)
    {
        FixedMatrix matrix = phase.Result;
        writer.Summary($"Computes {phase.Formula} beforehand, a tile of {tile.Rows} x {tile.Columns} a group. Reads Batch and Splits, which is 1.");
        Kernel(MethodName(phase.Name, tile), () => WriteGradient(
            matrix,
            [new GradientSource(phase.Transpose, phase.Transpose)],
            tile,
            () => writer.Line(
                $"target[{Times("row", IlgpuLayout.Fours(matrix.Columns))} + column] = {Literal.Of((float)phase.Scale)} * (gradient - Identity(row, column));"),
            null));
    }

    private void WriteIdentity()
    {
        writer.Line();
        writer.Summary("Four elements of a row of the identity.");
        writer.Line("private static Float4 Identity(int row, int four) =>");
        writer.Line("    new Float4(row == 4 * four ? 1f : 0f, row == (4 * four) + 1 ? 1f : 0f, row == (4 * four) + 2 ? 1f : 0f, row == (4 * four) + 3 ? 1f : 0f);");
    }
}
