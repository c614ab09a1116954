using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Codes that are drawn, and the way back through the draw.</content>
internal sealed partial class KernelClass
{
    private void WriteSample(SamplePhase phase)
    {
        Need("Uniform", WriteUniform);
        Need("Normal", WriteNormal);
        Need("Limited", WriteLimited);
        Need("DrawRow", WriteDrawRow);
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
        {
            writer.Line("ulong step = arguments.Settings.NoiseKey;");
            OverBlocks(phase.Over, () =>
            {
                writer.Line($"ref float mean = {At(phase.Means, "panel", "row")};");
                writer.Line($"ref float logVariance = {At(phase.LogVariances, "panel", "row")};");
                writer.Line($"ref float deviation = {At(phase.Deviations, "panel", "row")};");
                writer.Line($"ref float result = {At(phase.Result, "panel", "row")};");
                writer.Line($"ref float mask = {Mask(phase.Result)};");
                writer.Block("for (int i = 0; i < rows; i++)", () =>
                {
                    writer.Line($"int place = i * {CpuLayout.PanelWidth};");
                    string column = CpuLayout.Panels(phase.Result.Columns) == 1 ? "0" : $"panel * {CpuLayout.PanelWidth}";
                    writer.Line($"ulong key = NoiseKeys.OfRow(step, {phase.Stream}, arguments.FirstRow + row + i);");
                    writer.Line($"ulong angles = NoiseKeys.OfRow(step, {phase.Stream + 1}, arguments.FirstRow + row + i);");
                    writer.Line(
                        $"DrawRow(ref At(ref mean, place), ref At(ref logVariance, place), ref At(ref deviation, place), ref At(ref result, place), ref mask, key, angles, {column});");
                });
            });
        });
    }

    private void WriteDrawRow(CodeWriter code)
    {
        code.Summary("Draws a row of a panel from normal distributions. Columns outside of the mask stay as their means.");
        code.Line(Hot);
        code.Block(
            "private static void DrawRow(ref float mean, ref float logVariance, ref float deviation, ref float result, ref float mask, ulong key, ulong angles, int column)",
            () => code.Block($"for (int lane = 0; lane < {CpuLayout.PanelWidth}; lane += {width.Lanes})", () => code.Line(
                """
                nuint at = (nuint)lane;
                Floats size = Exp(Limited(Load(ref logVariance, at)) * 0.5f) * Load(ref mask, at);
                Floats drawn = Normal(key, angles, column + lane) * size;
                Store(drawn, ref deviation, at);
                Store(Load(ref mean, at) + drawn, ref result, at);
                """)));
    }

    private static void WriteLimited(CodeWriter code)
    {
        string limit = Literal.Of(SamplePhase.Limit);
        code.Summary($"Log-variances of at most {Literal.Of((long)SamplePhase.Limit)} in size; NaN stays NaN.");
        code.Line("[MethodImpl(Options.AggressiveInlining)]");
        code.Line($"private static Floats Limited(Floats s) => Vector.MinNative(Vector.Create({limit}), Vector.MaxNative(Vector.Create(-{limit}), s));");
    }

    private void WriteDivergence(DivergencePhase phase)
    {
        (string Name, BatchMatrix Matrix)[] matrices =
        [
            ("signal", phase.Signal),
            ("mean", phase.Means),
            ("logVariance", phase.LogVariances),
            ("deviation", phase.Deviations),
            ("varianceSignal", phase.VarianceSignal),
        ];
        string[] names = [.. matrices.Select(matrix => matrix.Name)];
        Need("SplitSignal", code => WriteSplitSignal(code, names));
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
        {
            writer.Line("float scale = arguments.Settings.DivergenceWeight / arguments.Samples;");
            OverBlocks(phase.Over, () =>
            {
                foreach ((string name, BatchMatrix matrix) in matrices)
                {
                    writer.Line($"ref float {name} = {At(matrix, "panel", "row")};");
                }

                writer.Line($"SplitSignal({string.Join(", ", names.Select(name => $"ref {name}"))}, scale, rows, {CpuLayout.PanelWidth / width.Lanes});");
            });
        });
    }

    private void WriteSplitSignal(CodeWriter code, string[] matrices)
    {
        code.Summary("From the gradient in what was drawn to those in the means, in its place, and in the log-variances, in some rows of a panel.");
        code.Line(Hot);
        code.Block($"private static void SplitSignal({string.Join(", ", matrices.Select(name => $"ref float {name}"))}, float scale, int rows, int vectors)", () =>
            OverPanel(
                code,
                matrices,
                "Floats weight = Vector.Create(scale);",
                """
                Floats gradient = Load(ref signalAt);
                Floats excess = Exp(Limited(Load(ref logVarianceAt))) - Floats.One;
                Store(((gradient * Load(ref deviationAt)) + (weight * excess)) * 0.5f, ref varianceSignalAt);
                Store(Vector.MultiplyAddEstimate(weight, Load(ref meanAt), gradient), ref signalAt);
                """));
    }
}
