using AeGen.Functions;

namespace AeGen.Runtime.Ilgpu;

/// <summary>The step on gradients of which parts of the batch have summed a part each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PartialSums
{
    /// <summary>
    /// Adds them up, in their order, and takes the step. Reads Offset, Count, Splits, Step, First, the length of the weights, and End,
    /// that of a moment.
    /// </summary>
    public static void Apply<TOptimizer>(
        ArrayView<Float4> parameters, ArrayView<Float4> moments, ArrayView<Float4> workspace, ArrayView<Float4> partials,
        ArrayView<float> samples, ArrayView<int> order, ArrayView<float> results, ArrayView<float> schedule, ArrayView<int> status,
        LaunchSizes sizes)
        where TOptimizer : struct, IOptimizer<Float4>
    {
        if (status[Status.Kind] != 0)
        {
            return;
        }

        StepNumbers numbers = StepNumbers.Read(schedule, sizes.Step);
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < sizes.Count; i += Grid.DimX * Group.DimX)
        {
            Float4 gradient = Of(partials, i, sizes.Count, sizes.Splits);
            int at = sizes.Offset + i;
            parameters[at] = numbers.Step<TOptimizer>(parameters[at], gradient, at < sizes.First, moments, at, at + sizes.End);
        }
    }
    /// <summary>What all parts have summed at a place, in the parts' order.</summary>
    internal static Float4 Of(ArrayView<Float4> partials, int place, int count, int splits)
    {
        Float4 sum = partials[place];
        for (int split = 1; split < splits; split++)
        {
            sum += partials[((long)split * count) + place];
        }

        return sum;
    }
}
