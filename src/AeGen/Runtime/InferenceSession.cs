namespace AeGen.Runtime;

/// <summary>Which stretch of the network a call runs.</summary>
internal enum Stretch
{
    /// <summary>Input to code.</summary>
    Encode,

    /// <summary>Code to reconstruction.</summary>
    Decode,

    /// <summary>Input to reconstruction.</summary>
    Reconstruct,

    /// <summary>Input to losses.</summary>
    Evaluate,

    /// <summary>Input to each sample's mean squared error.</summary>
    Score,

    /// <summary>Input to the squared errors of each sample's features.</summary>
    Contributions,
}

/// <summary>The memory of one inference call: for each worker the matrices of one chunk of rows. Kept for the next call.</summary>
internal sealed class InferenceSession : IDisposable
{
    /// <summary>The most rows that pass through the network at a time: enough to reuse each weight, few enough to stay in the cache.</summary>
    public const int ChunkRows = 192;

    /// <summary>Chunks of fewer rows, where workers would go without, are whole multiples of this, as the rows of the kernels' tiles are.</summary>
    public const int LeastRows = 4;

    private readonly CpuPlan plan;
    private NativeBuffer<float>[] workspaces = [];
    private NativeBuffer<double>[] losses = [];
    private int capacity;

    public InferenceSession(CpuPlan plan) => this.plan = plan;

    /// <summary>The job that ran last in this memory, to be used again.</summary>
    public KernelJob? Job { get; set; }

    /// <summary>Rows that each workspace has room for.</summary>
    public int Capacity => capacity;

    /// <summary>Makes room.</summary>
    /// <param name="workers">Number of workers.</param>
    /// <param name="rows">Rows that a worker needs at a time.</param>
    /// <param name="lossTiles">Number of sums of losses that a chunk has.</param>
    public void Reserve(int workers, int rows, int lossTiles)
    {
        if (workers <= workspaces.Length && rows <= capacity)
        {
            return;
        }

        Dispose();
        capacity = Math.Max(rows, capacity);
        int count = Math.Max(workers, workspaces.Length);
        workspaces = [];
        var made = new NativeBuffer<float>[count];
        var sums = new NativeBuffer<double>[count];
        for (int i = 0; i < count; i++)
        {
            made[i] = new NativeBuffer<float>(plan.InferenceColumns * capacity, $"{capacity} rows of the matrices of {plan.Architecture.Name}");
            sums[i] = new NativeBuffer<double>(lossTiles, "the losses");
        }

        workspaces = made;
        losses = sums;
    }

    public NativeBuffer<float> Workspace(int worker) => workspaces[worker];

    public NativeBuffer<double> Losses(int worker) => losses[worker];

    public void Dispose()
    {
        Array.ForEach(workspaces, workspace => workspace.Dispose());
        Array.ForEach(losses, sums => sums.Dispose());
    }
}
