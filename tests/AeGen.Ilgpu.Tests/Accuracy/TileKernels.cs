using AeGen.Runtime.Ilgpu;
using ILGPU;

namespace AeGen.Ilgpu.Tests.Accuracy;

/// <summary>What networks' kernels do with tiles, without a network. Public: the CPU accelerator calls it from an assembly of its own.</summary>
public static class TileKernels
{
    internal const int Terms = 73;
    internal const int Columns = 70;
    internal const int ColumnFours = (Columns + 3) / 4;

    /// <summary>The rows of the left factor times the right one.</summary>
    public static void Product<TTile>(
        ArrayView<Float4> left, ArrayView<Float4> right, ArrayView<Float4> partials, ArrayView<Float4> result, LaunchSizes sizes)
        where TTile : struct, IGroupTile<TTile>
    {
        ArrayView<Float4> tile = SharedMemory.Allocate<Float4>(TTile.SharedFours);
        int across = (ColumnFours + TTile.Fours - 1) / TTile.Fours;
        int tileRow = Grid.IdxX / across * TTile.Rows, tileColumn = Grid.IdxX % across * TTile.Fours;
        if (TileSums.Product<TTile>(tile, left, right, partials, sizes, tileRow, tileColumn, Terms, ColumnFours, sizes.Ordered != 0))
        {
            Store<TTile>(tile, result, tileRow, tileColumn, sizes.Batch);
        }
    }

    /// <summary>The transposed left factor times the right one, and the same again.</summary>
    public static void Gradient<TTile>(
        ArrayView<Float4> left, ArrayView<Float4> right, ArrayView<Float4> partials, ArrayView<Float4> result, LaunchSizes sizes)
        where TTile : struct, IGroupTile<TTile>
    {
        ArrayView<Float4> tile = SharedMemory.Allocate<Float4>(TTile.SharedFours);
        int across = (ColumnFours + TTile.Fours - 1) / TTile.Fours;
        int tileRow = Grid.IdxX / across * TTile.Rows, tileColumn = Grid.IdxX % across * TTile.Fours;
        int first = TileSums.FirstRow(Grid.IdxY, sizes), end = TileSums.FirstRow(Grid.IdxY + 1, sizes), rowFours = (Terms + 3) / 4;
        TTile sums = default;
        sums = TileSums.AddOuterProducts(sums, tile, left, right, tileRow, tileColumn, first, end, rowFours, ColumnFours);
        sums = TileSums.AddOuterProducts(sums, tile, left, right, tileRow, tileColumn, first, end, rowFours, ColumnFours);
        TTile.Stage(sums, tile);
        Group.Barrier();
        Store<TTile>(tile, result, tileRow, tileColumn, Terms);
        Group.Barrier();
        TileSums.StoreMirror<TTile>(tile.Cast<float>(), partials, tileRow, tileColumn, Columns, rowFours);
    }

    private static void Store<TTile>(ArrayView<Float4> tile, ArrayView<Float4> result, int tileRow, int tileColumn, int rows)
        where TTile : struct, IGroupTile<TTile>
    {
        int column = tileColumn + TileSums.Column<TTile>();
        for (int own = TileSums.Row<TTile>(); own < TTile.Rows; own += TileSums.RowStep<TTile>())
        {
            if (tileRow + own < rows && column < ColumnFours)
            {
                result[((tileRow + own) * ColumnFours) + column] = tile[TileSums.Place<TTile>(own)];
            }
        }
    }
}
