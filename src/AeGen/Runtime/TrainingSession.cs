namespace AeGen.Runtime;

/// <summary>The memory of training beyond parameters and moments: one batch's matrices and each worker's scratch.</summary>
internal sealed unsafe class TrainingSession : IDisposable
{
    private readonly NativeBuffer<float> workspace;
    private readonly NativeBuffer<float> scratch;
    private readonly long scratchFloats;
    private readonly int panels;
    private NativeBuffer<float>? gradients;
    private NativeBuffer<double>? squares;

    /// <summary>Allocates.</summary>
    /// <param name="plan">The network's plan.</param>
    /// <param name="capacity">Rows of the matrices; there is one more where it is odd.</param>
    /// <param name="workers">Number of workers.</param>
    /// <param name="lossTiles">Number of sums of losses.</param>
    public TrainingSession(CpuPlan plan, int capacity, int workers, int lossTiles)
    {
        Capacity = (capacity + 1) & ~1;
        panels = (int)(plan.TrainingColumns / Panels.Width);

        // Each worker's scratch starts on cache lines of its own.
        scratchFloats = (plan.ScratchFloats + 15) & ~15L;
        workspace = new NativeBuffer<float>(plan.TrainingColumns * Capacity, $"a batch of {capacity} samples of {plan.Architecture.Name}");
        scratch = new NativeBuffer<float>(scratchFloats * workers, "the threads' scratch memory");
        Losses = new NativeBuffer<double>(lossTiles, "the losses");
        Arguments = new KernelArguments[workers];
    }

    public int Capacity { get; }

    public int Workers => Arguments.Length;

    public KernelArguments[] Arguments { get; }

    public NativeBuffer<double> Losses { get; }

    public float* Workspace => workspace.Pointer;

    public float* Scratch(int worker) => scratch.Pointer + (worker * scratchFloats);

    /// <summary>Ends an odd number of rows with a row of zeros, which sums over pairs of rows may take in.</summary>
    /// <param name="rows">Number of rows of the batch.</param>
    public void CompletePairs(int rows)
    {
        for (int panel = 0; rows % 2 != 0 && panel < panels; panel++)
        {
            workspace.Slice((((long)panel * Capacity) + rows) * Panels.Width, Panels.Width).Clear();
        }
    }

    /// <summary>Memory for the whole gradient and for the sum of squares of each piece of it. Steps that need neither never make it.</summary>
    /// <param name="plan">The network's plan.</param>
    /// <param name="pieces">Number of pieces of the update.</param>
    public (NativeBuffer<float> Gradients, NativeBuffer<double> Squares) ReserveGradients(CpuPlan plan, int pieces)
    {
        gradients ??= new NativeBuffer<float>(plan.TrainedFloats, $"the gradient of {plan.Architecture.Name}");
        squares ??= new NativeBuffer<double>(pieces, "the gradient's squares");
        return (gradients, squares);
    }

    public void Dispose()
    {
        gradients?.Dispose();
        squares?.Dispose();
        workspace.Dispose();
        scratch.Dispose();
        Losses.Dispose();
    }
}
