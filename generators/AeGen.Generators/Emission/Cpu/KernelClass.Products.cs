using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <content>Products over the batch's rows.</content>
internal sealed partial class KernelClass
{
    /// <summary>Terms below which nothing is gained by summing stretches of them apart.</summary>
    private const int Stretch = 16;

    /// <summary>Terms in a turn of the library's tiles.</summary>
    private const int TermsATurn = 2;

    /// <summary>Floats in a cache line, which a tile's turn fetches.</summary>
    private const int LineFloats = 16;

    private void WriteProduct(ProductPhase phase)
    {
        int panels = CpuLayout.Panels(phase.Result.Columns);
        writer.Summary($"{phase.Formula}.");
        writer.Line(Hot);
        writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () =>
        {
            bool steps = CpuLayout.Panels(phase.Left.Columns) > 1;
            if (steps)
            {
                writer.Line($"nint leftStep = (arguments.Capacity - 1) * {CpuLayout.PanelWidth};");
            }

            OverTiles(panels > 1, () =>
            {
                string sum = phase.Careful && phase.Right.Rows > Stretch ? "SumByStretches" : "Sum";
                string start = phase.Bias is null ? ParameterAt(Literal.Offset(layout.Zeros)) : At(phase.Bias);
                writer.Line($"ref float right = {At(phase.Right, "panel")};");
                WriteAhead(phase.Right, panels);
                writer.Line($"ref float result = {At(phase.Result, "panel", "row")};");
                writer.Line($"Products.{sum}<V>(");
                writer.Line(
                    $"    {At(phase.Left, "0", "row")}, {(steps ? "leftStep" : "0")}, ref right, {EvenTerms(phase.Right.Rows)}, {start},");
                writer.Line($"    ref result, rows, {Covered(phase.Result.Columns, "panel")}, ref ahead);");
                if (phase.Addend is { } addend)
                {
                    writer.Line(
                        $"Activations.Add<V>(ref result, {At(addend, "panel", "row")}, rows, {Covered(phase.Result.Columns, "panel")});");
                }

                WriteEpilogue(phase.Epilogue, phase.Result, "row");
            });
        });
    }

    /// <summary>
    /// Names what the tiles of a block of rows fetch into the second-level cache while they run: a line of the next panel each turn. The three tiles of a
    /// block have turns for three quarters of it, so the first block fetches those and the second one the rest.
    /// </summary>
    private void WriteAhead(FixedMatrix right, int panels)
    {
        if (panels == 1)
        {
            writer.Line("ref float ahead = ref right;");
            return;
        }

        int quarters = EvenTerms(right.Rows) / TermsATurn * LineFloats * 3;
        writer.Line("// The tiles fetch the next panel meanwhile: the first block of rows three quarters of it, the second the rest.");
        writer.Line(
            $"ref float ahead = ref Unsafe.Add(ref right, {Literal.Offset(CpuLayout.PanelFloats(right))} + ((block & 1) * "
            + $"{Literal.Of(quarters)}));");
    }

    /// <summary>
    /// Terms of a product, counted up to a whole turn of the tiles' loop: what a matrix is padded with is zero and adds nothing. A batch's rows end with
    /// a row of zeros where they are odd.
    /// </summary>
    private static int EvenTerms(int terms) => (terms + TermsATurn - 1) / TermsATurn * TermsATurn;
}
