namespace AeGen.Generators.Targets;

/// <summary>Where a target keeps a plan's numbers; it counts places and lengths in units of its own.</summary>
internal abstract class Layout
{
    private readonly Dictionary<Plan.Buffer, long> places = [];
    private readonly Dictionary<Inverse, long> doubles = [];

    /// <param name="plan">The plan.</param>
    /// <param name="sizeOf">The length of a matrix or a vector.</param>
    /// <param name="widthOf">The length of a row of so many columns of the batch.</param>
    /// <param name="doublesOf">Numbers of a right inverse in double precision.</param>
    protected Layout(KernelPlan plan, Func<Plan.Buffer, long> sizeOf, Func<int, int> widthOf, Func<Inverse, long> doublesOf)
    {
        foreach (Plan.Buffer buffer in plan.Trained.Concat(plan.Derived))
        {
            places.Add(buffer, ParameterLength);
            ParameterLength += sizeOf(buffer);
        }

        TrainedLength = plan.Trained.Sum(sizeOf);
        foreach (Inverse inverse in plan.Inverses)
        {
            doubles.Add(inverse, Doubles);
            Doubles += doublesOf(inverse);
        }

        for (int i = 0; i < plan.Places.All.Count; i++)
        {
            foreach (BatchBuffer buffer in plan.Places.All[i].Buffers)
            {
                places.Add(buffer, TrainingColumns);
            }

            TrainingColumns += widthOf(plan.Places.All[i].Columns);
            InferenceColumns = i < plan.Places.Inference ? TrainingColumns : InferenceColumns;
        }
    }

    /// <summary>Length of the trained parameters, which come first: the weights and then the biases.</summary>
    public long TrainedLength { get; }

    /// <summary>Length of everything: the trained parameters, and then mirrors, right inverses and what else a step derives.</summary>
    public long ParameterLength { get; }

    /// <summary>Numbers in double precision.</summary>
    public long Doubles { get; }

    /// <summary>Length of a row of all the batch's buffers that inference needs; they come first.</summary>
    public long InferenceColumns { get; }

    /// <summary>Length of a row of all the batch's buffers.</summary>
    public long TrainingColumns { get; }

    /// <summary>
    /// Where a buffer lies: among the parameters, or the length of a row before it, which times the batch's rows in memory is its place. It
    /// is -1 for one that there is not.
    /// </summary>
    public long Of(Plan.Buffer? buffer) => buffer is null ? -1 : places[buffer];

    /// <summary>Where a right inverse's numbers in double precision begin.</summary>
    public long Of(Inverse inverse) => doubles[inverse];
}
