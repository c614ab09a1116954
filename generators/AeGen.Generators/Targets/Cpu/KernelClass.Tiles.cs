namespace AeGen.Generators.Targets.Cpu;

/// <content>Phases by blocks of the batch's rows: products, and what is computed of each element.</content>
internal sealed partial class KernelClass
{
    /// <summary>Terms below which nothing is gained by summing stretches of them apart.</summary>
    private const int Stretch = 16;

    /// <summary>Terms in a turn of the library's tiles.</summary>
    private const int TermsATurn = 2;

    /// <summary>Floats in a cache line, which a tile's turn fetches.</summary>
    private const int LineFloats = 16;

    private void WriteTiles(Phase phase)
    {
        int panels = CpuLayout.Panels(phase.Over.Columns);
        var elements = new ElementCode(writer, new CpuElements("at", "i", panels == 1 ? "0" : $"(panel * {CpuLayout.PanelWidth})"));
        elements.WriteScalars(phase.Maps.SelectMany(map => map.Values));
        writer.LineIf(
            phase.Contract is { } product && CpuLayout.Panels(product.Left.Columns) > 1,
            $"nint leftStep = (arguments.Capacity - 1) * {CpuLayout.PanelWidth};");
        OverTiles(byPanel: panels > 1, () =>
        {
            if (phase.Contract is { IsTurned: true } turned)
            {
                WriteTurned(turned);
            }
            else if (phase.Contract is { } contract)
            {
                WriteContract(contract, panels);
            }

            if (phase.Maps.Any())
            {
                WriteMaps(phase, panels, elements);
            }
        });
    }

    /// <summary>
    /// Writes the loop over a phase's pieces, each so many rows from one row on, of one panel or of all. Pieces of one panel follow one
    /// another, so that its weights stay in the cache.
    /// </summary>
    private void OverTiles(bool byPanel, Action body)
    {
        writer.LineIf(byPanel, $"int blocks = (arguments.Batch + {CpuLayout.BlockRows - 1}) / {CpuLayout.BlockRows};");
        writer.Block("for (int tile = first; tile < end; tile++)", () =>
        {
            if (byPanel)
            {
                writer.Line("int panel = tile / blocks;");
                writer.Line("int block = tile - (panel * blocks);");
            }

            writer.Line($"int row = {(byPanel ? "block" : "tile")} * {CpuLayout.BlockRows};");
            writer.Line($"int rows = Math.Min({CpuLayout.BlockRows}, arguments.Batch - row);");
            body();
        });
    }

    private void WriteContract(Contract product, int panels)
    {
        string sum = product.Careful && product.Right.Rows > Stretch ? "SumByStretches" : "Sum";
        string start = product.Bias is null ? "ref arguments.ParameterAt(Zeros)" : CpuNames.At(product.Bias, "panel");
        string right = CpuNames.Reference(product.Right), result = CpuNames.Reference(product.Result);
        DeclareReferences([product.Right], "panel", null);
        WriteAhead(product.Right, panels);
        DeclareReferences([product.Result], "panel", "row");
        writer.Line($"Products.{sum}<V>(");
        writer.Line(
            $"    {CpuNames.At(product.Left, "0", "row")}, {LeftStep(product)}, "
            + $"ref {right}, {EvenTerms(product.Right.Rows)}, {start},");
        writer.Line($"    ref {result}, rows, {Covered(product.Result.Columns, "panel")}, ref ahead);");
    }

    /// <summary>Writes a product with a transpose, whose result has the few columns that the matrix at hand has rows.</summary>
    private void WriteTurned(Contract product)
    {
        string start = product.Bias is null ? "ref arguments.ParameterAt(Zeros)" : CpuNames.At(product.Bias, "0");
        DeclareReferences([product.Result], "0", "row");
        writer.Line("Dots.Sum<V>(");
        writer.Line(
            $"    {CpuNames.At(product.Left, "0", "row")}, {LeftStep(product)}, {CpuNames.At(product.Right, "0")}, "
            + $"{Literal.Of(CpuLayout.PanelFloats(product.Right))}, {CoveredTerms(product)},");
        writer.Line($"    {start}, ref {CpuNames.Reference(product.Result)}, rows, {product.Right.Rows});");
    }

    /// <summary>The name of the step from a left panel to the next, where there is one.</summary>
    private static string LeftStep(Contract product) => CpuLayout.Panels(product.Left.Columns) > 1 ? "leftStep" : "0";

    /// <summary>The terms in whole vectors: behind a buffer's last column and a matrix's are zeros.</summary>
    private static int CoveredTerms(Contract product) =>
        ((CpuLayout.Panels(product.Left.Columns) - 1) * CpuLayout.PanelWidth) + CpuLayout.CoveredLast(product.Left.Columns);

    /// <summary>
    /// Names what the tiles of a block of rows fetch into the second-level cache while they run: a line of the next panel each turn. The
    /// three tiles of a block have turns for three quarters of it, so the first block fetches those and the second one the rest.
    /// </summary>
    private void WriteAhead(Matrix right, int panels)
    {
        string at = CpuNames.Reference(right);
        if (panels == 1)
        {
            writer.Line($"ref float ahead = ref {at};");
            return;
        }

        int quarters = EvenTerms(right.Rows) / TermsATurn * LineFloats * 3;
        writer.Line("// The tiles fetch the next panel meanwhile: the first block of rows three quarters of it, the second the rest.");
        writer.Line(
            $"ref float ahead = ref Unsafe.Add(ref {at}, {Literal.Offset(CpuLayout.PanelFloats(right))} + ((block & 1) * "
            + $"{Literal.Of(quarters)}));");
    }

    /// <summary>
    /// Terms of a product, counted up to a whole turn of the tiles' loop: what a matrix is padded with is zero and adds nothing. A batch's
    /// rows end with a row of zeros where they are odd.
    /// </summary>
    private static int EvenTerms(int terms) => (terms + TermsATurn - 1) / TermsATurn * TermsATurn;

    /// <summary>Writes what is computed of the elements of a tile.</summary>
    private void WriteMaps(Phase phase, int panels, ElementCode elements)
    {
        IReadOnlyList<Expression> values = [.. phase.Maps.SelectMany(map => map.Values)];
        IEnumerable<Plan.Buffer> used = phase.Maps.SelectMany(map => map.Reads().Concat(map.Writes())).Distinct();
        DeclareReferences(used.Where(buffer => phase.Contract is null || buffer != phase.Over), "panel", "row");
        writer.LineIf(phase.HasLoss, "double loss = 0;");
        bool byRow = values.SelectMany(value => value.All).Any(part => part is RandomNumber or OfSample);
        string columns = DeclareCovered(phase.Over.Columns);
        if (byRow)
        {
            WriteByRows(phase, values, columns, panels, elements);
        }
        else
        {
            WriteByLanes(phase, values, columns, elements);
        }

        if (phase.HasLoss)
        {
            writer.Line();
            writer.Line($"Unsafe.Add(ref arguments.Losses, {(panels == 1 ? "tile" : $"(block * {panels}) + panel")}) = loss;");
        }
    }

    private void WriteByLanes(Phase phase, IReadOnlyList<Expression> values, string columns, ElementCode elements) =>
        writer.Block($"for (int lane = 0; lane < {columns}; lane += V.Width)", () =>
        {
            WriteMask(values, phase.Over.Columns, phase.HasLoss);
            elements.WriteInvariants(values, overRows: true);
            writer.LineIf(phase.HasLoss, "V sum = V.Zero;");
            OverRows("rows", () => elements.WriteMaps(phase.Maps, AddLoss(phase)));
            if (phase.HasLoss)
            {
                writer.Line();
                writer.Line("loss += V.Sum(sum);");
            }
        });

    private void WriteByRows(Phase phase, IReadOnlyList<Expression> values, string columns, int panels, ElementCode elements) =>
        writer.Block("for (int i = 0; i < rows; i++)", () =>
        {
            elements.WriteRowKeys(values, "arguments.Settings.NoiseKey", "arguments.FirstRow + row + i");
            elements.WriteInvariants(values, overRows: false);
            writer.LineIf(phase.HasLoss, "V sum = V.Zero;");
            writer.Block($"for (int lane = 0; lane < {columns}; lane += V.Width)", () =>
            {
                writer.Line($"int at = (i * {CpuLayout.PanelWidth}) + lane;");
                WriteMask(values, phase.Over.Columns, phase.HasLoss);
                elements.WriteMaps(phase.Maps, AddLoss(phase));
            });
            if (phase.HasLoss)
            {
                writer.Line();
                writer.Line("loss += V.Sum(sum);");
            }
        });

    private Action<string> AddLoss(Phase phase) => losses => writer.Line(IsPadded(phase.Over.Columns)
        ? $"sum = V.MultiplyAdd({losses}, real, sum);"
        : $"sum += {losses};");

    /// <summary>Writes the loop over the rows of some lanes.</summary>
    private void OverRows(string rows, Action body) => writer.Block(
        $"for (int at = lane, stop = lane + ({rows} * {CpuLayout.PanelWidth}); at < stop; at += {CpuLayout.PanelWidth})", body);

    /// <summary>
    /// Writes ones where lanes are columns and zeros where they are not, if something must stay zero there that would not.
    /// </summary>
    private void WriteMask(IEnumerable<Expression> values, int columns, bool always = false)
    {
        if (IsPadded(columns) && (always || values.Any(value => !value.KeepsZero)))
        {
            string first = CpuLayout.Panels(columns) == 1 ? Literal.Of(columns) : $"{columns} - (panel * {CpuLayout.PanelWidth})";
            writer.Line($"V real = Lanes.Real<V>({first} - lane);");
        }
    }

    private static bool IsPadded(int columns) => CpuLayout.LastColumns(columns) != CpuLayout.CoveredLast(columns);
}
