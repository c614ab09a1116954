namespace AeGen.Runtime;

/// <summary>The memory of training beyond parameters and moments: one batch's matrices and each worker's scratch.</summary>
internal sealed unsafe class TrainingSession : IDisposable
{
    private readonly NativeBuffer<float> workspace;
    private readonly NativeBuffer<float> scratch;
    private readonly long scratchFloats;

    /// <summary>Allocates.</summary>
    /// <param name="plan">The network's plan.</param>
    /// <param name="capacity">Rows of the matrices.</param>
    /// <param name="workers">Number of workers.</param>
    /// <param name="lossTiles">Number of sums of losses.</param>
    public TrainingSession(CpuPlan plan, int capacity, int workers, int lossTiles)
    {
        // Each worker's scratch starts on cache lines of its own.
        scratchFloats = (plan.ScratchFloats + 15) & ~15L;
        workspace = new NativeBuffer<float>(plan.TrainingColumns * capacity, $"a batch of {capacity} samples of {plan.Architecture.Name}");
        scratch = new NativeBuffer<float>(scratchFloats * workers, "the threads' scratch memory");
        Losses = new NativeBuffer<double>(lossTiles, "the losses");
        Arguments = new KernelArguments[workers];
        Capacity = capacity;
    }

    public int Capacity { get; }

    public int Workers => Arguments.Length;

    public KernelArguments[] Arguments { get; }

    public NativeBuffer<double> Losses { get; }

    public float* Workspace => workspace.Pointer;

    public float* Scratch(int worker) => scratch.Pointer + (worker * scratchFloats);

    public void Dispose()
    {
        workspace.Dispose();
        scratch.Dispose();
        Losses.Dispose();
    }
}
