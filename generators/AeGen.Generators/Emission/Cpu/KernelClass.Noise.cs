using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Noise on a batch's matrices.</content>
internal sealed partial class KernelClass
{
    private void WriteNoise(NoisePhase phase)
    {
        float amount = (float)phase.Noise.Amount;
        string of = $"{At(phase.Source, "panel", "row")}, {At(phase.Result, "panel", "row")}";
        string place = $"in arguments, {phase.Stream}, row, rows, {FirstColumn(phase.Result.Columns)}";
        string call = phase.Noise.Kind switch
        {
            NoiseKind.Gaussian => $"AddNormal<V>(\n    {of}, {Mask(phase.Result)}, {Literal.Of(amount)}, {place});",
            NoiseKind.Masking => $"Drop<V>(\n    {of}, {Literal.Of(amount)}, 1f, {place});",
            NoiseKind.Dropout => $"Drop<V>(\n    {of}, {Literal.Of(amount)}, {Literal.Of(1 / (1 - amount))}, {place});",
        };
        writer.Summary($"{phase.Formula}.");
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
            OverBlocks(phase.Over, () => writer.Line($"Noises.{call}")));
    }
}
