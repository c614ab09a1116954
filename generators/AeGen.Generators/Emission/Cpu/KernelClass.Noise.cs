using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Noise on a batch's matrices.</content>
internal sealed partial class KernelClass
{
    private void WriteNoise(NoisePhase phase)
    {
        bool gaussian = phase.Noise.Kind == NoiseKind.Gaussian;
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in Arguments arguments, int first, int end)", () =>
        {
            writer.Line("ulong step = arguments.Settings.NoiseKey;");
            OverBlocks(phase.Over, () =>
            {
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

    /// <remarks>
    /// The framework's logarithm and cosine take 8 ns a number, half as long again as the rest of a step of 784-128-32-128-784.
    /// </remarks>
    private static void WriteNormal(CodeWriter code) => code.Line(
        """
        /// <summary>Normally distributed numbers, by Box and Muller's transform of numbers from two keys.</summary>
        [MethodImpl(Options.AggressiveInlining)]
        private static Floats Normal(ulong key, ulong angles, int column) =>
            Vector.Sqrt(Log(Uniform(key, column)) * -2f) * CosineOfTurns(Uniform(angles, column));

        /// <summary>log(x) of positive normal numbers, relative error below 1e-7, by Cephes' polynomial.</summary>
        [MethodImpl(Options.AggressiveInlining)]
        private static Floats Log(Floats x)
        {
            // x = 2^e m with m in [sqrt(1/2), sqrt(2)): the bits of sqrt(1/2) taken off move the boundary of the exponent there.
            var bits = Vector.AsInt32(x);
            var exponent = (bits - Vector.Create(0x3F3504F3)) >> 23;
            Floats e = Vector.ConvertToSingle(exponent);
            Floats m = Vector.AsSingle(bits - (exponent << 23)) - Floats.One;
            Floats square = m * m;
            Floats p = Vector.MultiplyAddEstimate(m, Vector.Create(7.0376836292e-2f), Vector.Create(-1.1514610310e-1f));
            p = Vector.MultiplyAddEstimate(p, m, Vector.Create(1.1676998740e-1f));
            p = Vector.MultiplyAddEstimate(p, m, Vector.Create(-1.2420140846e-1f));
            p = Vector.MultiplyAddEstimate(p, m, Vector.Create(1.4249322787e-1f));
            p = Vector.MultiplyAddEstimate(p, m, Vector.Create(-1.6668057665e-1f));
            p = Vector.MultiplyAddEstimate(p, m, Vector.Create(2.0000714765e-1f));
            p = Vector.MultiplyAddEstimate(p, m, Vector.Create(-2.4999993993e-1f));
            p = Vector.MultiplyAddEstimate(p, m, Vector.Create(3.3333331174e-1f));
            Floats y = Vector.MultiplyAddEstimate(p * m, square, (e * -2.12194440e-4f) - (square * 0.5f));
            return Vector.MultiplyAddEstimate(e, Vector.Create(0.693359375f), m + y);
        }

        /// <summary>cos(2 pi u) for u from 0 to 1, error below 2e-7.</summary>
        [MethodImpl(Options.AggressiveInlining)]
        private static Floats CosineOfTurns(Floats u)
        {
            // It is sin(2 pi w) with w = |u - 1/2| - 1/4, and the angle is then within a right one of zero, where the sine's series is short.
            Floats angle = (Vector.Abs(u - Vector.Create(0.5f)) - Vector.Create(0.25f)) * 6.28318531f;
            Floats square = angle * angle;
            Floats p = Vector.MultiplyAddEstimate(square, Vector.Create(-1f / 39916800f), Vector.Create(1f / 362880f));
            p = Vector.MultiplyAddEstimate(p, square, Vector.Create(-1f / 5040f));
            p = Vector.MultiplyAddEstimate(p, square, Vector.Create(1f / 120f));
            p = Vector.MultiplyAddEstimate(p, square, Vector.Create(-1f / 6f));
            return Vector.MultiplyAddEstimate(p * square, angle, angle);
        }
        """);
}
