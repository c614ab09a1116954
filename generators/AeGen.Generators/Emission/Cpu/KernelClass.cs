using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <summary>
/// Writes a model's kernels, a method for each phase: which of the library's kernels run, in which order, with which functions, on what.
/// </summary>
internal sealed partial class KernelClass(CodeWriter writer, KernelPlan plan, CpuLayout layout)
{
    /// <summary>
    /// Kernels go straight to optimised code: their loops run too long for the first tier, and replacing them on the stack costs more than it
    /// brings.
    /// </summary>
    private const string Hot = "[MethodImpl(Options.AggressiveOptimization)]";

    private static readonly Functions Functions = new("V");

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

    /// <summary>A reference into a batch matrix at a panel and a row, both expressions.</summary>
    private string At(BatchMatrix matrix, string panel, string? row = null)
    {
        string column = Sum(Literal.Offset(layout.Of(matrix)),
            panel == "0" || CpuLayout.Panels(matrix.Columns) == 1 ? "0" : $"({panel} * {CpuLayout.PanelWidth})");
        return $"ref arguments.BatchAt({column}{(row is null ? string.Empty : $", {row}")})";
    }

    /// <summary>A reference into a fixed matrix at a panel and, counted in squares, at a block of rows, both expressions.</summary>
    private string At(FixedMatrix matrix, string panel, string? block = null) =>
        ParameterAt(Literal.Offset(layout.Of(matrix)), PanelOf(matrix, panel), block is null ? string.Empty : BlockOf(matrix, block));

    /// <summary>A reference to a vector's numbers at a panel.</summary>
    private string At(BiasVector vector) => ParameterAt(OffsetOf(vector));

    /// <summary>Where a vector's numbers at a panel lie among the parameters.</summary>
    private string OffsetOf(BiasVector vector) =>
        Sum(Literal.Offset(layout.Of(vector)),
            CpuLayout.Panels(vector.Size) == 1 ? string.Empty : $"((nint)panel * {CpuLayout.PanelWidth})");

    private static string PanelOf(FixedMatrix matrix, string panel) =>
        CpuLayout.Panels(matrix.Columns) == 1 ? string.Empty : $"((nint){panel} * {Literal.Offset(CpuLayout.PanelFloats(matrix))})";

    private static string BlockOf(FixedMatrix matrix, string block) =>
        CpuLayout.Panels(matrix.Rows) == 1 ? string.Empty : $"({block} * {CpuLayout.PanelWidth * CpuLayout.PanelWidth})";

    /// <summary>A reference to a parameter at a sum of offsets.</summary>
    private static string ParameterAt(params string[] offsets) => $"ref arguments.ParameterAt({Sum(offsets)})";

    /// <summary>A sum of terms, of which those that are empty or zero are left out.</summary>
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

    /// <summary>Writes the loop over a phase's pieces, each a panel.</summary>
    private void OverPanels(Action body) => writer.Block("for (int panel = first; panel < end; panel++)", body);

    /// <summary>Writes the loop over a phase's pieces, each so many rows of a panel of a batch's matrix from one row on.</summary>
    private void OverBlocks(BatchMatrix matrix, Action body) => OverTiles(CpuLayout.Panels(matrix.Columns) > 1, body);

    /// <summary>
    /// Writes the loop over a phase's pieces, each so many rows from one row on, of one panel or of all. Pieces of one panel follow one
    /// another, so that its weights stay in the cache.
    /// </summary>
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
                writer.Line("int block = tile - (panel * blocks);");
            }

            writer.Line($"int row = {(byPanel ? "block" : "tile")} * {CpuLayout.BlockRows};");
            writer.Line($"int rows = Math.Min({CpuLayout.BlockRows}, arguments.Batch - row);");
            body();
        });
    }

    /// <summary>
    /// How many columns of a panel kernels compute: half of a panel where no more are real, else all. An expression of the panel where it
    /// depends on that.
    /// </summary>
    private static string Covered(int columns, string panel)
    {
        int panels = CpuLayout.Panels(columns), last = CoveredLast(columns);
        return panels == 1 || last == CpuLayout.PanelWidth ? Literal.Of(last) : $"{panel} < {panels - 1} ? {CpuLayout.PanelWidth} : {last}";
    }

    private static int CoveredLast(int columns) =>
        CpuLayout.LastColumns(columns) > CpuLayout.PanelWidth / 2 ? CpuLayout.PanelWidth : CpuLayout.PanelWidth / 2;

    private static string FirstColumn(int columns) => CpuLayout.Panels(columns) == 1 ? "0" : $"panel * {CpuLayout.PanelWidth}";
}
