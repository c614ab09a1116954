using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <content>Gram matrices.</content>
internal sealed partial class KernelClass
{
    private void WriteGramian(GramianPhase phase, GroupTile tile)
    {
        FixedMatrix matrix = phase.Result;
        int columnFours = IlgpuLayout.Fours(matrix.Columns);
        bool ofBatch = phase.Of is BatchMatrix;
        writer.Summary(
            $"Computes {phase.Formula}, a tile of {tile.Rows} x {tile.Columns} a group{(ofBatch ? "; with several Splits each group stores its part of the sum. Reads Batch, Capacity and Splits." : ". Reads Batch and Splits, which is 1.")}");
        Kernel(MethodName(phase.Name, tile), () => WriteGradient(
            matrix,
            [new GradientSource(phase.Of, phase.Of)],
            tile,
            () =>
            {
                writer.Line($"int at = {Times("row", columnFours)} + column;");
                writer.Line($"Float4 value = {FormOf(phase)};");
                if (ofBatch)
                {
                    writer.Block("if (sizes.Splits > 1)", () => writer.Line($"partials[(split * {Literal.Of(IlgpuLayout.Size(matrix))}L) + at] = value;"));
                    writer.Block("else", () => writer.Line("target[at] = value;"));
                    return;
                }

                writer.Line("target[at] = value;");
            },
            null));
    }

    private static string FormOf(GramianPhase phase)
    {
        string scale = Literal.Of((float)phase.Scale);
        return phase.Form switch
        {
            GramianForm.BesideIdentity => $"{scale} * (gradient - Identity(row, column))",
            GramianForm.Skew => $"({scale} / sizes.Batch) * (Side(row, column) * gradient)",
            GramianForm.Nested => $"({scale} / sizes.Batch) * (Nested(row, column) * gradient)",
        };
    }

    /// <summary>Writes the matrices by whose elements those of a Gram matrix are changed.</summary>
    private void WriteForms()
    {
        foreach (GramianPhase phase in plan.Phases.OfType<GramianPhase>().GroupBy(phase => phase.Form).Select(forms => forms.First()))
        {
            switch (phase.Form)
            {
                case GramianForm.BesideIdentity:
                    WriteOfPlace("Identity", "The identity", "row == column ? 1f : 0f");
                    break;
                case GramianForm.Skew:
                    WriteOfPlace("Side", "Where an element is: 1 above the diagonal, -1 below it and 0 on it", "column > row ? 1f : column < row ? -1f : 0f");
                    break;
                case GramianForm.Nested:
                    string k = Literal.Of((float)phase.Result.Columns);
                    WriteOfPlace(
                        "Nested",
                        "The covariances of which columns nested dropout keeps",
                        $"row < column ? row * ({k} - column) / ({k} * {k}) : column * ({k} - row) / ({k} * {k})");
                    break;
                default:
                    throw new InvalidOperationException($"There is no kernel for {phase}.");
            }
        }
    }

    /// <summary>Writes a matrix whose elements follow from their places.</summary>
    private void WriteOfPlace(string name, string summary, string expression)
    {
        writer.Line();
        writer.Summary($"{summary}.");
        writer.Line($"private static float {name}Of(int row, int column) => {expression};");
        writer.Line();
        writer.Summary("Four elements of a row.");
        writer.Line($"private static Float4 {name}(int row, int four) =>");
        writer.Line($"    new Float4({name}Of(row, 4 * four), {name}Of(row, (4 * four) + 1), {name}Of(row, (4 * four) + 2), {name}Of(row, (4 * four) + 3));");
    }
}
