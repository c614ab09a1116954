using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <content>Codes that are drawn, and the way back through the draw.</content>
internal sealed partial class KernelClass
{
    private void WriteSample(SamplePhase phase)
    {
        int columns = phase.Result.Columns, fours = IlgpuLayout.Fours(columns), real = columns % 4;
        writer.Summary($"Computes {phase.Formula}. Reads Batch, Capacity and Step.");
        Kernel(phase.Name, () =>
        {
            writer.Line("ulong step = StepNumbers.ReadNoiseKey(schedule, sizes.Step);");
            writer.Line($"Vectors means = {View(phase.Means)};");
            writer.Line($"Vectors logVariances = {View(phase.LogVariances)};");
            writer.Line($"Vectors deviations = {View(phase.Deviations)};");
            writer.Line($"Vectors result = {View(phase.Result)};");
            OverFours(fours, () =>
            {
                writer.Line(fours == 1 ? "int row = i;" : $"int row = i / {fours}, four = i % {fours};");
                writer.Line($"ulong key = NoiseKeys.OfRow(step, {phase.Stream}, row);");
                writer.Line($"ulong angles = NoiseKeys.OfRow(step, {phase.Stream + 1}, row);");
                writer.Line(
                    $"Float4 drawn = LogVariance<Float4>.Deviation(logVariances[i]) * DeviceNoise.Normal(key, angles, "
                    + $"{(fours == 1 ? "0" : "four * 4")});");
                if (real != 0)
                {
                    writer.Line(fours == 1 ? $"drawn = Float4.Keep(drawn, {real});" : $"drawn = four == {fours - 1} ? Float4.Keep(drawn, {real}) : drawn;");
                }

                writer.Line("deviations[i] = drawn;");
                writer.Line("result[i] = means[i] + drawn;");
            });
        });
    }

    private void WriteDivergence(DivergencePhase phase)
    {
        writer.Summary($"Computes {phase.Formula}. Reads Batch, Capacity and Step.");
        Kernel(phase.Name, () =>
        {
            writer.Line("float scale = StepNumbers.ReadDivergenceWeight(schedule, sizes.Step) / sizes.Batch;");
            writer.Line($"Vectors means = {View(phase.Means)};");
            writer.Line($"Vectors logVariances = {View(phase.LogVariances)};");
            writer.Line($"Vectors deviations = {View(phase.Deviations)};");
            writer.Line($"Vectors signal = {View(phase.Signal)};");
            writer.Line($"Vectors varianceSignal = {View(phase.VarianceSignal)};");
            OverFours(IlgpuLayout.Fours(phase.Signal.Columns), () =>
            {
                writer.Line("Float4 gradient = signal[i];");
                writer.Line(
                    "varianceSignal[i] = 0.5f * ((gradient * deviations[i]) + (scale * LogVariance<Float4>.Excess(logVariances[i])));");
                writer.Line("signal[i] = gradient + (scale * means[i]);");
            });
        });
    }
}
