namespace AeGen.Runtime.Ilgpu;

/// <summary>
/// Sums of products by tiles, a tile a group, whose factors go through the group's memory. All threads of a group meet in them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TileSums
{
    /// <summary>Threads beside one another in a tile.</summary>
    internal const int ThreadColumns = 8;

    /// <summary>A tile of a product of the batch's rows with a matrix; it lies in the group's memory afterwards, row by row.</summary>
    /// <typeparam name="TTile">The tile.</typeparam>
    /// <param name="tile">The group's memory.</param>
    /// <param name="left">The left factor, [batch, terms].</param>
    /// <param name="right">The right factor, [terms, columns].</param>
    /// <param name="lane">The thread's place in the tile.</param>
    /// <param name="tileRow">The tile's first row.</param>
    /// <param name="tileColumn">The tile's first columns, in fours.</param>
    /// <param name="batch">Rows of the left factor.</param>
    /// <param name="terms">Number of terms.</param>
    /// <param name="columnFours">Columns of the right factor, in fours.</param>
    /// <param name="careful">Whether rounding errors may add up over a few terms only: a right inverse multiplies its layer's.</param>
    public static void Product<TTile>(
        ArrayView<Float4> tile, ArrayView<Float4> left, ArrayView<Float4> right, int lane, int tileRow, int tileColumn, int batch,
        int terms, int columnFours, bool careful)
        where TTile : struct, IGroupTile<TTile>
    {
        TTile sums = default;
        int termFours = (terms + 3) / 4, depthFours = DepthFours<TTile>(terms);
        for (int firstFour = 0; firstFour < termFours; firstFour += depthFours)
        {
            Load<TTile>(tile, left, right, tileRow, tileColumn, batch, terms, columnFours, firstFour);
            if (careful)
            {
                TTile part = default;
                TTile.AddOuterProducts(ref part, tile, depthFours * 4, lane);
                TTile.Add(ref sums, part);
            }
            else
            {
                TTile.AddOuterProducts(ref sums, tile, depthFours * 4, lane);
            }

            Group.Barrier();
        }

        TTile.Stage(sums, tile, lane);
        Group.Barrier();
    }

    /// <summary>Adds some terms of a sum of outer products to a thread's patch of a tile.</summary>
    /// <typeparam name="TTile">The tile.</typeparam>
    /// <param name="sums">The thread's patch.</param>
    /// <param name="tile">The group's memory.</param>
    /// <param name="left">The left factor, [terms, rows].</param>
    /// <param name="right">The right factor, [terms, columns].</param>
    /// <param name="lane">The thread's place in the tile.</param>
    /// <param name="tileRow">The tile's first row.</param>
    /// <param name="tileColumn">The tile's first columns, in fours.</param>
    /// <param name="firstTerm">The first term.</param>
    /// <param name="endTerm">The term after the last.</param>
    /// <param name="most">Number of terms that there may be; those of the batch are many.</param>
    /// <param name="rowFours">Columns of the left factor, in fours.</param>
    /// <param name="columnFours">Columns of the right factor, in fours.</param>
    public static void AddOuterProducts<TTile>(
        ref TTile sums, ArrayView<Float4> tile, ArrayView<Float4> left, ArrayView<Float4> right, int lane, int tileRow, int tileColumn,
        int firstTerm, int endTerm, int most, int rowFours, int columnFours)
        where TTile : struct, IGroupTile<TTile>
    {
        int depth = DepthFours<TTile>(most) * 4, stride = (TTile.Rows / 4) + 1;
        for (int term = firstTerm; term < endTerm; term += depth)
        {
            Tiles.LoadRows(tile, 0, stride, left, depth, TTile.Rows / 4, term, endTerm, tileRow / 4, rowFours);
            Tiles.LoadRows(tile, depth * stride, TTile.Fours, right, depth, TTile.Fours, term, endTerm, tileColumn, columnFours);
            Group.Barrier();
            TTile.AddOuterProducts(ref sums, tile, depth, lane);
            Group.Barrier();
        }
    }

    /// <summary>The first row of a part of the batch; parts are of whole sixteens.</summary>
    /// <param name="part">The part.</param>
    /// <param name="sizes">The batch, and the number of its parts.</param>
    public static int FirstRow(int part, LaunchSizes sizes)
    {
        int first = part * ((((sizes.Batch + sizes.Splits - 1) / sizes.Splits) + 15) / 16 * 16);
        return first < sizes.Batch ? first : sizes.Batch;
    }

    /// <summary>The first of the tile's rows that a group's threads have just computed.</summary>
    /// <typeparam name="TTile">The tile.</typeparam>
    /// <param name="lane">The thread's place in the tile.</param>
    public static int StagedRow<TTile>(int lane)
        where TTile : struct, IGroupTile<TTile> => (lane - Group.IdxX) / ThreadColumns * TTile.PatchRows;

    /// <summary>Fours of the tile that a group's threads have just computed.</summary>
    /// <typeparam name="TTile">The tile.</typeparam>
    public static int StagedFours<TTile>()
        where TTile : struct, IGroupTile<TTile> => Group.DimX * TTile.PatchRows * TTile.PatchFours;

    /// <summary>Terms in the group's memory at a time, in fours: no more than there are.</summary>
    private static int DepthFours<TTile>(int terms)
        where TTile : struct, IGroupTile<TTile> => TTile.Depth < terms ? TTile.Depth / 4 : (terms + 3) / 4;

    private static void Load<TTile>(
        ArrayView<Float4> tile, ArrayView<Float4> left, ArrayView<Float4> right, int tileRow, int tileColumn, int batch, int terms,
        int columnFours, int firstFour)
        where TTile : struct, IGroupTile<TTile>
    {
        int depthFours = DepthFours<TTile>(terms), stride = (TTile.Rows / 4) + 1;
        Tiles.LoadTransposed(tile, left, TTile.Rows, depthFours, tileRow, batch, firstFour, (terms + 3) / 4);
        Tiles.LoadRows(
            tile, depthFours * 4 * stride, TTile.Fours, right, depthFours * 4, TTile.Fours, 4 * firstFour, terms, tileColumn, columnFours);
        Group.Barrier();
    }
}
