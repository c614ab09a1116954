using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <content>Penalties on the code.</content>
internal sealed partial class KernelClass
{
    private void WriteMeans(MeansPhase phase)
    {
        int fours = IlgpuLayout.Fours(phase.Source.Columns);
        writer.Summary($"Computes {phase.Formula}, {4 * Lanes} columns a group, always in the same order. Reads Batch and Capacity.");
        Kernel(phase.Name, () =>
        {
            writer.Line($"Vectors sums = SharedMemory.Allocate<Float4>({MostThreads});");
            writer.Line($"Vectors source = {View(phase.Source)};");
            writer.Line($"Vectors means = {View(phase.Result)};");
            OverColumns(fours, () =>
            {
                writer.Line("Float4 sum = default;");
                OverColumn(fours, () => writer.Line("sum += source[at];"));
                writer.Line();
                writer.Line("Float4 mean = share * SumOfRows(sums, sum);");
                writer.Block($"if (Group.IdxX < {Lanes} && column < {fours})", () => writer.Line("means[column] = mean;"));
            });
        });
    }

    private void WriteSparsity(SparsityPhase phase)
    {
        int fours = IlgpuLayout.Fours(phase.Signal.Columns);
        string? slope = phase.Activation == ActivationKind.Identity ? null
            : phase.Slopes is not null ? "slopes[i]"
            : $"{Functions.Of(phase.Activation)}.Slope(code[i])";
        writer.Summary($"Computes {phase.Formula}. Reads Batch and Capacity.");
        Kernel(phase.Name, () =>
        {
            writer.Line($"Vectors signal = {View(phase.Signal)};");
            writer.Line($"Vectors code = {View(phase.Code)};");
            if (phase.Slopes is not null)
            {
                writer.Line($"Vectors slopes = {View(phase.Slopes)};");
            }

            if (phase.Means is not null)
            {
                writer.Line($"Vectors means = {View(phase.Means)};");
            }

            writer.Line($"float scale = {Literal.Of((float)phase.Penalty.Strength)} / sizes.Batch;");
            OverFours(fours, () =>
            {
                string column = fours == 1 ? "0" : $"i % {fours}";
                writer.Line(phase.Means is null
                    ? "Float4 push = SizesPenalty<Float4>.AddGradient(default, code[i], Float4.Create(scale));"
                    : $"Float4 push = scale * MeanDivergence<Float4>.Slope(means[{column}], {Literal.Of((float)phase.Penalty.Target)});");
                writer.Line($"signal[i] += {(slope is null ? "push" : $"push * {slope}")};");
            });
        });
    }
}
