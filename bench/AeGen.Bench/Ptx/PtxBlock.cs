namespace AeGen.Bench.Ptx;

/// <summary>Instructions that are done one after the other.</summary>
/// <param name="index">Its place in the program.</param>
internal sealed class PtxBlock(int index)
{
    public int Index { get; } = index;

    public List<PtxInstruction> Instructions { get; } = [];

    /// <summary>The blocks that can come next.</summary>
    public List<PtxBlock> Successors { get; } = [];

    /// <summary>The blocks that can come before.</summary>
    public List<PtxBlock> Predecessors { get; } = [];

    /// <summary>The nearest block through which every way here leads; null for the first one.</summary>
    public PtxBlock? Dominator { get; set; }

    /// <summary>Whether every way to a block leads through this one.</summary>
    public bool Dominates(PtxBlock? block)
    {
        while (block is not null && block != this)
        {
            block = block.Dominator;
        }

        return block == this;
    }
}
