using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <summary>
/// Where a device keeps a plan's matrices: row by row, each row padded with zeros to whole fours, which kernels load and store at once. All
/// places count fours.
/// </summary>
internal sealed class IlgpuLayout
{
    private readonly Dictionary<FixedMatrix, long> matrices = [];
    private readonly Dictionary<BiasVector, long> biases = [];
    private readonly Dictionary<BatchMatrix, int> columns = [];
    private readonly Dictionary<RightInversePlan, long> doubles = [];

    public IlgpuLayout(KernelPlan plan)
    {
        long at = 0;
        foreach (WeightPlan weight in plan.Weights)
        {
            Place(weight.Matrix, ref at);
        }

        WeightFours = at;
        foreach (BiasPlan bias in plan.Biases)
        {
            Place(bias.Vector, ref at);
        }

        TrainedFours = at;
        foreach (WeightPlan weight in plan.Weights)
        {
            if (weight.Mirror is not null)
            {
                Place(weight.Mirror, ref at);
            }
        }

        foreach (RightInversePlan inverse in plan.Inverses)
        {
            foreach (FixedMatrix matrix in inverse.Derived)
            {
                Place(matrix, ref at);
            }

            doubles.Add(inverse, Doubles);
            Doubles += 3L * inverse.K * inverse.K;
        }

        foreach (FixedMatrix matrix in plan.Derived)
        {
            Place(matrix, ref at);
        }

        foreach (BiasVector vector in plan.Statistics.SelectMany(statistics => statistics.Vectors))
        {
            Place(vector, ref at);
        }

        ParameterFours = at;
        int column = 0;
        for (int i = 0; i < plan.BatchMatrices.Count; i++)
        {
            columns.Add(plan.BatchMatrices[i], column);
            column += Fours(plan.BatchMatrices[i].Columns);
            if (i == plan.InferenceMatrices - 1)
            {
                InferenceColumns = column;
            }
        }

        TrainingColumns = column;
    }

    /// <summary>Length of the trained weights, which come first.</summary>
    public long WeightFours { get; }

    /// <summary>Length of the trained parameters: the weights and then the biases.</summary>
    public long TrainedFours { get; }

    /// <summary>Length of everything: the trained parameters, and then mirrors, right inverses and what else a step derives.</summary>
    public long ParameterFours { get; }

    /// <summary>Numbers in double precision.</summary>
    public long Doubles { get; }

    /// <summary>Fours a row of all the batch's matrices that inference needs; they come first.</summary>
    public int InferenceColumns { get; }

    /// <summary>Fours a row of all the batch's matrices.</summary>
    public int TrainingColumns { get; }

    public long Of(FixedMatrix matrix) => matrices[matrix];

    public long Of(BiasVector bias) => biases[bias];

    public long Of(RightInversePlan inverse) => doubles[inverse];

    /// <summary>The fours of a row before a batch matrix; times the matrices' rows it is where the matrix lies.</summary>
    public int Of(BatchMatrix matrix) => columns[matrix];

    /// <summary>Number of fours that hold so many numbers.</summary>
    public static int Fours(int numbers) => (numbers + 3) / 4;

    /// <summary>Length of a matrix of fixed size: its rows, too, are padded to whole fours, so that a mirror and its weight have room for each other.</summary>
    public static long Size(FixedMatrix matrix) => (long)Fours(matrix.Rows) * 4 * Fours(matrix.Columns);

    private void Place(BiasVector vector, ref long at)
    {
        biases.Add(vector, at);
        at += Fours(vector.Size);
    }

    private void Place(FixedMatrix matrix, ref long at)
    {
        matrices.Add(matrix, at);
        at += Size(matrix);
    }
}
