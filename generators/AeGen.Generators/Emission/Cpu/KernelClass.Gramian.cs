using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Gram matrices beside the identity.</content>
internal sealed partial class KernelClass
{
    private void WriteGramian(GramianPhase phase)
    {
        FixedMatrix matrix = phase.Result;
        Need("TakeIdentity", WriteTakeIdentity);
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
            writer.Block("for (int tile = first; tile < end; tile++)", () =>
            {
                int pieces = PhaseCode.Blocks(matrix);
                long floats = CpuLayout.PanelFloats(phase.Weight) * CpuLayout.Panels(phase.Weight.Columns);
                writer.Line($"Panels.CopyShare({Of(phase.Weight)}, {Of(phase.Copy)}, {Literal.Offset(floats)}, tile, {pieces});");
                WriteSquarePosition(matrix);
                writer.Line($"ref float square = {At(matrix, "panel", "block")};");
                WriteGradient([new GradientSource(phase.Transpose, phase.Transpose)], matrix, ["square", "square", "square"]);
                writer.Line();
                string diagonal = CpuLayout.Panels(matrix.Columns) == 1 ? "true" : "block == panel";
                writer.Line($"TakeIdentity(ref square, {Literal.Of((float)phase.Scale)}, {diagonal}, {RowsOf(matrix)});");
            }));
    }

    private void WriteTakeIdentity(CodeWriter code)
    {
        code.Summary("square = scale (square - I) for some rows of a square, of which I is zero off the diagonal.");
        code.Line(Hot);
        code.Block("private static void TakeIdentity(ref float square, float scale, bool diagonal, int rows)", () =>
        {
            code.Block("for (int row = 0; row < rows; row++)", () =>
            {
                code.Block("if (diagonal)", () => code.Line($"At(ref square, row * {Square + 1}) -= 1f;"));
                code.Line();
                code.Block($"for (int lane = 0; lane < {Square}; lane += {width.Lanes})", () =>
                {
                    code.Line($"nuint at = (nuint)((row * {Square}) + lane);");
                    code.Line("Store(Load(ref square, at) * scale, ref square, at);");
                });
            });
        });
    }
}
