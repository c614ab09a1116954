namespace AeGen.Runtime.Ilgpu;

/// <summary>Sums of which parts of the batch, or of the terms, have summed a part each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PartialSums
{
    /// <summary>What a group has summed itself; or, with less than no Splits, what all parts have.</summary>
    /// <param name="own">The group's sum.</param>
    /// <param name="partials">The parts' sums.</param>
    /// <param name="place">The place of these among a part's.</param>
    /// <param name="count">Length of a part, in fours.</param>
    /// <param name="splits">The number of parts, below zero where there are any.</param>
    public static Float4 OwnOrAll(Float4 own, ArrayView<Float4> partials, int place, int count, int splits) =>
        splits < 0 ? Of(partials, place, count, -splits) : own;

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
