using ILGPU.Runtime;

namespace AeGen.Runtime.Ilgpu;

/// <content>Running the network without changing it, some rows at a time.</content>
internal sealed partial class IlgpuNetwork
{
    /// <summary>Memory for the matrices of the rows that pass through the network together.</summary>
    private const long ChunkBytes = 256L << 20;

    /// <inheritdoc/>
    public override void Infer(Stretch stretch, ReadOnlySpan<float> input, Span<float> output, int count)
    {
        bool fromCode = stretch == Stretch.Decode, toCode = stretch == Stretch.Encode;
        int from = fromCode ? architecture.CodeSize : architecture.InputSize, to = toCode ? architecture.CodeSize : architecture.InputSize;
        int rows = ChunkRows(count);
        samples.Reserve((long)rows * from);
        results.Reserve((long)rows * to);
        PrepareInference(toCode, rows);
        for (int first = 0; first < count; first += rows)
        {
            int size = Math.Min(rows, count - first);
            Copy(input.Slice(first * from, size * from), samples.View);
            RunInference(samples.View, results.View, fromCode, toCode, rows, size);
            Copy(results.View, output.Slice(first * to, size * to));
        }
    }

    /// <summary>Copies samples to the device for <see cref="RepeatInference"/>. They stay there until other samples come.</summary>
    internal void LoadSamples(ReadOnlySpan<float> input)
    {
        samples.Reserve(input.Length);
        Copy(input, samples.View);
    }

    /// <summary>Reconstructs the loaded samples again and again, and waits for the last: what inference takes without the copies.</summary>
    /// <param name="count">Number of samples.</param>
    /// <param name="times">How often.</param>
    internal void RepeatInference(int count, int times)
    {
        int size = architecture.InputSize, rows = ChunkRows(count);
        results.Reserve((long)count * size);
        PrepareInference(toCode: false, rows);
        for (int time = 0; time < times; time++)
        {
            for (int first = 0; first < count; first += rows)
            {
                int length = Math.Min(rows, count - first);
                long start = (long)first * size, numbers = (long)length * size;
                ArrayView<float> source = samples.View.SubView(start, numbers), target = results.View.SubView(start, numbers);
                RunInference(source, target, fromCode: false, toCode: false, rows, length);
            }
        }

        Stream.Synchronize();
    }

    /// <summary>Copies back what <see cref="RepeatInference"/> has computed.</summary>
    internal void ReadReconstructions(Span<float> output) => Copy(results.View, output);

    /// <inheritdoc/>
    public override double Evaluate(ReadOnlySpan<float> input, int count)
    {
        int size = architecture.InputSize, rows = ChunkRows(count), chunks = ((count - 1) / rows) + 1;
        samples.Reserve((long)rows * size);
        ReserveInference(rows);
        RefreshMirrors();
        FoldNormalizations();
        MaterialiseInverses();

        ReserveLosses(MostLossTiles(rows), chunks);
        launches.Results = TileLosses;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            int first = chunk * rows, length = Math.Min(rows, count - first);
            Copy(input.Slice(first * size, length * size), samples.View);
            around.Gather(samples.View, order.View, Matrix(0, rows, size), length, size, 0, ordered: false);
            int tiles = Run(plan.Evaluate, length, new LaunchSizes { Batch = length, Capacity = rows });
            around.SumLosses(TileLosses, tiles, StepLosses, chunk, status.View);
        }

        float[] sums = new float[chunks];
        StepLosses.SubView(0, chunks).CopyToCPU(Stream, sums);

        // A loss that is not finite is an answer here, not a failure; what comes after it cannot make it finite again.
        int bad = ReadStatus() is { Kind: OutcomeKind.Diverged, Step: var step } ? step : chunks;
        return bad < chunks ? sums[bad] : sums.Sum(sum => (double)sum);
    }

    /// <summary>The most tiles that the product which writes the losses falls into.</summary>
    private int MostLossTiles(int rows)
    {
        IlgpuProduct last = plan.Products[plan.LossProduct];
        return last.Tiles.Max(tile => tile.Count(rows, last.Columns));
    }

    private int ChunkRows(int count) => (int)Math.Clamp(ChunkBytes / (16L * plan.InferenceColumns), Math.Min(count, 128), count);

    /// <summary>Makes ready what kernels of inference read beside the samples.</summary>
    private void PrepareInference(bool toCode, int rows)
    {
        if (UsesFused())
        {
            return;
        }

        ReserveInference(rows);
        RefreshMirrors();
        FoldNormalizations();
        if (!toCode)
        {
            MaterialiseInverses();
        }
    }

    private void ReserveInference(int rows)
    {
        ReserveWorkspace(rows, plan.InferenceColumns);
        partials.Reserve(PartialFours(plan.Encode.Concat(plan.Decode).Append(plan.LossProduct), rows));
        launches.Partials = partials.View;
    }

    /// <summary>Queues the network's kernels for rows on the device.</summary>
    private void RunInference(ArrayView<float> source, ArrayView<float> target, bool fromCode, bool toCode, int capacity, int rows)
    {
        if (UsesFused())
        {
            RunFusedInference(source, target, fromCode, toCode, rows);
        }
        else
        {
            RunTiledInference(source, target, fromCode, toCode, capacity, rows);
        }
    }

    private void RunFusedInference(ArrayView<float> source, ArrayView<float> target, bool fromCode, bool toCode, int rows)
    {
        IlgpuFused fused = plan.Fused!;
        launches.Samples = source;
        launches.Order = order.View;
        launches.Results = target;
        int tileRows = TileRows(rows);
        launches.Run(
            fused.Inference,
            Groups(rows, tileRows),
            FusedThreads,
            new LaunchSizes { Batch = rows, Offset = fromCode ? 1 : 0, Count = toCode ? 1 : 2, TileRows = tileRows });
    }

    private void RunTiledInference(ArrayView<float> source, ArrayView<float> target, bool fromCode, bool toCode, int capacity, int rows)
    {
        int from = fromCode ? architecture.CodeSize : architecture.InputSize, to = toCode ? architecture.CodeSize : architecture.InputSize;
        around.Gather(source, order.View, Matrix(fromCode ? plan.CodeColumn : 0, capacity, from), rows, from, 0, ordered: false);
        if (!fromCode)
        {
            Run(plan.Encode, rows, new LaunchSizes { Batch = rows, Capacity = capacity });
        }

        if (!toCode)
        {
            Run(plan.Decode, rows, new LaunchSizes { Batch = rows, Capacity = capacity });
        }

        around.Unpack(Matrix(toCode ? plan.CodeColumn : plan.OutputColumn, capacity, to), target, rows, to);
    }

    /// <summary>A matrix of the batch.</summary>
    private ArrayView<Float4> Matrix(int column, int capacity, int columns) =>
        workspace.View.SubView((long)column * capacity, (long)capacity * ((columns + 3) / 4));

    // Copies of spans: ILGPU holds what they span in its place until the copy is done. A reference it would not hold, and a driver that
    // copies later would write to where the garbage collector had moved an array from.
    private void Copy(ReadOnlySpan<float> source, ArrayView<float> target) => target.SubView(0, source.Length).CopyFromCPU(Stream, source);

    private void Copy(ArrayView<float> source, Span<float> target) => source.SubView(0, target.Length).CopyToCPU(Stream, target);
}
