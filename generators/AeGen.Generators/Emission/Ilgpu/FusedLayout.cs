using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission.Ilgpu;

/// <summary>
/// How a whole network lies in a group's memory: all trained parameters as they lie in the device's, and behind them, for some samples, the
/// input, each layer's output and the slopes. A layer's signal takes the place of the output below it as soon as that is no longer needed.
/// </summary>
internal sealed class FusedLayout
{
    /// <summary>What every device that CUDA or OpenCL calls full has for a group, in bytes; less the threads' sums of losses.</summary>
    private const int SharedFours = ((48 * 1024) - (4 * LossSums)) / 16;

    /// <summary>Most samples that a group takes through the network at a time.</summary>
    private const int MostRows = 32;

    /// <summary>Numbers in which the threads' losses are added up: the most threads that a group may have.</summary>
    public const int LossSums = 256;

    private readonly Dictionary<BatchMatrix, int> places = [];

    private FusedLayout(KernelPlan plan, IlgpuLayout layout)
    {
        List<BatchMatrix> own = [.. plan.BatchMatrices.Take(plan.InferenceMatrices)];
        own.AddRange(plan.Phases.OfType<ProductPhase>().Select(phase => phase.Epilogue).OfType<ActivateEpilogue>()
            .Where(epilogue => epilogue.Slopes is not null).Select(epilogue => epilogue.Slopes!));
        long columns = own.Sum(matrix => (long)IlgpuLayout.Fours(matrix.Columns));
        Rows = (int)Math.Min(MostRows, Math.Max(0, (SharedFours - layout.TrainedFours) / columns / 4 * 4));
        int at = (int)Math.Min(layout.TrainedFours, SharedFours);
        foreach (BatchMatrix matrix in own)
        {
            places.Add(matrix, at);
            at += Rows * IlgpuLayout.Fours(matrix.Columns);
        }

        Fours = at;
        Backward = [.. plan.Programs.Propagate.SkipWhile(phase => phase != plan.Programs.Loss).Skip(1).Select(phase => (ProductPhase)plan.Phases[phase])];

        // The way back starts at the last layer; the first signal that it computes is that of the layer below, and so on.
        for (int i = 0; i < Backward.Count; i++)
        {
            places.Add(Backward[i].Result, places[own[Backward.Count - i]]);
        }
    }

    /// <summary>Number of samples that there is room for, a multiple of four.</summary>
    public int Rows { get; }

    /// <summary>Length of the memory, in fours.</summary>
    public int Fours { get; }

    /// <summary>The phases of the way back, from the last layer to the second.</summary>
    public IReadOnlyList<ProductPhase> Backward { get; }

    /// <summary>The layout, or null where the network does not fit, or needs more between its passes than the group knows.</summary>
    public static FusedLayout? For(KernelPlan plan, IlgpuLayout layout)
    {
        if (!IsOfOneLaunch(plan))
        {
            return null;
        }

        var fused = new FusedLayout(plan, layout);
        return fused.Rows >= 4 ? fused : null;
    }

    /// <summary>The weight that takes up most of the room, of a network that only its size keeps from having a layout; else null.</summary>
    public static WeightPlan? TooLarge(KernelPlan plan) => IsOfOneLaunch(plan) && new FusedLayout(plan, new IlgpuLayout(plan)).Rows < 4
        ? plan.Weights.OrderByDescending(weight => (long)weight.Matrix.Rows * weight.Matrix.Columns).First()
        : null;

    private static bool IsOfOneLaunch(KernelPlan plan) => plan.Inverses.Count == 0 && !plan.Phases.Any(phase => phase is BatchPhase or GramianPhase);

    /// <summary>Where a matrix of the batch lies.</summary>
    public int Of(BatchMatrix matrix) => places[matrix];
}
