using AeGen.Generators.Plan;

namespace AeGen.Generators.Targets.Ilgpu;

/// <summary>
/// Where a device keeps a plan's numbers: row by row, each row padded with zeros to whole fours, which kernels load and store at once. All
/// places count fours.
/// </summary>
internal sealed class IlgpuLayout
{
    private readonly Dictionary<Plan.Buffer, long> places = [];
    private readonly Dictionary<Inverse, long> doubles = [];

    public IlgpuLayout(KernelPlan plan)
    {
        long at = 0;
        foreach (Plan.Buffer buffer in plan.Trained)
        {
            Add(buffer, ref at);
            WeightFours = buffer is Matrix ? at : WeightFours;
        }

        TrainedFours = at;
        foreach (Plan.Buffer buffer in plan.Derived)
        {
            Add(buffer, ref at);
        }

        ParameterFours = at;
        foreach (Inverse inverse in plan.Inverses)
        {
            doubles.Add(inverse, Doubles);
            Doubles += 3L * inverse.K * inverse.K;
        }

        for (int i = 0; i < plan.Places.All.Count; i++)
        {
            foreach (BatchBuffer buffer in plan.Places.All[i].Buffers)
            {
                places.Add(buffer, TrainingColumns);
            }

            TrainingColumns += Fours(plan.Places.All[i].Columns);
            InferenceColumns = i < plan.Places.Inference ? TrainingColumns : InferenceColumns;
        }
    }

    /// <summary>Length of the trained weights, which come first.</summary>
    public long WeightFours { get; }

    /// <summary>Length of the trained parameters: the weights and then the biases.</summary>
    public long TrainedFours { get; }

    /// <summary>Length of everything: the trained parameters, and then mirrors, right inverses and what else a step derives.</summary>
    public long ParameterFours { get; }

    /// <summary>Numbers in double precision.</summary>
    public long Doubles { get; }

    /// <summary>Fours a row of all the batch's buffers that inference needs; they come first.</summary>
    public int InferenceColumns { get; }

    /// <summary>Fours a row of all the batch's buffers.</summary>
    public int TrainingColumns { get; }

    /// <summary>
    /// Where a buffer lies: among the parameters, or the fours of a row before it, which times the batch's rows in memory is its place.
    /// </summary>
    public long Of(Plan.Buffer buffer) => places[buffer];

    public long Of(Inverse inverse) => doubles[inverse];

    /// <summary>Number of fours that hold so many numbers.</summary>
    public static int Fours(int numbers) => (numbers + 3) / 4;

    /// <summary>
    /// Length of a matrix: its rows, too, are padded to whole fours, so that a mirror and its weight have room for each other.
    /// </summary>
    public static long Size(Matrix matrix) => (long)Fours(matrix.Rows) * 4 * Fours(matrix.Columns);

    private void Add(Plan.Buffer buffer, ref long at)
    {
        places.Add(buffer, at);
        at += buffer is Matrix matrix ? Size(matrix) : Fours(buffer.Columns);
    }
}
