namespace AeGen.Generators.Targets.Cpu;

/// <summary>
/// Writes a model's kernels, a method for each phase: which of the library's kernels run, in which order, on what, and what is computed of
/// each element.
/// </summary>
internal sealed partial class KernelClass(CodeWriter writer, KernelPlan plan, CpuLayout layout)
{
    /// <summary>
    /// Kernels go straight to optimised code: their loops run too long for the first tier, and replacing them on the stack costs more than
    /// it brings.
    /// </summary>
    private const string Hot = "[MethodImpl(Options.AggressiveOptimization)]";

    public void Write()
    {
        CpuNames.WriteConstants(writer, plan, layout);
        writer.Line();
        WriteRun();
        foreach (Phase phase in plan.Phases)
        {
            writer.Line();
            writer.Summary(phase.Division == Division.Parameters
                ? "Every parameter's gradient over the batch, and the optimizer's step."
                : $"{phase.Description}.");
            writer.Line(Hot);
            writer.Block($"private static void {phase.Name}(in KernelArguments arguments, int first, int end)", () => WriteBody(phase));
        }

        foreach (WeightStep step in plan.Phases.SelectMany(phase => phase.Operations).OfType<WeightStep>())
        {
            writer.Line();
            WriteWeightStep(step);
        }
    }

    private void WriteBody(Phase phase)
    {
        switch (phase.Division)
        {
            case Division.Tiles:
                WriteTiles(phase);
                break;
            case Division.Rows:
                WriteRows(phase);
                break;
            case Division.Columns:
                WriteColumns(phase);
                break;
            case Division.Squares:
                WriteSquares((OuterSum)phase.Operations[0]);
                break;
            case Division.Solve:
                WriteSolve((Solve)phase.Operations[0]);
                break;
            case Division.Parameters:
                WriteUpdate(phase);
                break;
            default:
                throw new InvalidOperationException($"There is no kernel for {phase.Name}.");
        }
    }

    private void WriteRun()
    {
        writer.Summary("Does a range of a phase's pieces.");
        writer.Block("internal static void Run(int phase, in KernelArguments arguments, int first, int end)", () =>
            writer.Block("switch (phase)", () =>
            {
                for (int phase = 0; phase < plan.Phases.Count; phase++)
                {
                    writer.Line($"case {phase}: {plan.Phases[phase].Name}(in arguments, first, end); break;");
                }
            }));
    }

    /// <summary>Declares references to where buffers lie at the present panel, and at a row of the batch where one is given.</summary>
    private void DeclareReferences(IEnumerable<Plan.Buffer> buffers, string panel, string? row)
    {
        foreach (Plan.Buffer buffer in buffers.Distinct())
        {
            writer.Line($"ref float {CpuNames.Reference(buffer)} = {CpuNames.At(buffer, panel, row)};");
        }
    }

    /// <summary>The number of columns that kernels compute of a panel: one, or a variable that this declares.</summary>
    private string DeclareCovered(int columns)
    {
        string covered = Covered(columns, "panel");
        if (!covered.Contains('?'))
        {
            return covered;
        }

        writer.Line($"int columns = {covered};");
        return "columns";
    }

    /// <summary>
    /// How many columns of a panel kernels compute: half of a panel where no more are real, else all. An expression of the panel where it
    /// depends on that.
    /// </summary>
    private static string Covered(int columns, string panel)
    {
        int panels = CpuLayout.Panels(columns), last = CpuLayout.CoveredLast(columns);
        return panels == 1 || last == CpuLayout.PanelWidth ? Literal.Of(last) : $"{panel} < {panels - 1} ? {CpuLayout.PanelWidth} : {last}";
    }
}
