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

    /// <summary>What all parts have summed at a place, in the parts' order; eight are on their way at a time.</summary>
    internal static Float4 Of(ArrayView<Float4> partials, int place, int count, int splits)
    {
        Float4 sum = default;
        long at = place;
        int split = 0;
        for (; split + 8 <= splits; split += 8)
        {
            Float4 part0 = partials[at], part1 = partials[at + count];
            Float4 part2 = partials[at + (2L * count)], part3 = partials[at + (3L * count)];
            Float4 part4 = partials[at + (4L * count)], part5 = partials[at + (5L * count)];
            Float4 part6 = partials[at + (6L * count)], part7 = partials[at + (7L * count)];
            sum = sum + part0 + part1 + part2 + part3 + part4 + part5 + part6 + part7;
            at += 8L * count;
        }

        for (; split < splits; split++)
        {
            sum += partials[at];
            at += count;
        }

        return sum;
    }
}
