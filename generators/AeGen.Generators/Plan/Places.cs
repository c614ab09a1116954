namespace AeGen.Generators.Plan;

/// <summary>Where the batch's buffers lie: in which place, of several that follow one another.</summary>
/// <param name="All">The places; those that inference needs come first.</param>
/// <param name="Inference">Number of those.</param>
internal sealed record Places(IReadOnlyList<Place> All, int Inference);

/// <summary>Memory for as many columns as the widest of some buffers has, which are never needed at the same time.</summary>
internal sealed record Place(IReadOnlyList<BatchBuffer> Buffers)
{
    /// <summary>Number of columns.</summary>
    public int Columns => Buffers.Max(buffer => buffer.Columns);
}
