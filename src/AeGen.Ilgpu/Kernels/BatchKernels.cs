namespace AeGen.Runtime.Ilgpu;

/// <summary>The kernels around a network's own, the same for all networks: samples in, results out, losses, transposes, sums.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchKernels
{
    /// <summary>Copies the samples of a batch into the padded rows of its input matrix.</summary>
    /// <param name="samples">The samples, [count, size].</param>
    /// <param name="order">Which sample stands at each position.</param>
    /// <param name="target">Receives the batch, [rows, fours].</param>
    /// <param name="rows">Number of samples in the batch.</param>
    /// <param name="size">Number of features of a sample.</param>
    /// <param name="first">Position of the first sample.</param>
    /// <param name="ordered">1 where the order counts; 0 where position and sample are the same.</param>
    public static void Gather(
        ArrayView<float> samples, ArrayView<int> order, ArrayView<Float4> target, int rows, int size, int first, int ordered)
    {
        int fours = (size + 3) / 4;
        long count = (long)rows * fours;
        for (long i = ((long)Grid.IdxX * Group.DimX) + Group.IdxX; i < count; i += (long)Grid.DimX * Group.DimX)
        {
            int row = (int)(i / fours);
            int column = (int)(i - ((long)row * fours)) * 4;
            int sample = ordered != 0 ? order[first + row] : first + row;
            long at = ((long)sample * size) + column;
            target[i] = Float4.Read(samples, at, size - column);
        }
    }

    /// <summary>Copies a matrix of the batch out of its padded rows.</summary>
    /// <param name="source">The matrix, [rows, fours].</param>
    /// <param name="target">Receives it, [rows, size].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="size">Number of columns.</param>
    public static void Unpack(ArrayView<Float4> source, ArrayView<float> target, int rows, int size)
    {
        int fours = (size + 3) / 4;
        long count = (long)rows * fours;
        for (long i = ((long)Grid.IdxX * Group.DimX) + Group.IdxX; i < count; i += (long)Grid.DimX * Group.DimX)
        {
            int row = (int)(i / fours);
            int column = (int)(i - ((long)row * fours)) * 4;
            Float4 value = source[i];
            value.Write(target, ((long)row * size) + column, 1, size - column);
        }
    }

    /// <summary>Adds up the losses of a step's tiles in a fixed order; a sum that is not finite stops this step and all after it.</summary>
    /// <param name="tiles">One sum a tile.</param>
    /// <param name="count">Number of tiles.</param>
    /// <param name="losses">Receives the sum at the step's place.</param>
    /// <param name="step">The step's place.</param>
    /// <param name="status">What went wrong.</param>
    public static void SumLosses(ArrayView<float> tiles, int count, ArrayView<float> losses, int step, ArrayView<int> status)
    {
        ArrayView<float> sums = SharedMemory.Allocate<float>(LossThreads);
        bool refused = status[Status.Kind] != 0;
        float sum = 0f;
        for (int i = Group.IdxX; i < count; i += Group.DimX)
        {
            sum += tiles[i];
        }

        sums[Group.IdxX] = sum;
        Group.Barrier();
        if (Group.IdxX == 0 && !refused)
        {
            float total = 0f;
            for (int i = 0; i < Group.DimX; i++)
            {
                total += sums[i];
            }

            losses[step] = total;
            if (DeviceMath.IsNotFinite(total))
            {
                status[Status.Kind] = Status.Diverged;
                status[Status.Step] = step;
            }
        }
    }

    /// <summary>Adds up what the parts of the batch have summed, in the parts' order.</summary>
    /// <param name="partials">The parts' sums, each of count fours.</param>
    /// <param name="target">Receives their sum.</param>
    /// <param name="count">Number of fours.</param>
    /// <param name="splits">Number of parts.</param>
    public static void SumPartials(ArrayView<Float4> partials, ArrayView<Float4> target, int count, int splits)
    {
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < count; i += Grid.DimX * Group.DimX)
        {
            target[i] = PartialSums.Of(partials, i, count, splits);
        }
    }

    /// <summary>Transposes a matrix by squares, which lie in the group's memory meanwhile: so reads and writes are both in rows.</summary>
    /// <param name="source">The matrix, [rows, fours of columns].</param>
    /// <param name="target">Receives its transpose, [columns, fours of rows].</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="columns">Columns of the matrix.</param>
    public static void Transpose(ArrayView<Float4> source, ArrayView<Float4> target, int rows, int columns)
    {
        // A row of 33 numbers starts in another bank than the row before it.
        ArrayView<float> square = SharedMemory.Allocate<float>(TransposeSquare * (TransposeSquare + 1));
        int rowFours = (rows + 3) / 4, columnFours = (columns + 3) / 4;
        int across = (columns + TransposeSquare - 1) / TransposeSquare;
        int firstRow = Grid.IdxX / across * TransposeSquare, firstColumn = Grid.IdxX % across * TransposeSquare;
        for (int i = Group.IdxX; i < TransposeSquare * TransposeSquare / 4; i += Group.DimX)
        {
            int row = i / (TransposeSquare / 4), four = i % (TransposeSquare / 4);
            int column = (firstColumn / 4) + four;
            Float4 value = firstRow + row < rows && column < columnFours ? source[((firstRow + row) * columnFours) + column] : default;
            int at = (row * (TransposeSquare + 1)) + (four * 4);
            square[at] = value.X;
            square[at + 1] = value.Y;
            square[at + 2] = value.Z;
            square[at + 3] = value.W;
        }

        Group.Barrier();
        for (int i = Group.IdxX; i < TransposeSquare * TransposeSquare / 4; i += Group.DimX)
        {
            int row = i / (TransposeSquare / 4), four = i % (TransposeSquare / 4);
            int column = (firstRow / 4) + four;
            if (firstColumn + row < columns && column < rowFours)
            {
                int at = (four * 4 * (TransposeSquare + 1)) + row;
                target[((firstColumn + row) * rowFours) + column] = new Float4(
                    square[at],
                    square[at + TransposeSquare + 1],
                    square[at + (2 * (TransposeSquare + 1))],
                    square[at + (3 * (TransposeSquare + 1))]);
            }
        }
    }

    /// <summary>Rows and columns of the squares that <see cref="Transpose"/> works on.</summary>
    internal const int TransposeSquare = 32;

    /// <summary>Most threads of a group that adds up losses.</summary>
    internal const int LossThreads = 256;
}
