namespace AeGen.Runtime.Ilgpu;

/// <summary>What one launch of a kernel works on, as far as numbers say it. Each kernel's comment names the fields that it reads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct LaunchSizes
{
    /// <summary>Number of samples.</summary>
    public int Batch;

    /// <summary>Rows of each matrix of the batch in memory.</summary>
    public int Capacity;

    /// <summary>Position of the first sample in the order.</summary>
    public int First;

    /// <summary>The step, counted within the epoch: where its settings and its loss lie.</summary>
    public int Step;

    /// <summary>In how many parts the batch is summed, each apart from the others.</summary>
    public int Splits;

    /// <summary>The first of the parameters that a launch changes, in fours.</summary>
    public int Offset;

    /// <summary>Number of the parameters that a launch changes, in fours.</summary>
    public int Count;

    /// <summary>Number of samples that a group takes through the network at a time.</summary>
    public int TileRows;

    /// <summary>The position after the last sample.</summary>
    public int End;

    /// <summary>1 where the order says which sample stands at a position, 0 where position and sample are the same.</summary>
    public int Ordered;
}
