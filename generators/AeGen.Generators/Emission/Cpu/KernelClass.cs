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
    private const string Hot =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]";

    private readonly SortedSet<ProductTile> products = [];
    private readonly SortedSet<GradientTile> gradients = [];
    private readonly HashSet<string> epilogueNames = [];
    private readonly List<(string Name, Action<CodeWriter> Write)> epilogues = [];
    private readonly CodeWriter writer = writer;

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
                case RightInversePhase inverse:
                    WriteRightInverse(inverse);
                    break;
                case UpdatePhase update:
                    WriteUpdate(update);
                    break;
            }
        }

        foreach (ProductTile tile in products)
        {
            writer.Line();
            WriteProductTile(tile);
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
        string columns = CpuLayout.Panels(matrix.Columns) == 1 ? Literal.Of(column)
            : column == 0 ? $"({panel} * {CpuLayout.PanelWidth})"
            : $"({Literal.Of(column)} + ({panel} * {CpuLayout.PanelWidth}))";
        string offset = $"arguments.Capacity * {columns}" + (row is null ? string.Empty : $" + ({row} * {CpuLayout.PanelWidth})");
        return column == 0 && CpuLayout.Panels(matrix.Columns) == 1
            ? row is null ? "ref arguments.Workspace" : $"ref Unsafe.Add(ref arguments.Workspace, {row} * {CpuLayout.PanelWidth})"
            : $"ref Unsafe.Add(ref arguments.Workspace, {offset})";
    }

    /// <summary>A reference into a fixed matrix at a panel, an expression.</summary>
    private string At(FixedMatrix matrix, string panel)
    {
        string offset = Literal.Offset(layout.Of(matrix));
        return CpuLayout.Panels(matrix.Columns) == 1
            ? $"ref Unsafe.Add(ref arguments.Parameters, {offset})"
            : $"ref Unsafe.Add(ref arguments.Parameters, {offset} + ((nint){panel} * {Literal.Offset(CpuLayout.PanelFloats(matrix))}))";
    }

    private static string Parameter(long offset) => $"ref Unsafe.Add(ref arguments.Parameters, {Literal.Offset(offset)})";

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

    private static string Offset(string reference, int floats) => floats == 0 ? $"ref {reference}" : $"ref Unsafe.Add(ref {reference}, {floats})";
}
