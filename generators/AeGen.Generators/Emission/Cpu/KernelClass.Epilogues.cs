using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>What happens to a product's tiles while they are in the first-level cache.</content>
internal sealed partial class KernelClass
{
    /// <summary>Writes the call of what follows on some rows of a panel of a result, which have been computed.</summary>
    /// <param name="epilogue">What follows.</param>
    /// <param name="matrix">The result's matrix.</param>
    /// <param name="row">The first of the rows, an expression, or null for the batch's first.</param>
    /// <param name="shape">The panel's shape.</param>
    private void WriteEpilogueCall(Epilogue epilogue, BatchMatrix matrix, string? row, TileShape shape)
    {
        int vectors = shape.PanelVectors;
        switch (epilogue)
        {
            case ActivateEpilogue { Slopes: { } slopes } activate:
                Need($"Activate{activate.Activation}AndSlopes", code => WriteActivateAndSlopes(code, activate.Activation));
                writer.Line($"ref float slopes = {At(slopes, "panel", row)};");
                writer.Line($"Activate{activate.Activation}AndSlopes(ref result, ref slopes, rows, {vectors});");
                break;
            case ActivateEpilogue activate:
                Need($"Activate{activate.Activation}", code => WriteActivate(code, activate.Activation));
                if (activate.Activation.KeepsZero())
                {
                    writer.Line($"Activate{activate.Activation}(ref result, rows, {vectors});");
                    break;
                }

                writer.Line($"ref float mask = {Mask(matrix)};");
                writer.Line($"Activate{activate.Activation}(ref result, ref mask, rows, {vectors});");
                break;
            case DifferentiateEpilogue differentiate:
                string name = differentiate.Activation.SlopeFollowsFromOutput() ? $"MultiplyBy{differentiate.Activation}Slope" : "MultiplyBySlopes";
                Need(name, code => WriteDifferentiate(code, name, differentiate.Activation));
                string source = differentiate.Activation.SlopeFollowsFromOutput() ? "output" : "slopes";
                writer.Line($"ref float {source} = {At(differentiate.Source, "panel", row)};");
                writer.Line($"{name}(ref result, ref {source}, rows, {vectors});");
                break;
            case LossEpilogue loss:
                Need("TakeLoss", code => WriteLoss(code, loss));
                writer.Line($"ref float target = {At(loss.Target, "panel", row)};");
                writer.Line($"ref float mask = {Mask(matrix)};");
                int panels = CpuLayout.Panels(matrix.Columns);
                string sum = panels == 1 ? "tile" : $"(block * {panels}) + panel";
                writer.Line($"float scale = 1f / ((float)arguments.Samples * {matrix.Columns}f);");
                writer.Line($"Unsafe.Add(ref arguments.Losses, {sum}) = TakeLoss(ref result, ref target, ref mask, scale, rows, {vectors});");
                break;
            case NoEpilogue:
                break;
            default:
                throw new InvalidOperationException($"There is no function for {epilogue}.");
        }
    }

    /// <summary>The row of ones and zeros that marks a panel's real columns.</summary>
    private string Mask(BatchMatrix matrix)
    {
        int panels = CpuLayout.Panels(matrix.Columns), last = CpuLayout.LastColumns(matrix.Columns);
        string edge = Literal.Offset(layout.Masks[last]), full = Literal.Offset(layout.Masks[CpuLayout.PanelWidth]);
        return panels == 1 || last == CpuLayout.PanelWidth
            ? $"ref At(ref arguments.Parameters, {edge})"
            : $"ref At(ref arguments.Parameters, panel < {panels - 1} ? {full} : {edge})";
    }

    private void WriteAddTo(CodeWriter code)
    {
        code.Summary("sum += addend in some rows of a panel.");
        code.Line(Hot);
        code.Block("private static void AddTo(ref float sum, ref float addend, int rows, int vectors)", () =>
            OverPanel(code, ["sum", "addend"], null, "Store(Load(ref sumAt) + Load(ref addendAt), ref sumAt);"));
    }

    private void Need(string name, Action<CodeWriter> write)
    {
        if (epilogueNames.Add(name))
        {
            epilogues.Add((name, write));
        }
    }

    private void WriteActivate(CodeWriter code, ActivationKind activation)
    {
        bool masked = !activation.KeepsZero();
        code.Summary(masked
            ? $"x = {activation}(x) in some rows of a panel; columns outside of the mask become zero."
            : $"x = {activation}(x) in some rows of a panel.");
        code.Line(Hot);
        string mask = masked ? "ref float mask, " : string.Empty;
        code.Block($"private static void Activate{activation}(ref float x, {mask}int rows, int vectors)", () =>
            OverPanel(
                code,
                ["x"],
                masked ? "Floats real = Load(ref mask, (nuint)lane);" : null,
                $"""
                Floats z = Load(ref xAt);
                Store({(masked ? $"({ActivationCode.Value(activation)}) * real" : ActivationCode.Value(activation))}, ref xAt);
                """));
    }

    private void WriteActivateAndSlopes(CodeWriter code, ActivationKind activation)
    {
        code.Summary($"x = {activation}(x) and slopes = {activation}'(x) in some rows of a panel.");
        code.Line(Hot);
        code.Block($"private static void Activate{activation}AndSlopes(ref float x, ref float slopes, int rows, int vectors)", () =>
            OverPanel(
                code,
                ["x", "slopes"],
                null,
                $"""
                Floats z = Load(ref xAt);
                {ActivationCode.ValueAndSlope(activation)}
                Store(y, ref xAt);
                Store(slope, ref slopesAt);
                """));
    }

    private void WriteDifferentiate(CodeWriter code, string name, ActivationKind activation)
    {
        bool fromOutput = activation.SlopeFollowsFromOutput();
        string source = fromOutput ? "output" : "slopes";
        code.Summary(fromOutput
            ? $"signal *= {activation}'(z), which follows from the output {activation}(z), in some rows of a panel."
            : "signal *= slopes in some rows of a panel.");
        code.Line(Hot);
        code.Block($"private static void {name}(ref float signal, ref float {source}, int rows, int vectors)", () =>
            OverPanel(
                code,
                ["signal", source],
                null,
                fromOutput
                    ? $"""
                      Floats y = Load(ref outputAt);
                      Floats slope = {ActivationCode.SlopeFromOutput(activation)};
                      Store(Load(ref signalAt) * slope, ref signalAt);
                      """
                    : "Store(Load(ref signalAt) * Load(ref slopesAt), ref signalAt);"));
    }

    private void WriteLoss(CodeWriter code, LossEpilogue loss)
    {
        code.Summary($"The sum of {loss.Loss} of {loss.Activation}(x) over some rows of a panel; x becomes its gradient, scaled.");
        code.Line(Hot);
        code.Block("private static double TakeLoss(ref float x, ref float target, ref float mask, float scale, int rows, int vectors)", () =>
        {
            code.Line("double total = 0;");
            OverPanel(
                code,
                ["x", "target"],
                """
                Floats real = Load(ref mask, (nuint)lane);
                Floats realScale = real * scale;
                Floats sum = Floats.Zero;
                """,
                $"""
                Floats z = Load(ref xAt);
                Floats t = Load(ref targetAt);
                {LossCode.LossAndGradient(loss.Loss, loss.Activation)}
                sum = Vector.MultiplyAddEstimate(loss, real, sum);
                Store(gradient * realScale, ref xAt);
                """,
                "total += Vector.Sum(sum);");
            code.Line();
            code.Line("return total;");
        });
    }

    /// <summary>Loops over a panel's vectors and, inside, its rows, with a running reference for each matrix.</summary>
    private void OverPanel(CodeWriter code, string[] matrices, string? before, string body, string? after = null) =>
        code.Block($"for (int lane = 0; lane < vectors * {width.Lanes}; lane += {width.Lanes})", () =>
        {
            foreach (string matrix in matrices)
            {
                code.Line($"ref float {matrix}At = ref At(ref {matrix}, lane);");
            }

            if (before is not null)
            {
                code.Line(before);
            }

            code.Block("for (int row = 0; row < rows; row++)", () =>
            {
                code.Line(body);
                foreach (string matrix in matrices)
                {
                    code.Line($"{matrix}At = ref At(ref {matrix}At, {CpuLayout.PanelWidth});");
                }
            });
            if (after is not null)
            {
                code.Line();
                code.Line(after);
            }
        });
}
