using System.Globalization;
using AeGen.Generators.Passes;

namespace AeGen.Generators.Targets.Ilgpu;

/// <summary>
/// How a whole network lies in a group's memory: all trained parameters as they lie in the device's, and behind them, for some samples,
/// the batch's buffers. A gradient is summed as soon as both of its factors are there, so that their places are free early.
/// </summary>
internal sealed class FusedLayout
{
    /// <summary>What every device that CUDA or OpenCL calls full has for a group, in bytes; less the threads' sums of losses.</summary>
    private const int SharedFours = ((48 * 1024) - (4 * LossSums)) / 16;

    /// <summary>Most samples that a group takes through the network at a time.</summary>
    private const int MostRows = 32;

    /// <summary>Numbers in which the threads' losses are added up: the most threads that a group may have.</summary>
    public const int LossSums = 256;

    private readonly Dictionary<BatchBuffer, int> places = [];

    private FusedLayout(KernelPlan plan, IlgpuLayout layout)
    {
        Training = Interleave(plan);
        Places own = Lifetimes.RunInPlace(
            plan.Phases,
            [.. plan.In(plan.Programs.Encode.Concat(plan.Programs.Decode)).Select(phase => phase.Operations)],
            [.. Training.Select(item => item.Operations)],
            plan.Input,
            plan.Code,
            plan.Output);
        long columns = own.All.Sum(place => (long)IlgpuLayout.Fours(place.Columns));
        Rows = (int)Math.Min(MostRows, Math.Max(0, (SharedFours - layout.TrainedLength) / columns / 4 * 4));
        int at = (int)Math.Min(layout.TrainedLength, SharedFours);
        foreach (Place place in own.All)
        {
            foreach (BatchBuffer buffer in place.Buffers)
            {
                places.Add(buffer, at);
            }

            at += Rows * IlgpuLayout.Fours(place.Columns);
        }

        Fours = at;
    }

    /// <summary>Number of samples that there is room for, a multiple of four.</summary>
    public int Rows { get; }

    /// <summary>Length of the memory, in fours.</summary>
    public int Fours { get; }

    /// <summary>Forward, loss and back, with each gradient where its factors are there for the first time.</summary>
    public IReadOnlyList<FusedItem> Training { get; }

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
        ? plan.Weights.OrderByDescending(weight => weight.Matrix.Size).First()
        : null;

    /// <summary>Whether samples need nothing of one another, and the update nothing but sums over samples.</summary>
    private static bool IsOfOneLaunch(KernelPlan plan) =>
        !plan.MixesRows && plan.Inverses.Count == 0 && plan.Programs.Update.Count == 1
        && plan.Steps.OfType<WeightStep>().All(step => step.Penalties.SelectMany(penalty => penalty.All).All(part => part is not OfColumn));

    /// <summary>Where a buffer of the batch lies.</summary>
    public int Of(BatchBuffer buffer) => places[buffer];

    private static List<FusedItem> Interleave(KernelPlan plan)
    {
        List<Phase> phases = [.. plan.In(plan.Programs.Propagate)];
        Dictionary<Plan.Buffer, int> written = [];
        for (int at = 0; at < phases.Count; at++)
        {
            foreach (Plan.Buffer buffer in phases[at].Operations.SelectMany(operation => operation.Writes()))
            {
                written[buffer] = at;
            }
        }

        // The last phase that writes one of the factors.
        int ReadyAfter(Operation sum) => sum.Reads().Max(buffer => written.TryGetValue(buffer, out int at) ? at : 0);
        List<FusedItem> gradients = [.. plan.Steps.SelectMany(GradientsOf)];
        List<FusedItem> items = [];
        for (int at = 0; at < phases.Count; at++)
        {
            items.Add(new FusedItem(phases[at].Name, phases[at].Operations) { Phase = phases[at] });
            items.AddRange(gradients.Where(gradient => ReadyAfter(gradient.Operations[0]) == at));
        }

        return items;
    }

    private static string Named(Plan.Buffer of, int part)
    {
        string number = part == 0 ? string.Empty : (part + 1).ToString(CultureInfo.InvariantCulture);
        return $"Gradient{number}Of{char.ToUpperInvariant(of.Name[0])}{of.Name.Substring(1)}";
    }

    private static IEnumerable<FusedItem> GradientsOf(Step step) => step switch
    {
        WeightStep weight => weight.Gradient.Select((sum, index) => new FusedItem(Named(weight.Of.Matrix, index), [sum]) { Step = step }),
        VectorStep vector => [new FusedItem(Named(vector.Of.Vector, 0), [vector.Gradient]) { Step = step }],
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };
}

/// <summary>A phase, or a gradient's sum over samples.</summary>
/// <param name="Name">Its method's name.</param>
/// <param name="Operations">What it computes.</param>
internal sealed record FusedItem(string Name, IReadOnlyList<Operation> Operations)
{
    /// <summary>The phase, or null.</summary>
    public Phase? Phase { get; init; }

    /// <summary>The step whose gradient it is, or null.</summary>
    public Step? Step { get; init; }
}
