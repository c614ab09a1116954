namespace AeGen.Runtime.Ilgpu;

/// <summary>
/// A whole network in a group's memory, as the generator writes it: all trained parameters, and behind them some samples' buffers.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFusedNetwork
{
    /// <summary>Length of the memory, in fours.</summary>
    static abstract int MemoryFours { get; }

    /// <summary>Length of the trained parameters, which come first, in fours.</summary>
    static abstract int TrainedFours { get; }

    /// <summary>Length of the weights among them, which come first, in fours.</summary>
    static abstract int WeightFours { get; }

    /// <summary>Where the samples lie, in fours.</summary>
    static abstract int InputPlace { get; }

    /// <summary>Numbers of a sample.</summary>
    static abstract int InputSize { get; }

    /// <summary>Where the codes lie, in fours.</summary>
    static abstract int CodePlace { get; }

    /// <summary>Numbers of a code.</summary>
    static abstract int CodeSize { get; }

    /// <summary>Where the reconstructions lie, in fours.</summary>
    static abstract int OutputPlace { get; }

    /// <summary>From samples to codes. All threads of the group meet in it.</summary>
    /// <param name="memory">The group's memory.</param>
    /// <param name="sums">A number a thread, for sums that threads have in common.</param>
    /// <param name="rows">Number of samples.</param>
    static abstract void Encode(ArrayView<Float4> memory, ArrayView<float> sums, int rows);

    /// <summary>From codes to reconstructions. All threads of the group meet in it.</summary>
    /// <param name="memory">The group's memory.</param>
    /// <param name="sums">A number a thread, for sums that threads have in common.</param>
    /// <param name="rows">Number of samples.</param>
    static abstract void Decode(ArrayView<Float4> memory, ArrayView<float> sums, int rows);

    /// <summary>
    /// Some samples forward and back; the gradient is stored among the partial sums or, but for the first samples, added. All threads of
    /// the group meet in it.
    /// </summary>
    /// <param name="memory">The group's memory.</param>
    /// <param name="sums">A number a thread, for sums that threads have in common.</param>
    /// <param name="partials">The partial sums.</param>
    /// <param name="schedule">The optimizer's numbers.</param>
    /// <param name="place">Where this group's partial sums begin.</param>
    /// <param name="rows">Number of samples.</param>
    /// <param name="firstRow">The first one's position in the batch.</param>
    /// <param name="batch">Samples of the whole batch.</param>
    /// <param name="step">The step's place in the schedule.</param>
    /// <param name="first">Whether these are the group's first samples.</param>
    /// <returns>The thread's part of the loss.</returns>
    static abstract float Propagate(
        ArrayView<Float4> memory,
        ArrayView<float> sums,
        ArrayView<Float4> partials,
        ArrayView<float> schedule,
        int place,
        int rows,
        int firstRow,
        int batch,
        int step,
        bool first);

    /// <summary>The gradient in four weights with that of the penalties on them.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="weights">The weights.</param>
    static abstract Float4 Penalize(Float4 gradient, Float4 weights);
}
