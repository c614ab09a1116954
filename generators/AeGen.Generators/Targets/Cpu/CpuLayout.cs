using AeGen.Generators.Plan;

namespace AeGen.Generators.Targets.Cpu;

/// <summary>Where the CPU keeps a plan's numbers: matrices in panels of 32 columns, one after the other (the runtime's Panels).</summary>
internal sealed class CpuLayout
{
    /// <summary>Columns of a panel.</summary>
    public const int PanelWidth = 32;

    /// <summary>
    /// Rows of the batch that a piece's work covers, as the runtime's Panels says as well: 12, 12 and 8 of the widest tiles.
    /// </summary>
    public const int BlockRows = 32;

    private readonly Dictionary<Plan.Buffer, long> places = [];
    private readonly Dictionary<Inverse, long> doubles = [];

    public CpuLayout(KernelPlan plan)
    {
        long floats = 0;
        foreach (Plan.Buffer buffer in plan.Trained)
        {
            Add(buffer, ref floats);
        }

        TrainedFloats = floats;
        foreach (Plan.Buffer buffer in plan.Derived)
        {
            Add(buffer, ref floats);
        }

        Zeros = floats;
        ParameterFloats = floats + PanelWidth;
        foreach (Inverse inverse in plan.Inverses)
        {
            doubles.Add(inverse, Doubles);
            Doubles += 2L * SmallMatrix(inverse);
            long solve = (2L * PanelWidth * PadRows(inverse.K)) + (PanelWidth * PanelWidth);
            ScratchFloats = new[] { ScratchFloats, solve, 8L * Pad(inverse.N), 16L * Pad(inverse.K) }.Max();
        }

        for (int i = 0; i < plan.Places.All.Count; i++)
        {
            foreach (BatchBuffer buffer in plan.Places.All[i].Buffers)
            {
                places.Add(buffer, TrainingColumns);
            }

            TrainingColumns += Pad(plan.Places.All[i].Columns);
            InferenceColumns = i < plan.Places.Inference ? TrainingColumns : InferenceColumns;
        }
    }

    public long ParameterFloats { get; }

    public long TrainedFloats { get; }

    public long Doubles { get; }

    /// <summary>At least the square of 32 x 32 in which a tile of gradients arises.</summary>
    public long ScratchFloats { get; } = PanelWidth * PanelWidth;

    public long InferenceColumns { get; }

    public long TrainingColumns { get; }

    /// <summary>Where 32 zeros lie, which products without a bias start from.</summary>
    public long Zeros { get; }

    /// <summary>Where a buffer lies: among the parameters, or its first column among those of all the batch's buffers.</summary>
    public long Of(Plan.Buffer buffer) => places[buffer];

    public long Of(Inverse inverse) => doubles[inverse];

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

    private void Add(Plan.Buffer buffer, ref long floats)
    {
        places.Add(buffer, floats);
        floats += buffer is Matrix matrix ? PanelFloats(matrix) * Panels(matrix.Columns) : Pad(buffer.Columns);
    }
}
