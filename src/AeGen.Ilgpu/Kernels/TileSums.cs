namespace AeGen.Runtime.Ilgpu;

/// <summary>
/// Sums of products by tiles, a tile a group, whose factors go through the group's memory. All threads of a group meet in them.
/// </summary>
/// <remarks>
/// The factors come by steps of 16 terms, for which there are two places: while one step is multiplied the next is on its way, in registers
/// so long. Places are clamped, not asked for: what lies outside is loaded from inside, and is zero in the left factor, or not stored.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TileSums
{
    /// <summary>Terms of a step.</summary>
    private const int Depth = 16;

    /// <summary>
    /// A tile of a product of the batch's rows with a matrix; it lies in the group's memory afterwards, row by row. With several Splits
    /// each part of the terms is summed for itself and stored among the partial sums; with as many less than none the parts are added up.
    /// </summary>
    /// <typeparam name="TTile">The tile.</typeparam>
    /// <param name="tile">The group's memory.</param>
    /// <param name="left">The left factor, [batch, terms].</param>
    /// <param name="right">The right factor, [terms, columns].</param>
    /// <param name="partials">The partial sums, each part's behind the other's.</param>
    /// <param name="sizes">The batch, and the number of parts.</param>
    /// <param name="tileRow">The tile's first row.</param>
    /// <param name="tileColumn">The tile's first columns, in fours.</param>
    /// <param name="terms">Number of terms.</param>
    /// <param name="columnFours">Columns of the right factor, in fours.</param>
    /// <param name="careful">Whether rounding errors may add up over a few terms only: a right inverse multiplies its layer's.</param>
    /// <returns>Whether the tile is whole.</returns>
    public static bool Product<TTile>(
        ArrayView<Float4> tile, ArrayView<Float4> left, ArrayView<Float4> right, ArrayView<Float4> partials, LaunchSizes sizes,
        int tileRow, int tileColumn, int terms, int columnFours, bool careful)
        where TTile : struct, IGroupTile<TTile>
    {
        // Without a branch around barriers, which not every driver takes: where parts are added up there are no terms.
        int parts = sizes.Splits, size = sizes.Batch * columnFours, all = (terms + Depth - 1) / Depth;
        int length = parts > 1 ? (all + parts - 1) / parts : parts < 0 ? 0 : all;
        int first = IntrinsicMath.Min(Grid.IdxY * length * Depth, terms), end = IntrinsicMath.Min(first + (length * Depth), terms);
        TTile sums = Add(
            default(TTile), tile, left, right, tileRow, tileColumn, first, end, sizes.Batch - 1, (terms + 3) / 4, columnFours,
            byRows: true, terms % Depth != 0, careful);
        TTile.Stage(sums, tile);
        Group.Barrier();

        int column = tileColumn + Column<TTile>(), start = (Grid.IdxY * size) + column;
        for (int own = Row<TTile>(); own < TTile.Rows && parts != 0; own += RowStep<TTile>())
        {
            int row = tileRow + own;
            if (row < sizes.Batch && column < columnFours)
            {
                int place = start + (row * columnFours), at = Place<TTile>(own);
                if (parts > 0)
                {
                    partials[place] = tile[at];
                }
                else
                {
                    tile[at] = PartialSums.Of(partials, place, size, -parts);
                }
            }
        }

        return parts <= 0;
    }

    /// <summary>Adds some terms of a sum of outer products to a thread's patch of a tile.</summary>
    /// <typeparam name="TTile">The tile.</typeparam>
    /// <param name="sums">The thread's patch.</param>
    /// <param name="tile">The group's memory.</param>
    /// <param name="left">The left factor, [terms, rows].</param>
    /// <param name="right">The right factor, [terms, columns].</param>
    /// <param name="tileRow">The tile's first row.</param>
    /// <param name="tileColumn">The tile's first columns, in fours.</param>
    /// <param name="firstTerm">The first term.</param>
    /// <param name="endTerm">The term after the last.</param>
    /// <param name="rowFours">Columns of the left factor, in fours.</param>
    /// <param name="columnFours">Columns of the right factor, in fours.</param>
    /// <returns>The new sums.</returns>
    public static TTile AddOuterProducts<TTile>(
        TTile sums, ArrayView<Float4> tile, ArrayView<Float4> left, ArrayView<Float4> right, int tileRow, int tileColumn, int firstTerm,
        int endTerm, int rowFours, int columnFours)
        where TTile : struct, IGroupTile<TTile> =>
        Add(sums, tile, left, right, tileRow, tileColumn, firstTerm, endTerm, 0, rowFours, columnFours, byRows: false, true, false);

    /// <summary>
    /// Writes a tile a second time, transposed: what is no row of it is zero in the tile, and so in the mirror's padding.
    /// </summary>
    /// <typeparam name="TTile">The tile.</typeparam>
    /// <param name="tile">The group's memory, in which the tile lies row by row.</param>
    /// <param name="mirror">Receives the transpose.</param>
    /// <param name="tileRow">The tile's first row in its matrix.</param>
    /// <param name="tileColumn">The tile's first columns there, in fours.</param>
    /// <param name="columns">The matrix's columns.</param>
    /// <param name="rowFours">The matrix's rows, in fours.</param>
    public static void StoreMirror<TTile>(
        ArrayView<float> tile, ArrayView<Float4> mirror, int tileRow, int tileColumn, int columns, int rowFours)
        where TTile : struct, IGroupTile<TTile>
    {
        int across = 4 * TTile.Fours;
        for (int i = Group.IdxX; i < TTile.Rows * TTile.Fours; i += TTile.Threads)
        {
            int down = (int)((uint)i / (uint)across), right = i & (across - 1);
            int column = (tileColumn * 4) + right, four = (tileRow / 4) + down;
            if (column < columns && four < rowFours)
            {
                int at = (down * 4 * across) + right;
                mirror[(column * rowFours) + four] =
                    new Float4(tile[at], tile[at + across], tile[at + (2 * across)], tile[at + (3 * across)]);
            }
        }
    }

    /// <summary>The first row of a part of the batch; parts are of whole sixteens. Where parts are added up there are no rows.</summary>
    /// <param name="part">The part.</param>
    /// <param name="sizes">The batch, and the number of its parts.</param>
    public static int FirstRow(int part, LaunchSizes sizes)
    {
        int steps = (sizes.Batch + Depth - 1) / Depth, length = sizes.Splits > 0 ? (steps + sizes.Splits - 1) / sizes.Splits : 0;
        return IntrinsicMath.Min(part * length * Depth, sizes.Batch);
    }

    /// <summary>The column of the tile that the thread finishes, in fours.</summary>
    /// <typeparam name="TTile">The tile.</typeparam>
    public static int Column<TTile>()
        where TTile : struct, IGroupTile<TTile> => Group.IdxX & (TTile.Fours - 1);

    /// <summary>The first row of the tile that the thread finishes.</summary>
    /// <typeparam name="TTile">The tile.</typeparam>
    public static int Row<TTile>()
        where TTile : struct, IGroupTile<TTile> => (int)((uint)Group.IdxX / (uint)TTile.Fours);

    /// <summary>Rows from one that the thread finishes to the next.</summary>
    /// <typeparam name="TTile">The tile.</typeparam>
    public static int RowStep<TTile>()
        where TTile : struct, IGroupTile<TTile> => TTile.Threads / TTile.Fours;

    /// <summary>Where the four lies in the group's memory that the thread finishes of a row.</summary>
    /// <typeparam name="TTile">The tile.</typeparam>
    /// <param name="row">The row of the tile.</param>
    public static int Place<TTile>(int row)
        where TTile : struct, IGroupTile<TTile> => (row * TTile.Fours) + Column<TTile>();

    /// <summary>
    /// Where a four of a term of the left factor lies in a step's place. Fours of rows are exchanged by the term, so that threads which
    /// store four terms of a row, and those which store four rows of a term, come to different banks of the memory.
    /// </summary>
    /// <typeparam name="TTile">The tile.</typeparam>
    /// <param name="term">The term of the step.</param>
    /// <param name="four">The four of rows.</param>
    private static int LeftPlace<TTile>(int term, int four)
        where TTile : struct, IGroupTile<TTile> => (term * (TTile.Rows / 4)) + (four ^ Exchange<TTile>(term >> 2));

    private static int Exchange<TTile>(int termFour)
        where TTile : struct, IGroupTile<TTile> => TTile.Rows < Depth * 2 ? (termFour * 2) & ((TTile.Rows / 4) - 1) : termFour * 2;

    /// <summary>
    /// Adds terms, which are rows of the right factor, and rows of the left one or, where it lies by rows, its columns. Where no terms end
    /// within a step, nothing is asked about that.
    /// </summary>
    private static TTile Add<TTile>(
        TTile sums, ArrayView<Float4> tile, ArrayView<Float4> left, ArrayView<Float4> right, int tileRow, int tileColumn, int firstTerm,
        int endTerm, int lastRow, int leftFours, int rightFours, bool byRows, bool ends, bool careful)
        where TTile : struct, IGroupTile<TTile>
    {
        // Of a factor by rows, four threads beside one another load a step's terms of a row; else as many a term as there are fours of
        // rows.
        int across = byRows ? Depth / 4 : TTile.Rows / 4, apart = TTile.Threads / across, loads = LeftFours<TTile>() / TTile.Threads;
        int four = Group.IdxX & (across - 1), down = (int)((uint)Group.IdxX / (uint)across);
        int leftColumn = IntrinsicMath.Min((tileRow >> 2) + four, leftFours - 1);
        int rightDown = Row<TTile>(), rightColumn = IntrinsicMath.Min(tileColumn + Column<TTile>(), rightFours - 1);
        int rightLoads = Depth / RowStep<TTile>();
        int patchRow = (int)((uint)Group.IdxX / (uint)Across<TTile>()) * (TTile.PatchRows / 4);
        int patchColumn = Group.IdxX & (Across<TTile>() - 1);
        FourPlaces rows = FourPlaces.Of(tileRow + down, apart, lastRow, leftFours, 0);
        FourPlaces stores = FourPlaces.Of<TTile>(four, down, apart, byRows);
        int steps = (endTerm - firstTerm + Depth - 1) >> 4, lastTerm = IntrinsicMath.Max(endTerm, 1) - 1, stage = 0;
        int fours = IntrinsicMath.Min(Depth / 4, (endTerm - firstTerm + 3) >> 2);

        FourRows leftPart = byRows
            ? Load(left, rows, IntrinsicMath.Min((firstTerm >> 2) + four, leftFours - 1), loads)
            : Load(left, FourPlaces.Of(firstTerm + down, apart, lastTerm, leftFours, leftColumn), 0, loads);
        FourRows rightPart = Load(
            right, FourPlaces.Of(firstTerm + rightDown, RowStep<TTile>(), lastTerm, rightFours, rightColumn), 0, rightLoads);
        StoreLeft<TTile>(tile, stage, Keep(leftPart, firstTerm, four, down, apart, endTerm, byRows, ends), stores, loads, byRows);
        StoreRight<TTile>(tile, stage, rightPart, rightLoads);
        Group.Barrier();
        TTile eight = default;
        for (int step = 1; step <= steps; step++)
        {
            // The last turn loads once more what there is, so that nothing need be asked.
            int next = firstTerm + (IntrinsicMath.Min(step, steps - 1) * Depth);
            leftPart = byRows
                ? Load(left, rows, IntrinsicMath.Min((next >> 2) + four, leftFours - 1), loads)
                : Load(left, FourPlaces.Of(next + down, apart, lastTerm, leftFours, leftColumn), 0, loads);
            rightPart = Load(right, FourPlaces.Of(next + rightDown, RowStep<TTile>(), lastTerm, rightFours, rightColumn), 0, rightLoads);
            if (careful)
            {
                // Steps by themselves, and eight of them by themselves: no sum has more than a few terms.
                eight = TTile.Add(eight, AddStep(default(TTile), tile, stage, patchRow, patchColumn, fours));
                if ((step & 7) == 0)
                {
                    sums = TTile.Add(sums, eight);
                    eight = default;
                }
            }
            else
            {
                sums = AddStep(sums, tile, stage, patchRow, patchColumn, fours);
            }

            stage = StageFours<TTile>() - stage;
            StoreLeft<TTile>(tile, stage, Keep(leftPart, next, four, down, apart, endTerm, byRows, ends), stores, loads, byRows);
            StoreRight<TTile>(tile, stage, rightPart, rightLoads);
            Group.Barrier();
        }

        return careful ? TTile.Add(sums, eight) : sums;
    }

    /// <summary>Adds a step's terms, four at a time.</summary>
    private static TTile AddStep<TTile>(TTile sums, ArrayView<Float4> tile, int stage, int row, int column, int fours)
        where TTile : struct, IGroupTile<TTile>
    {
        for (int four = 0; four < fours; four++)
        {
            // Places are constants behind two views, which the assembler finds in the instructions.
            int leftAt = stage + (four * TTile.Rows) + (row ^ Exchange<TTile>(four));
            int rightAt = stage + LeftFours<TTile>() + (four * 4 * TTile.Fours) + column;
            ArrayView<Float4> left = tile.SubView(leftAt, (3 * TTile.Rows / 4) + 2);
            ArrayView<Float4> right = tile.SubView(rightAt, (4 * TTile.Fours) - Across<TTile>() + 1);
            sums = AddTerm(sums, left, right, 0);
            sums = AddTerm(sums, left, right, 1);
            sums = AddTerm(sums, left, right, 2);
            sums = AddTerm(sums, left, right, 3);
        }

        return sums;
    }

    private static TTile AddTerm<TTile>(TTile sums, ArrayView<Float4> left, ArrayView<Float4> right, int term)
        where TTile : struct, IGroupTile<TTile>
    {
        int row = term * (TTile.Rows / 4), column = term * TTile.Fours;
        return TTile.AddProduct(
            sums, left[row], TTile.PatchRows > 4 ? left[row + 1] : default, right[column],
            TTile.PatchFours > 1 ? right[column + Across<TTile>()] : default);
    }

    /// <summary>Threads beside one another in a tile.</summary>
    private static int Across<TTile>()
        where TTile : struct, IGroupTile<TTile> => TTile.Fours / TTile.PatchFours;

    /// <summary>Fours of the left factor in a step's place.</summary>
    private static int LeftFours<TTile>()
        where TTile : struct, IGroupTile<TTile> => Depth * TTile.Rows / 4;

    /// <summary>Fours of a step's place.</summary>
    private static int StageFours<TTile>()
        where TTile : struct, IGroupTile<TTile> => LeftFours<TTile>() + (Depth * TTile.Fours);

    /// <summary>Loads one, two or four fours, each from its place and so much further.</summary>
    private static FourRows Load(ArrayView<Float4> matrix, FourPlaces places, int further, int count)
    {
        FourRows value = default;
        value.Row0 = matrix[places.Place0 + further];
        if (count > 1)
        {
            value.Row1 = matrix[places.Place1 + further];
        }

        if (count > 2)
        {
            value.Row2 = matrix[places.Place2 + further];
            value.Row3 = matrix[places.Place3 + further];
        }

        return value;
    }

    /// <summary>What the thread has loaded of the left factor, zero where there is no such term.</summary>
    private static FourRows Keep(FourRows value, int term, int four, int down, int apart, int endTerm, bool byRows, bool ends)
    {
        if (ends)
        {
            int own = term + (byRows ? 4 * four : down), further = byRows ? 0 : apart;
            value.Row0 = own < endTerm ? value.Row0 : default;
            value.Row1 = own + further < endTerm ? value.Row1 : default;
            value.Row2 = own + (2 * further) < endTerm ? value.Row2 : default;
            value.Row3 = own + (3 * further) < endTerm ? value.Row3 : default;
        }

        return value;
    }

    /// <summary>Puts four terms of each row, or four rows of each term, into their places.</summary>
    private static void StoreLeft<TTile>(ArrayView<Float4> tile, int stage, FourRows value, FourPlaces places, int count, bool byRows)
        where TTile : struct, IGroupTile<TTile>
    {
        StoreLeft<TTile>(tile, stage, value.Row0, places.Place0, byRows);
        if (count > 1)
        {
            StoreLeft<TTile>(tile, stage, value.Row1, places.Place1, byRows);
        }

        if (count > 2)
        {
            StoreLeft<TTile>(tile, stage, value.Row2, places.Place2, byRows);
            StoreLeft<TTile>(tile, stage, value.Row3, places.Place3, byRows);
        }
    }

    private static void StoreLeft<TTile>(ArrayView<Float4> tile, int stage, Float4 value, int place, bool byRows)
        where TTile : struct, IGroupTile<TTile>
    {
        if (byRows)
        {
            ArrayView<float> numbers = tile.Cast<float>().SubView((4 * stage) + place, (3 * TTile.Rows) + 1);
            numbers[0] = value.X;
            numbers[TTile.Rows] = value.Y;
            numbers[2 * TTile.Rows] = value.Z;
            numbers[3 * TTile.Rows] = value.W;
        }
        else
        {
            tile[stage + place] = value;
        }
    }

    private static void StoreRight<TTile>(ArrayView<Float4> tile, int stage, FourRows value, int count)
        where TTile : struct, IGroupTile<TTile>
    {
        ArrayView<Float4> places = tile.SubView(stage + LeftFours<TTile>() + Group.IdxX, ((count - 1) * TTile.Threads) + 1);
        places[0] = value.Row0;
        if (count > 1)
        {
            places[TTile.Threads] = value.Row1;
        }

        if (count > 2)
        {
            places[2 * TTile.Threads] = value.Row2;
            places[3 * TTile.Threads] = value.Row3;
        }
    }

    /// <summary>Places of what a thread loads or stores of a step.</summary>
    private struct FourPlaces
    {
        public int Place0, Place1, Place2, Place3;

        /// <summary>Of a column's fours in rows that lie apart; rows beyond the last are the last.</summary>
        public static FourPlaces Of(int row, int apart, int last, int rowFours, int column) => new()
        {
            Place0 = (IntrinsicMath.Min(row, last) * rowFours) + column,
            Place1 = (IntrinsicMath.Min(row + apart, last) * rowFours) + column,
            Place2 = (IntrinsicMath.Min(row + (2 * apart), last) * rowFours) + column,
            Place3 = (IntrinsicMath.Min(row + (3 * apart), last) * rowFours) + column,
        };

        /// <summary>Of the left factor in a step's place: numbers where it lies by rows, else fours.</summary>
        public static FourPlaces Of<TTile>(int four, int down, int apart, bool byRows)
            where TTile : struct, IGroupTile<TTile> => new()
            {
                Place0 = Of<TTile>(four, down, byRows),
                Place1 = Of<TTile>(four, down + apart, byRows),
                Place2 = Of<TTile>(four, down + (2 * apart), byRows),
                Place3 = Of<TTile>(four, down + (3 * apart), byRows),
            };

        private static int Of<TTile>(int four, int down, bool byRows)
            where TTile : struct, IGroupTile<TTile> =>
            byRows ? (4 * LeftPlace<TTile>(4 * four, down >> 2)) + (down & 3) : LeftPlace<TTile>(down, four);
    }
}
