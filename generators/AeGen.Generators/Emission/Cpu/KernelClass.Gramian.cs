using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Gram matrices, and the copies of weights that the update reads beside them.</content>
internal sealed partial class KernelClass
{
    private void WriteGramian(GramianPhase phase)
    {
        FixedMatrix matrix = phase.Result;
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
            writer.Block("for (int tile = first; tile < end; tile++)", () =>
            {
                WriteSquarePosition(matrix);
                writer.Line($"ref float square = {At(matrix, "panel", "block")};");
                WriteGradient([new GradientSource(phase.Of, phase.Of)], matrix, ["square", "square", "square"]);
                writer.Line();
                WriteForm(phase);
            }));
    }

    private void WriteForm(GramianPhase phase)
    {
        int k = phase.Result.Columns;
        bool one = CpuLayout.Panels(k) == 1;
        string scale = Literal.Of((float)phase.Scale), rows = RowsOf(phase.Result);
        switch (phase.Form)
        {
            case GramianForm.BesideIdentity:
                Need("TakeIdentity", WriteTakeIdentity);
                writer.Line($"TakeIdentity(ref square, {scale}, {(one ? "true" : "block == panel")}, {rows});");
                break;
            case GramianForm.Skew:
                Need("MakeSkew", WriteMakeSkew);
                writer.Line($"MakeSkew(ref square, {scale} / arguments.Samples, {(one ? "0" : $"(panel - block) * {Square}")}, {rows});");
                break;
            case GramianForm.Nested:
                Need("TakeNested", WriteTakeNested);
                string place = one ? "0, 0" : $"block * {Square}, panel * {Square}";
                writer.Line($"TakeNested(ref square, {Literal.Of((float)(phase.Scale / k / k))} / arguments.Samples, {place}, {k}, {rows});");
                break;
            default:
                throw new InvalidOperationException($"There is no kernel for {phase}.");
        }
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
                OverSquareRow(code, "Store(Load(ref square, at) * scale, ref square, at);");
            });
        });
    }

    private void WriteMakeSkew(CodeWriter code)
    {
        code.Summary("square = scale (U - Lo) with its strict upper and lower triangles, for some rows of a square so many columns to the right of the diagonal.");
        code.Line(Hot);
        code.Block("private static void MakeSkew(ref float square, float scale, int right, int rows)", () =>
            code.Block("for (int row = 0; row < rows; row++)", () => OverSquareRow(
                code,
                """
                Floats distance = Floats.Indices + Vector.Create((float)(right + lane - row));
                Floats side = Vector.MinNative(Floats.One, Vector.MaxNative(-Floats.One, distance));
                Store(Load(ref square, at) * side * scale, ref square, at);
                """)));
    }

    private void WriteTakeNested(CodeWriter code)
    {
        code.Summary("square = scale square * min(i, j) (size - max(i, j)) for rows i and columns j, for some rows of a square from a row and a column on.");
        code.Line(Hot);
        code.Block("private static void TakeNested(ref float square, float scale, int firstRow, int firstColumn, int size, int rows)", () =>
            code.Block("for (int row = 0; row < rows; row++)", () =>
            {
                code.Line("Floats i = Vector.Create((float)(firstRow + row));");
                OverSquareRow(
                    code,
                    """
                    Floats j = Floats.Indices + Vector.Create((float)(firstColumn + lane));
                    Floats share = Vector.MinNative(i, j) * (Vector.Create((float)size) - Vector.MaxNative(i, j));
                    Store(Load(ref square, at) * share * scale, ref square, at);
                    """);
            }));
    }

    /// <summary>Writes the loop over the vectors of a row of a square.</summary>
    private void OverSquareRow(CodeWriter code, string body) =>
        code.Block($"for (int lane = 0; lane < {Square}; lane += {width.Lanes})", () =>
        {
            code.Line($"nuint at = (nuint)((row * {Square}) + lane);");
            code.Line(body);
        });

    private void WriteCopy(CopyPhase phase)
    {
        writer.Summary($"{phase.Formula}, a panel a piece.");
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
            OverPanels(() => writer.Line($"Panels.Copy({At(phase.Weight, "panel")}, {At(phase.Copy, "panel")}, {Literal.Of(CpuLayout.PanelFloats(phase.Copy))});")));
    }
}
