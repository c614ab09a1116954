using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Cpu;

/// <summary>Where the CPU keeps a plan's matrices: panels of 32 columns, one after the other (the runtime's Panels).</summary>
internal sealed class CpuLayout
{
    /// <summary>Columns of a panel.</summary>
    public const int PanelWidth = 32;

    /// <summary>Rows of the batch that a piece's work covers, as the runtime's Panels says as well: 12, 12 and 8 of the widest tiles.</summary>
    public const int BlockRows = 32;

    private readonly Dictionary<FixedMatrix, long> matrices = [];
    private readonly Dictionary<BiasVector, long> biases = [];
    private readonly Dictionary<BatchMatrix, long> columns = [];
    private readonly Dictionary<RightInversePlan, long> doubles = [];
    private readonly SortedDictionary<int, long> masks = [];

    public CpuLayout(KernelPlan plan)
    {
        long floats = 0;
        foreach (WeightPlan weight in plan.Weights)
        {
            Place(weight.Matrix, ref floats);
        }

        foreach (BiasPlan bias in plan.Biases)
        {
            Place(bias.Vector, ref floats);
        }

        TrainedFloats = floats;
        foreach (WeightPlan weight in plan.Weights)
        {
            if (weight.Mirror is not null)
            {
                Place(weight.Mirror, ref floats);
            }
        }

        foreach (RightInversePlan inverse in plan.Inverses)
        {
            foreach (FixedMatrix matrix in inverse.Derived)
            {
                Place(matrix, ref floats);
            }

            doubles.Add(inverse, Doubles);
            Doubles += 2L * SmallMatrix(inverse);
            long solve = (2L * PanelWidth * PadRows(inverse.K)) + (PanelWidth * PanelWidth);
            ScratchFloats = new[] { ScratchFloats, solve, 8L * Pad(inverse.N), 16L * Pad(inverse.K) }.Max();
        }

        foreach (FixedMatrix matrix in plan.Derived)
        {
            Place(matrix, ref floats);
        }

        foreach (BiasVector vector in plan.Statistics.SelectMany(statistics => statistics.Vectors))
        {
            Place(vector, ref floats);
        }

        foreach (int real in plan.BatchMatrices.Select(matrix => LastColumns(matrix.Columns)).Concat([0, PanelWidth]).Distinct())
        {
            masks.Add(real, 0);
        }

        foreach (int real in masks.Keys.ToArray())
        {
            masks[real] = floats;
            floats += PanelWidth;
        }

        ParameterFloats = floats;
        long column = 0;
        for (int i = 0; i < plan.BatchMatrices.Count; i++)
        {
            columns.Add(plan.BatchMatrices[i], column);
            column += Pad(plan.BatchMatrices[i].Columns);
            if (i == plan.InferenceMatrices - 1)
            {
                InferenceColumns = column;
            }
        }

        TrainingColumns = column;
    }

    public long ParameterFloats { get; }

    public long TrainedFloats { get; }

    public long Doubles { get; }

    /// <summary>At least the square of 32 x 32 in which a tile of gradients arises.</summary>
    public long ScratchFloats { get; } = PanelWidth * PanelWidth;

    public long InferenceColumns { get; }

    public long TrainingColumns { get; }

    public IReadOnlyDictionary<int, long> Masks => masks;

    public long Of(FixedMatrix matrix) => matrices[matrix];

    public long Of(BiasVector bias) => biases[bias];

    public long Of(RightInversePlan inverse) => doubles[inverse];

    /// <summary>A batch matrix's first column among those of all the batch's matrices.</summary>
    public long Of(BatchMatrix matrix) => columns[matrix];

    /// <summary>Where 32 zeros lie, which products without a bias start from.</summary>
    public long Zeros => masks[0];

    public static int Pad(int columns) => (columns + PanelWidth - 1) / PanelWidth * PanelWidth;

    public static int Panels(int columns) => Pad(columns) / PanelWidth;

    /// <summary>Number of real columns of a matrix's last panel, 1 to 32.</summary>
    public static int LastColumns(int columns) => columns - ((Panels(columns) - 1) * PanelWidth);

    /// <summary>Floats from one panel of a fixed matrix to the next.</summary>
    public static long PanelFloats(FixedMatrix matrix) => (long)PadRows(matrix.Rows) * PanelWidth;

    /// <summary>Numbers of a right inverse's [k, k] matrix in double precision.</summary>
    public static long SmallMatrix(RightInversePlan inverse) => (long)PadRows(inverse.K) * Pad(inverse.K);

    private static int PadRows(int rows) => (rows + 3) / 4 * 4;

    private void Place(BiasVector vector, ref long floats)
    {
        biases.Add(vector, floats);
        floats += Pad(vector.Size);
    }

    private void Place(FixedMatrix matrix, ref long floats)
    {
        matrices.Add(matrix, floats);
        floats += PanelFloats(matrix) * Panels(matrix.Columns);
    }
}
