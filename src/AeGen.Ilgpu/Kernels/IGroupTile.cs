namespace AeGen.Runtime.Ilgpu;

/// <summary>
/// How a group's threads share a tile of a product: each has a patch of it in registers. All numbers are powers of two, and constants to a
/// kernel that has the tile for a type argument.
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

    /// <summary>Threads of the group, each of which has a patch: no more and no fewer.</summary>
    static abstract int Threads { get; }

    /// <summary>Rows of a patch, 4 or 8.</summary>
    static abstract int PatchRows { get; }

    /// <summary>Fours of a patch, 1 or 2; the second lies as far behind the first as there are threads beside one another.</summary>
    static abstract int PatchFours { get; }

    /// <summary>Fours of the group's memory: two steps' terms of the factors, and in the same place afterwards the tile itself.</summary>
    static abstract int SharedFours { get; }

    /// <summary>Adds the outer product of a column and a row.</summary>
    /// <param name="patch">The sums.</param>
    /// <param name="left0">The left factor's first four numbers.</param>
    /// <param name="left1">Its other four, of a patch of eight rows.</param>
    /// <param name="right0">The right factor's first four numbers.</param>
    /// <param name="right1">Its other four, of a patch of two.</param>
    /// <returns>The new sums.</returns>
    static abstract TSelf AddProduct(TSelf patch, Float4 left0, Float4 left1, Float4 right0, Float4 right1);

    /// <summary>Adds another patch.</summary>
    /// <param name="patch">The sums.</param>
    /// <param name="other">The other one.</param>
    /// <returns>The new sums.</returns>
    static abstract TSelf Add(TSelf patch, TSelf other);

    /// <summary>Puts the thread's patch where the whole tile lies in the group's memory, row by row.</summary>
    /// <param name="patch">The sums.</param>
    /// <param name="tile">The group's memory.</param>
    static abstract void Stage(TSelf patch, ArrayView<Float4> tile);
}
