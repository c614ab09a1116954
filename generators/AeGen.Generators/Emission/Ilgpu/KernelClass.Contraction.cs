using AeGen.Generators.Declaration;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <content>The penalty on the encoder's Jacobian.</content>
internal sealed partial class KernelClass
{
    private void WriteSquaredLengths(SquaredLengthsPhase phase)
    {
        int fours = IlgpuLayout.Fours(phase.Transpose.Columns);
        writer.Summary($"Computes {phase.Formula}, four columns a thread.");
        Kernel(phase.Name, () =>
        {
            writer.Line($"Vectors matrix = {View(phase.Transpose)};");
            writer.Line($"Vectors sums = {View(phase.Result)};");
            writer.Block($"for (int column = (Grid.IdxX * Group.DimX) + Group.IdxX; column < {fours}; column += Grid.DimX * Group.DimX)", () =>
            {
                writer.Line("Float4 sum = default;");
                writer.Block($"for (int row = 0; row < {phase.Transpose.Rows}; row++)", () =>
                {
                    writer.Line($"Float4 w = matrix[{Times("row", fours)} + column];");
                    writer.Line("sum += w * w;");
                });
                writer.Line();
                writer.Line("sums[column] = sum;");
            });
        });
    }

    private void WriteContraction(ContractionPhase phase)
    {
        int fours = IlgpuLayout.Fours(phase.Signal.Columns);
        bool bends = phase.SquaredLengths is not null;
        string slope = phase.Slopes is not null ? "slopes[i]"
            : phase.Activation == ActivationKind.Identity ? "Float4.One"
            : $"{Functions.Of(phase.Activation)}.Slope(code[i])";
        writer.Summary($"Computes {phase.Formula}. Reads Batch and Capacity.");
        Kernel(phase.Name, () =>
        {
            if (phase.Activation != ActivationKind.Identity && phase.PreActivations is null)
            {
                writer.Line($"Vectors code = {View(phase.Code)};");
            }

            writer.Line($"Vectors squares = {View(phase.SquaredSlopes)};");
            if (phase.Slopes is not null)
            {
                writer.Line($"Vectors slopes = {View(phase.Slopes)};");
            }

            if (phase.PreActivations is not null)
            {
                writer.Line($"Vectors preActivations = {View(phase.PreActivations)};");
            }

            if (phase.SquaredLengths is not null)
            {
                writer.Line($"Vectors signal = {View(phase.Signal)};");
                writer.Line($"Vectors lengths = {View(phase.SquaredLengths)};");
                writer.Line($"float scale = {Literal.Of((float)(2 * phase.Strength))} / sizes.Batch;");
            }

            OverFours(fours, () =>
            {
                writer.Line($"Float4 slope = {slope};");
                writer.Line("squares[i] = slope * slope;");
                if (bends)
                {
                    string source = phase.PreActivations is null ? "code[i]" : "preActivations[i]";
                    writer.Line(
                        $"signal[i] += scale * (slope * {Functions.Of(phase.Activation)}.Curvature({source}, slope) * "
                        + $"lengths[{(fours == 1 ? "0" : $"i % {fours}")}]);");
                }
            });
        });
    }
}
