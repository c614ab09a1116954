namespace AeGen.Generators.Targets.Cpu;

/// <summary>Where the CPU keeps a plan's numbers: matrices in panels of 32 columns, one after the other (the runtime's Panels).</summary>
internal sealed class CpuLayout(KernelPlan plan) : Layout(plan, SizeOf, Pad, inverse => 2L * SmallMatrix(inverse))
{
    /// <summary>Columns of a panel.</summary>
    public const int PanelWidth = 32;

    /// <summary>
    /// Rows of the batch that a piece's work covers, as the runtime's Panels says as well: 12, 12 and 8 of the widest tiles.
    /// </summary>
    public const int BlockRows = 32;

    /// <summary>Floats of all parameters, and of the zeros behind them.</summary>
    public long ParameterFloats => ParameterLength + PanelWidth;

    /// <summary>At least the square of 32 x 32 in which a tile of gradients arises.</summary>
    public long ScratchFloats { get; } = plan.Inverses.Select(ScratchOf).Append(PanelWidth * PanelWidth).Max();

    /// <summary>Where 32 zeros lie, which products without a bias start from.</summary>
    public long Zeros => ParameterLength;

    public static int Pad(int columns) => (columns + PanelWidth - 1) / PanelWidth * PanelWidth;

    public static int Panels(int columns) => Pad(columns) / PanelWidth;

    /// <summary>Number of real columns of a buffer's last panel, 1 to 32.</summary>
    public static int LastColumns(int columns) => columns - ((Panels(columns) - 1) * PanelWidth);

    /// <summary>Columns of a buffer's last panel that kernels compute: half of it where no more are real.</summary>
    public static int CoveredLast(int columns) => LastColumns(columns) > PanelWidth / 2 ? PanelWidth : PanelWidth / 2;

    /// <summary>Floats from one panel of a matrix to the next.</summary>
    public static long PanelFloats(Matrix matrix) => (long)PadRows(matrix.Rows) * PanelWidth;

    /// <summary>Number of squares of 32 x 32 that cover a matrix.</summary>
    public static int Squares(Matrix matrix) => Panels(matrix.Rows) * Panels(matrix.Columns);

    /// <summary>Numbers of a right inverse's [k, k] matrix in double precision.</summary>
    public static long SmallMatrix(Inverse inverse) => (long)PadRows(inverse.K) * Pad(inverse.K);

    private static int PadRows(int rows) => (rows + 3) / 4 * 4;

    private static long SizeOf(Plan.Buffer buffer) =>
        buffer is Matrix matrix ? PanelFloats(matrix) * Panels(matrix.Columns) : Pad(buffer.Columns);

    private static long ScratchOf(Inverse inverse)
    {
        long solve = (2L * PanelWidth * PadRows(inverse.K)) + (PanelWidth * PanelWidth);
        return Math.Max(solve, Math.Max(8L * Pad(inverse.N), 16L * Pad(inverse.K)));
    }
}
