using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>The penalty on the encoder's Jacobian.</content>
internal sealed partial class KernelClass
{
    private void WriteSquaredLengths(SquaredLengthsPhase phase)
    {
        Need("SumSquares", WriteSumSquares);
        writer.Summary($"Computes {phase.Formula}, a panel a piece.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
            OverPanels(() =>
            {
                writer.Line($"ref float matrix = {At(phase.Transpose, "panel")};");
                writer.Line($"ref float sums = {At(phase.Result, "panel")};");
                writer.Line($"SumSquares(ref matrix, ref sums, {phase.Transpose.Rows}, {CpuLayout.PanelWidth / width.Lanes});");
            }));
    }

    private void WriteSumSquares(CodeWriter code)
    {
        code.Summary("The sums of the squares of the columns of some rows of a panel.");
        code.Line(Hot);
        code.Block("private static void SumSquares(ref float matrix, ref float sums, int rows, int vectors)", () =>
            OverPanel(
                code,
                ["matrix"],
                "Floats sum = Floats.Zero;",
                "sum = Vector.MultiplyAddEstimate(Load(ref matrixAt), Load(ref matrixAt), sum);",
                "Store(sum, ref sums, (nuint)lane);"));
    }

    private void WriteContraction(ContractionPhase phase)
    {
        List<(string Name, BatchMatrix Matrix)> matrices = [("squares", phase.SquaredSlopes)];
        if (phase.SquaredLengths is not null)
        {
            matrices.Add(("signal", phase.Signal));
        }

        if (phase.Activation != ActivationKind.Identity && phase.PreActivations is null)
        {
            matrices.Add(("code", phase.Code));
        }

        if (phase.Slopes is not null)
        {
            matrices.Add(("slopes", phase.Slopes));
        }

        if (phase.PreActivations is not null)
        {
            matrices.Add(("preActivation", phase.PreActivations));
        }

        Need("Contract", code => WriteContract(code, phase, [.. matrices.Select(matrix => matrix.Name)]));
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
        {
            if (phase.SquaredLengths is not null)
            {
                writer.Line($"float scale = {Literal.Of((float)(2 * phase.Strength))} / arguments.Samples;");
            }

            OverBlocks(phase.Over, () =>
            {
                foreach ((string name, BatchMatrix matrix) in matrices)
                {
                    writer.Line($"ref float {name} = {At(matrix, "panel", "row")};");
                }

                string all = string.Join(", ", matrices.Select(matrix => $"ref {matrix.Name}"));
                string lengths = phase.SquaredLengths is null ? string.Empty : $"{At(phase.SquaredLengths, "panel")}, scale, ";
                writer.Line($"Contract({all}, {lengths}rows, {CpuLayout.PanelWidth / width.Lanes});");
            });
        });
    }

    private void WriteContract(CodeWriter code, ContractionPhase phase, string[] matrices)
    {
        bool bends = phase.SquaredLengths is not null;
        List<string> body = [];
        if (matrices.Contains("code"))
        {
            body.Add("Floats y = Load(ref codeAt);");
        }

        body.Add($"Floats slope = {(phase.Slopes is not null ? "Load(ref slopesAt)"
            : phase.Activation == ActivationKind.Identity ? "Floats.One"
            : ActivationCode.SlopeFromOutput(phase.Activation))};");
        body.Add("Store(slope * slope, ref squaresAt);");
        if (phase.PreActivations is not null)
        {
            body.Add("Floats z = Load(ref preActivationAt);");
            body.Add(ActivationCode.CurvatureFromInput(phase.Activation));
        }
        else if (bends)
        {
            body.Add($"Floats curvature = {ActivationCode.CurvatureFromOutput(phase.Activation)};");
        }

        if (bends)
        {
            body.Add("Store(Vector.MultiplyAddEstimate(slope * curvature, weight, Load(ref signalAt)), ref signalAt);");
        }

        code.Summary(bends
            ? "The squares of the code's slopes, and the gradient of the penalty on the Jacobian added to the signal, in some rows of a panel."
            : "The squares of the code's slopes, in some rows of a panel.");
        code.Line(Hot);
        code.Block(
            $"private static void Contract({string.Join(", ", matrices.Select(name => $"ref float {name}"))}, {(bends ? "ref float lengths, float scale, " : string.Empty)}int rows, int vectors)",
            () => OverPanel(code, matrices, bends ? "Floats weight = Load(ref lengths, (nuint)lane) * scale;" : null, string.Join("\n", body)));
    }

    private void WriteAddScaledColumns(CodeWriter code)
    {
        code.Summary("gradient += weight diag(scale factors), for some rows of 32.");
        code.Line(Hot);
        code.Block("private static void AddScaledColumns(ref float gradient, ref float weight, ref float factors, float scale, int rows, int vectors)", () =>
            OverPanel(
                code,
                ["gradient", "weight"],
                "Floats factor = Load(ref factors, (nuint)lane) * scale;",
                "Store(Vector.MultiplyAddEstimate(Load(ref weightAt), factor, Load(ref gradientAt)), ref gradientAt);"));
    }
}
