using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Penalties on the code.</content>
internal sealed partial class KernelClass
{
    private void WriteMeans(MeansPhase phase)
    {
        Need("SumColumns", WriteColumnSums);
        writer.Summary($"Computes {phase.Formula}, a panel a piece.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
            OverPanels(() =>
            {
                writer.Line($"ref float source = {At(phase.Source, "panel")};");
                writer.Line($"ref float means = {At(phase.Result, "panel")};");
                writer.Line($"SumColumns(ref source, ref means, arguments.Batch, {CpuLayout.PanelWidth / width.Lanes});");
                writer.Block($"for (int lane = 0; lane < {CpuLayout.PanelWidth}; lane += {width.Lanes})", () =>
                    writer.Line("Store(Load(ref means, (nuint)lane) * (1f / arguments.Batch), ref means, (nuint)lane);"));
            }));
    }

    private void WriteSparsity(SparsityPhase phase)
    {
        List<(string Name, BatchMatrix Matrix)> matrices = [("signal", phase.Signal)];
        if (phase.Means is null || phase.Activation.SlopeFollowsFromOutput())
        {
            matrices.Add(("code", phase.Code));
        }

        if (phase.Slopes is not null)
        {
            matrices.Add(("slopes", phase.Slopes));
        }

        Need("AddSparsity", code => WriteAddSparsity(code, phase, [.. matrices.Select(matrix => matrix.Name)]));
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
        {
            writer.Line($"float scale = {Literal.Of((float)phase.Penalty.Strength)} / arguments.Samples;");
            OverBlocks(phase.Over, () =>
            {
                foreach ((string name, BatchMatrix matrix) in matrices)
                {
                    writer.Line($"ref float {name} = {At(matrix, "panel", "row")};");
                }

                string means = phase.Means is null ? string.Empty : $"{At(phase.Means, "panel")}, ";
                string all = string.Join(", ", matrices.Select(matrix => $"ref {matrix.Name}"));
                writer.Line($"AddSparsity({all}, {means}scale, rows, {CpuLayout.PanelWidth / width.Lanes});");
            });
        });
    }

    private void WriteAddSparsity(CodeWriter code, SparsityPhase phase, string[] matrices)
    {
        string? slope = phase.Activation == ActivationKind.Identity ? null
            : phase.Slopes is not null ? "Load(ref slopesAt)"
            : ActivationCode.SlopeFromOutput(phase.Activation);
        List<string> body = [];
        if (matrices.Contains("code"))
        {
            body.Add("Floats y = Load(ref codeAt);");
        }

        if (phase.Means is null)
        {
            body.Add("Floats push = Vector.ConditionalSelect(Vector.Equals(y, Floats.Zero), Floats.Zero, Vector.CopySign(size, y));");
        }

        body.Add($"Store(Load(ref signalAt) + {(slope is null ? "push" : $"(push * ({slope}))")}, ref signalAt);");
        string means = phase.Means is null ? string.Empty : "ref float means, ";
        code.Summary("Adds the gradient of the code's penalty to the signal, in some rows of a panel.");
        code.Line(Hot);
        code.Block(
            $"private static void AddSparsity({string.Join(", ", matrices.Select(name => $"ref float {name}"))}, {means}float scale, int rows, int vectors)",
            () => OverPanel(
                code, matrices, phase.Means is null ? "Floats size = Vector.Create(scale);" : MeansPush(phase.Penalty.Target), string.Join("\n", body)));
    }

    /// <summary>What a divergence adds to every row's signal, before the slope: strength / B ((1 - rho) / (1 - m) - rho / m).</summary>
    private static string MeansPush(double target) =>
        $"""
        Floats mean = Vector.MinNative(Vector.Create(1f - 1e-6f), Vector.MaxNative(Vector.Create(1e-6f), Load(ref means, (nuint)lane)));
        Floats push = ((Vector.Create({Literal.Of((float)(1 - target))}) / (Floats.One - mean)) - (Vector.Create({Literal.Of((float)target)}) / mean)) * scale;
        """;
}
