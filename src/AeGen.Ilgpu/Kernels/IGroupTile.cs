namespace AeGen.Runtime.Ilgpu;

/// <summary>
/// How a group's threads share a tile of a product: each has a patch of it in registers. All numbers are constants to a kernel that has
/// the tile for a type argument.
/// </summary>
/// <typeparam name="TSelf">The patch itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGroupTile<TSelf>
    where TSelf : struct, IGroupTile<TSelf>
{
    /// <summary>Rows of the group's tile.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns of the group's tile, in fours.</summary>
    static abstract int Fours { get; }

    /// <summary>Patches of the tile: the most threads that have work.</summary>
    static abstract int Threads { get; }

    /// <summary>Rows of a patch.</summary>
    static abstract int PatchRows { get; }

    /// <summary>Fours of a patch.</summary>
    static abstract int PatchFours { get; }

    /// <summary>The most terms of both factors that lie in the group's memory at a time.</summary>
    static abstract int Depth { get; }

    /// <summary>Fours of the group's memory: the factors' terms, and in the same place afterwards the tile itself.</summary>
    static abstract int SharedFours { get; }

    /// <summary>Adds the outer products of some terms, which lie in the group's memory: those of the left factor first.</summary>
    /// <param name="patch">The sums.</param>
    /// <param name="tile">The group's memory.</param>
    /// <param name="terms">Number of terms.</param>
    /// <param name="lane">The thread's place in the tile.</param>
    static abstract void AddOuterProducts(ref TSelf patch, ArrayView<Float4> tile, int terms, int lane);

    /// <summary>Adds another patch.</summary>
    /// <param name="patch">The sums.</param>
    /// <param name="other">The other one.</param>
    static abstract void Add(ref TSelf patch, TSelf other);

    /// <summary>Puts a patch where the whole tile lies in the group's memory, row by row.</summary>
    /// <param name="patch">The sums.</param>
    /// <param name="tile">The group's memory.</param>
    /// <param name="lane">The thread's place in the tile.</param>
    static abstract void Stage(TSelf patch, ArrayView<Float4> tile, int lane);
}
