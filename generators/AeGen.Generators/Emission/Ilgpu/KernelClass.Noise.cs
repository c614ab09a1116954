using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <content>Noise on a batch's matrices.</content>
internal sealed partial class KernelClass
{
    private void WriteNoise(NoisePhase phase)
    {
        int columns = phase.Result.Columns, fours = IlgpuLayout.Fours(columns), real = columns % 4;
        float amount = (float)phase.Noise.Amount;
        writer.Summary($"Computes {phase.Formula}. Reads Batch, Capacity and Step.");
        Kernel(phase.Name, () =>
        {
            writer.Line("ulong step = StepNumbers.ReadNoiseKey(schedule, sizes.Step);");
            writer.Line($"Vectors source = {View(phase.Source)};");
            writer.Line($"Vectors result = {View(phase.Result)};");
            OverFours(fours, () =>
            {
                writer.Line(fours == 1 ? "int row = i;" : $"int row = i / {fours}, four = i % {fours};");
                string column = fours == 1 ? "0" : "four * 4";
                writer.Line($"ulong key = NoiseKeys.OfRow(step, {phase.Stream}, row);");
                if (phase.Noise.Kind != NoiseKind.Gaussian)
                {
                    string scale = phase.Noise.Kind == NoiseKind.Dropout ? $"{Literal.Of(1 / (1 - amount))} * " : string.Empty;
                    writer.Line($"result[i] = DeviceNoise.Mask({scale}source[i], key, {column}, {Literal.Of(amount)});");
                    return;
                }

                writer.Line($"ulong angles = NoiseKeys.OfRow(step, {phase.Stream + 1}, row);");
                writer.Line($"Float4 noise = {Literal.Of(amount)} * DeviceNoise.Normal(key, angles, {column});");
                writer.Line(real == 0 ? "result[i] = source[i] + noise;"
                    : fours == 1 ? $"result[i] = source[i] + Float4.Keep(noise, {real});"
                    : $"result[i] = source[i] + (four == {fours - 1} ? Float4.Keep(noise, {real}) : noise);");
            });
        });
    }
}
