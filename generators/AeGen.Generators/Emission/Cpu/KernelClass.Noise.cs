using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Noise on a batch's matrices.</content>
internal sealed partial class KernelClass
{
    private void WriteNoise(NoisePhase phase)
    {
        bool gaussian = phase.Noise.Kind == NoiseKind.Gaussian;
        int panels = CpuLayout.Panels(phase.Result.Columns);
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
        {
            if (panels > 1)
            {
                writer.Line($"int blocks = (arguments.Batch + {CpuLayout.BlockRows - 1}) / {CpuLayout.BlockRows};");
            }

            writer.Line("ulong step = arguments.Settings.NoiseKey;");
            writer.Block("for (int tile = first; tile < end; tile++)", () =>
            {
                if (panels > 1)
                {
                    writer.Line("int panel = tile / blocks;");
                    writer.Line($"int row = (tile - (panel * blocks)) * {CpuLayout.BlockRows};");
                }
                else
                {
                    writer.Line($"int row = tile * {CpuLayout.BlockRows};");
                }

                writer.Line($"int rows = Math.Min({CpuLayout.BlockRows}, arguments.Batch - row);");
                writer.Line($"ref float source = {At(phase.Source, "panel", "row")};");
                writer.Line($"ref float result = {At(phase.Result, "panel", "row")};");
                if (gaussian)
                {
                    writer.Line($"ref float mask = {Mask(phase.Result)};");
                }

                writer.Block("for (int after = row + rows; row < after; row++)", () => WriteNoisyRow(phase, gaussian));
            });
        });
    }

    private void WriteNoisyRow(NoisePhase phase, bool gaussian)
    {
        string column = CpuLayout.Panels(phase.Result.Columns) == 1 ? "lane" : $"(panel * {CpuLayout.PanelWidth}) + lane";
        writer.Line($"ulong key = NoiseKeys.OfRow(step, {phase.Stream}, arguments.FirstRow + row);");
        if (gaussian)
        {
            writer.Line($"ulong angles = NoiseKeys.OfRow(step, {phase.Stream + 1}, arguments.FirstRow + row);");
        }

        writer.Block($"for (int lane = 0; lane < {CpuLayout.PanelWidth}; lane += {width.Lanes})", () =>
        {
            writer.Line("Floats x = Load(ref source, (nuint)lane);");
            if (gaussian)
            {
                Need("Normal", WriteNormal);
                Need("Uniform", WriteUniform);
                writer.Line($"Floats noise = Normal(key, angles, {column}) * {Literal.Of((float)phase.Noise.Amount)};");
                writer.Line("Store(Vector.MultiplyAddEstimate(noise, Load(ref mask, (nuint)lane), x), ref result, (nuint)lane);");
            }
            else
            {
                Need("Uniform", WriteUniform);
                float rate = (float)phase.Noise.Amount;
                string kept = phase.Noise.Kind == NoiseKind.Dropout ? $"x * {Literal.Of(1 / (1 - rate))}" : "x";
                writer.Line($"Floats drops = Vector.LessThan(Uniform(key, {column}), Vector.Create({Literal.Of(rate)}));");
                writer.Line($"Store(Vector.ConditionalSelect(drops, Floats.Zero, {kept}), ref result, (nuint)lane);");
            }
        });
        writer.Line();
        writer.Line($"source = ref At(ref source, {CpuLayout.PanelWidth});");
        writer.Line($"result = ref At(ref result, {CpuLayout.PanelWidth});");
    }

    private static void WriteUniform(CodeWriter code)
    {
        code.Summary("Numbers in (0, 1) for some columns from one on, which follow from a row's key as NoiseKeys says.");
        code.Line("[MethodImpl(Options.AggressiveInlining)]");
        code.Block("private static Floats Uniform(ulong key, int column)", () => code.Line(
            """
            Integers x = (Integers.Indices + Vector.Create((uint)column)) ^ Vector.Create(unchecked((uint)key));
            x = (x ^ (x >>> 16)) * 0x85EBCA6Bu;
            x = ((x ^ (x >>> 13)) + Vector.Create((uint)(key >> 32))) * 0xC2B2AE35u;
            x ^= x >>> 16;
            return Vector.ConvertToSingle(Vector.AsInt32((x >>> 8) | Integers.One)) * (1f / 16777216f);
            """));
    }

    private static void WriteNormal(CodeWriter code)
    {
        code.Summary("Normally distributed numbers, by Box and Muller's transform of numbers from two keys.");
        code.Line("[MethodImpl(Options.AggressiveInlining)]");
        code.Block("private static Floats Normal(ulong key, ulong angles, int column)", () => code.Line(
            """
            Floats radius = Vector.Sqrt(Vector.Log(Uniform(key, column)) * -2f);
            return radius * Vector.Cos(Uniform(angles, column) * 6.28318531f);
            """));
    }
}
