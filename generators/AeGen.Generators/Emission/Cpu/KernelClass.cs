using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <summary>
/// Writes one width's kernels: first the phases, then the tiles that they turned out to need, each distinct tile once, then the elementary
/// functions.
/// </summary>
internal sealed partial class KernelClass(CodeWriter writer, KernelPlan plan, CpuLayout layout, VectorWidth width)
{
    /// <summary>
    /// Kernels go straight to optimised code: their loops run too long for the first tier, and replacing them on the stack costs more than it
    /// brings.
    /// </summary>
    private const string Hot = "[MethodImpl(Options.AggressiveOptimization)]";

    private readonly SortedSet<ProductBlock> products = [];
    private readonly SortedSet<GradientSquare> squares = [];
    private readonly SortedSet<GradientTile> gradients = [];
    private readonly HashSet<string> epilogueNames = [];
    private readonly List<(string Name, Action<CodeWriter> Write)> epilogues = [];

    public void Write()
    {
        WriteRun();
        foreach (Phase phase in plan.Phases)
        {
            writer.Line();
            switch (phase)
            {
                case ProductPhase product:
                    WriteProduct(product);
                    break;
                case NoisePhase noise:
                    WriteNoise(noise);
                    break;
                case SamplePhase sample:
                    WriteSample(sample);
                    break;
                case DivergencePhase divergence:
                    WriteDivergence(divergence);
                    break;
                case GramianPhase gramian:
                    WriteGramian(gramian);
                    break;
                case CopyPhase copy:
                    WriteCopy(copy);
                    break;
                case KeepPhase keep:
                    WriteKeep(keep);
                    break;
                case CenterPhase center:
                    WriteCenter(center);
                    break;
                case MeansPhase means:
                    WriteMeans(means);
                    break;
                case SquaredLengthsPhase lengths:
                    WriteSquaredLengths(lengths);
                    break;
                case ContractionPhase contraction:
                    WriteContraction(contraction);
                    break;
                case SparsityPhase sparsity:
                    WriteSparsity(sparsity);
                    break;
                case NormalizePhase normalize:
                    WriteNormalize(normalize);
                    break;
                case NormalizeBackPhase back:
                    WriteNormalizeBack(back);
                    break;
                case RightInversePhase inverse:
                    WriteRightInverse(inverse);
                    break;
                case UpdatePhase update:
                    WriteUpdate(update);
                    break;
                default:
                    throw new InvalidOperationException($"There is no kernel for {phase}.");
            }
        }

        foreach (ProductBlock block in products)
        {
            writer.Line();
            WriteProductBlock(block);
        }

        foreach (GradientSquare square in squares)
        {
            writer.Line();
            WriteGradientSquare(square);
        }

        foreach (GradientTile tile in gradients)
        {
            writer.Line();
            WriteGradientTile(tile);
        }

        var functions = new CodeWriter();
        foreach ((string _, Action<CodeWriter> write) in epilogues)
        {
            functions.Line();
            write(functions);
        }

        string text = functions.ToString();
        writer.Line(text.TrimEnd('\n'));
        foreach (string helper in ActivationCode.Helpers(text))
        {
            writer.Line();
            writer.Line(helper);
        }

        WriteElementary();
    }

    /// <summary>
    /// Writes what all kernels are made of. The JIT inlines these methods, and the consumer's compiler binds a call of one several times as fast as one of
    /// the framework's generic ones, of which there would be thousands.
    /// </summary>
    private void WriteElementary()
    {
        const string Inlined = "[MethodImpl(Options.AggressiveInlining)]";
        writer.Line();
        writer.Line(Inlined);
        writer.Line("private static ref float At(ref float start, nint floats) => ref Unsafe.Add(ref start, floats);");
        writer.Line();
        writer.Line(Inlined);
        writer.Line("private static Floats Load(ref float source) => Vector.LoadUnsafe(ref source);");
        writer.Line();
        writer.Line(Inlined);
        writer.Line("private static Floats Load(ref float source, nuint at) => Vector.LoadUnsafe(ref source, at);");
        writer.Line();
        writer.Line(Inlined);
        writer.Line("private static void Store(Floats vector, ref float target) => Vector.StoreUnsafe(vector, ref target);");
        writer.Line();
        writer.Line(Inlined);
        writer.Line("private static void Store(Floats vector, ref float target, nuint at) => Vector.StoreUnsafe(vector, ref target, at);");
        IEnumerable<int> ofProducts = products.Select(ShapeOf).SelectMany(shape => shape.Rows.Select(shape.Vectors));
        IEnumerable<int> ofGradients = gradients.Select(tile => ShapeOf(tile).Vectors(tile.Rows));
        foreach (int vectors in ofProducts.Concat(ofGradients).Distinct())
        {
            IEnumerable<int> all = Enumerable.Range(0, vectors);
            writer.Line();
            writer.Summary("Adds a number times a row of vectors to a row of sums.");
            writer.Line(Inlined);
            writer.Block(
                $"private static void AddScaled(float number, {string.Join(", ", all.Select(i => $"Floats row{i}"))}, {string.Join(", ", all.Select(i => $"ref Floats sum{i}"))})",
                () =>
                {
                    writer.Line("Floats scale = Vector.Create(number);");
                    foreach (int i in all)
                    {
                        writer.Line($"sum{i} = Vector.MultiplyAddEstimate(scale, row{i}, sum{i});");
                    }
                });
        }
    }

    private void WriteRun()
    {
        writer.Summary("Does a range of a phase's pieces.");
        writer.Block("internal static void Run(int phase, in Arguments arguments, int first, int end)", () =>
            writer.Block("switch (phase)", () =>
            {
                for (int phase = 0; phase < plan.Phases.Count; phase++)
                {
                    writer.Line($"case {phase}: {plan.Phases[phase].Name}(in arguments, first, end); break;");
                }
            }));
    }

    /// <summary>A reference into a batch matrix at a panel and a row, both expressions.</summary>
    private string At(BatchMatrix matrix, string panel, string? row = null)
    {
        long column = layout.Of(matrix);
        bool first = panel == "0" || CpuLayout.Panels(matrix.Columns) == 1;
        string columns = first ? Literal.Of(column)
            : column == 0 ? $"({panel} * {CpuLayout.PanelWidth})"
            : $"({Literal.Of(column)} + ({panel} * {CpuLayout.PanelWidth}))";
        string rows = row is null ? string.Empty : $"({row} * {CpuLayout.PanelWidth})";
        return columns != "0" ? Reference("Workspace", $"(arguments.Capacity * {columns})", rows) : Reference("Workspace", rows);
    }

    /// <summary>A reference into a fixed matrix at a panel and, counted in squares, at a block of rows, both expressions.</summary>
    private string At(FixedMatrix matrix, string panel, string? block = null) =>
        Reference("Parameters", Literal.Offset(layout.Of(matrix)), PanelOf(matrix, panel), block is null ? string.Empty : BlockOf(matrix, block));

    /// <summary>A reference to a vector's numbers at a panel.</summary>
    private string At(BiasVector vector) => CpuLayout.Panels(vector.Size) == 1
        ? Parameter(layout.Of(vector))
        : $"ref At(ref arguments.Parameters, {Literal.Offset(layout.Of(vector))} + (panel * {CpuLayout.PanelWidth}))";

    private static string PanelOf(FixedMatrix matrix, string panel) =>
        CpuLayout.Panels(matrix.Columns) == 1 ? string.Empty : $"((nint){panel} * {Literal.Offset(CpuLayout.PanelFloats(matrix))})";

    private static string BlockOf(FixedMatrix matrix, string block) =>
        CpuLayout.Panels(matrix.Rows) == 1 ? string.Empty : $"({block} * {CpuLayout.PanelWidth * CpuLayout.PanelWidth})";

    /// <summary>A reference into one of the arguments' memories at a sum of offsets, of which those that are empty or zero are left out.</summary>
    private static string Reference(string memory, params string[] offsets)
    {
        string sum = Sum(offsets);
        string at = memory == "Doubles" ? "Unsafe.Add" : "At";
        return sum == "0" ? $"ref arguments.{memory}" : $"ref {at}(ref arguments.{memory}, {sum})";
    }

    private static string Sum(params string[] terms)
    {
        string[] counted = [.. terms.Where(term => term.Length > 0 && term != "0")];
        return counted.Length switch
        {
            0 => "0",
            1 when counted[0][0] == '(' && counted[0].IndexOf(')') == counted[0].Length - 1 => counted[0].Substring(1, counted[0].Length - 2),
            _ => string.Join(" + ", counted),
        };
    }

    private static string Parameter(long offset) => Reference("Parameters", Literal.Offset(offset));

    /// <summary>Writes the loop over a phase's pieces, each a panel.</summary>
    private void OverPanels(Action body) => writer.Block("for (int panel = first; panel < end; panel++)", body);

    /// <summary>Writes the loop over a phase's pieces, each so many rows of a panel of a batch's matrix from one row on.</summary>
    private void OverBlocks(BatchMatrix matrix, Action body) => OverTiles(CpuLayout.Panels(matrix.Columns) > 1, body);

    /// <summary>Writes the loop over a phase's pieces, each so many rows from one row on, of one panel or of all.</summary>
    private void OverTiles(bool byPanel, Action body)
    {
        if (byPanel)
        {
            writer.Line($"int blocks = (arguments.Batch + {CpuLayout.BlockRows - 1}) / {CpuLayout.BlockRows};");
        }

        writer.Block("for (int tile = first; tile < end; tile++)", () =>
        {
            if (byPanel)
            {
                writer.Line("int panel = tile / blocks;");
            }

            writer.Line($"int row = {(byPanel ? "(tile - (panel * blocks))" : "tile")} * {CpuLayout.BlockRows};");
            writer.Line($"int rows = Math.Min({CpuLayout.BlockRows}, arguments.Batch - row);");
            body();
        });
    }

    /// <summary>Runs some code for the wide panels of a matrix and other code for a narrow last one.</summary>
    private void ByShape(int columns, string panel, Action<TileShape> write)
    {
        int panels = CpuLayout.Panels(columns);
        TileShape last = width.For(CpuLayout.LastColumns(columns));
        if (panels == 1 || last == width.Wide)
        {
            write(last);
            return;
        }

        writer.Block($"if ({panel} < {panels - 1})", () => write(width.Wide));
        writer.Block("else", () => write(last));
    }

    private string Lane(int vector) => Literal.Of(vector * width.Lanes);

    private static string Offset(string reference, int floats) => floats == 0 ? $"ref {reference}" : $"ref At(ref {reference}, {floats})";
}
