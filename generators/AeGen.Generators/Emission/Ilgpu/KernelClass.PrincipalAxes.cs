using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <content>What turns the code's axes to the principal directions.</content>
internal sealed partial class KernelClass
{
    private void WriteKeep(KeepPhase phase)
    {
        int fours = IlgpuLayout.Fours(phase.Result.Columns);
        writer.Summary($"Computes {phase.Formula}. Reads Batch and Capacity.");
        Kernel(phase.Name, () =>
        {
            writer.Line($"Vectors source = {View(phase.Source)};");
            writer.Line($"Vectors result = {View(phase.Result)};");
            OverFours(fours, () => writer.Line($"result[i] = Kept({(fours == 1 ? "0" : $"i % {fours}")}) * source[i];"));
        });
    }

    /// <summary>Writes the shares in which nested dropout keeps columns.</summary>
    private void WriteKept(KeepPhase phase)
    {
        string share = Literal.Of(1f / phase.Result.Columns);
        writer.Line();
        writer.Summary("The shares in which four columns are kept.");
        writer.Line("private static Float4 Kept(int four) =>");
        writer.Line(
            $"    new Float4(1f - (4 * four * {share}), 1f - (((4 * four) + 1) * {share}), 1f - (((4 * four) + 2) * {share}), 1f - (((4 * four) + 3) * {share}));");
    }

    private void WriteCenter(CenterPhase phase)
    {
        int fours = IlgpuLayout.Fours(phase.Result.Columns);
        writer.Summary($"Computes {phase.Formula}. Reads Batch and Capacity.");
        Kernel(phase.Name, () =>
        {
            writer.Line($"Vectors source = {View(phase.Source)};");
            writer.Line($"Vectors means = {View(phase.Means)};");
            writer.Line($"Vectors result = {View(phase.Result)};");
            OverFours(fours, () => writer.Line($"result[i] = source[i] - means[{(fours == 1 ? "0" : $"i % {fours}")}];"));
        });
    }
}
