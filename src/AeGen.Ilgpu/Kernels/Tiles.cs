namespace AeGen.Runtime.Ilgpu;

/// <summary>What groups load into their memory for a tile of a product. Sizes are constants in each call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Tiles
{
    /// <summary>
    /// Copies some terms of the left factor's rows, transposed, so that a patch's rows lie in fours. What is not there is zero.
    /// </summary>
    /// <param name="tile">The group's memory.</param>
    /// <param name="left">The left factor, row by row.</param>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="fours">Terms to copy, in fours.</param>
    /// <param name="firstRow">The tile's first row.</param>
    /// <param name="endRow">The row after the factor's last.</param>
    /// <param name="firstFour">The first terms.</param>
    /// <param name="rowFours">Terms of the factor, in fours.</param>
    public static void LoadTransposed(
        ArrayView<Float4> tile, ArrayView<Float4> left, int rows, int fours, int firstRow, int endRow, int firstFour, int rowFours)
    {
        ArrayView<float> numbers = tile.Cast<float>();
        int stride = rows + 4;
        for (int i = Group.IdxX; i < rows * fours; i += Group.DimX)
        {
            int four = i % fours, row = i / fours;
            bool there = firstRow + row < endRow && firstFour + four < rowFours;
            Float4 value = there ? left[((firstRow + row) * rowFours) + firstFour + four] : default;
            int at = (four * 4 * stride) + row;
            numbers[at] = value.X;
            numbers[at + stride] = value.Y;
            numbers[at + (2 * stride)] = value.Z;
            numbers[at + (3 * stride)] = value.W;
        }
    }

    /// <summary>
    /// Writes a tile a second time, transposed: what is no row of it is zero in the tile, and so in the mirror's padding.
    /// </summary>
    /// <typeparam name="TTile">The tile.</typeparam>
    /// <param name="tile">The group's memory, in which the tile lies row by row.</param>
    /// <param name="mirror">Receives the transpose.</param>
    /// <param name="stagedRow">The first of the tile's rows that are there.</param>
    /// <param name="tileRow">The tile's first row in its matrix.</param>
    /// <param name="tileFour">The tile's first columns there, in fours.</param>
    /// <param name="columns">The matrix's columns.</param>
    /// <param name="rowFours">The matrix's rows, in fours.</param>
    public static void StoreMirror<TTile>(
        ArrayView<float> tile, ArrayView<Float4> mirror, int stagedRow, int tileRow, int tileFour, int columns, int rowFours)
        where TTile : struct, IGroupTile<TTile>
    {
        int tileColumns = 4 * TTile.Fours;
        for (int i = Group.IdxX; i < TileSums.StagedFours<TTile>(); i += Group.DimX)
        {
            int column = (tileFour * 4) + (i % tileColumns), four = ((tileRow + stagedRow) / 4) + (i / tileColumns);
            if (column < columns && four < rowFours)
            {
                int at = ((stagedRow + (i / tileColumns * 4)) * tileColumns) + (i % tileColumns);
                mirror[(column * rowFours) + four] =
                    new Float4(tile[at], tile[at + tileColumns], tile[at + (2 * tileColumns)], tile[at + (3 * tileColumns)]);
            }
        }
    }

    /// <summary>Copies some terms of a factor as they lie. What is not there is zero.</summary>
    /// <param name="tile">The group's memory.</param>
    /// <param name="place">Where they come, in fours.</param>
    /// <param name="stride">Fours from one term to the next there.</param>
    /// <param name="factor">The factor, term by term.</param>
    /// <param name="terms">Number of terms to copy.</param>
    /// <param name="fours">Columns to copy, in fours.</param>
    /// <param name="firstTerm">The first term.</param>
    /// <param name="endTerm">The term after the last that counts.</param>
    /// <param name="firstFour">The first columns.</param>
    /// <param name="rowFours">Columns of the factor, in fours.</param>
    public static void LoadRows(
        ArrayView<Float4> tile, int place, int stride, ArrayView<Float4> factor, int terms, int fours, int firstTerm, int endTerm,
        int firstFour, int rowFours)
    {
        for (int i = Group.IdxX; i < terms * fours; i += Group.DimX)
        {
            int term = i / fours, column = i % fours;
            bool there = firstTerm + term < endTerm && firstFour + column < rowFours;
            tile[place + (term * stride) + column] = there ? factor[((firstTerm + term) * rowFours) + firstFour + column] : default;
        }
    }
}
