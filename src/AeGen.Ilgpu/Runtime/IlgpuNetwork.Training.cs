using ILGPU.Runtime;

namespace AeGen.Runtime.Ilgpu;

/// <content>Training steps: by tiles, with the whole network in a group's memory, or many steps in one launch.</content>
internal sealed partial class IlgpuNetwork
{
    internal const int FusedThreads = 128;
    internal const int EpochThreads = 256;
    internal const int SumThreads = 128;

    /// <summary>Groups of a fused launch for each multiprocessor: more would only make more parts to add up.</summary>
    private const int FusedGroups = 2;

    /// <summary>Rows of the batch below which a gradient is not split further.</summary>
    private const int SplitRows = 128;

    /// <summary>Terms from which on parts of a product are done so much sooner that their sum is worth a launch.</summary>
    private const int SplitTerms = 384;

    /// <summary>Least terms of a part.</summary>
    private const int PartTerms = 64;

    /// <summary>Most memory for the parts of a gradient.</summary>
    private const long PartialBytes = 256L << 20;

    /// <summary>Multiply-adds of a step up to which one group is done sooner than two launches begin.</summary>
    private const long EpochWork = 1_000_000;

    /// <inheritdoc/>
    public override DeviceTraining Train(ReadOnlyMemory<float> samples, Batches batches)
    {
        ReserveTraining(batches.Largest);
        return new IlgpuTraining(this, samples, batches);
    }

    /// <inheritdoc/>
    public override StepOutcome Step(ReadOnlySpan<float> batch, int count, in UpdateSettings settings)
    {
        WriteSchedule([settings]);
        ReserveTraining(count);
        samples.Reserve(batch.Length);
        Copy(batch, samples.View);
        RunSteps(samples.View, ordered: false, 0, Batches.OneOf(count), 0, 1);
        StepOutcome outcome = ReadStatus();
        float[] loss = new float[1];
        StepLosses.SubView(0, 1).CopyToCPU(Stream, loss);
        return outcome with { Loss = loss[0] };
    }

    /// <summary>Makes room for steps on batches of a size.</summary>
    private void ReserveTraining(int rows)
    {
        ReserveMoments();
        launches.Moments = moments.View;
        if (KindFor(rows) is not IlgpuKernelKind.Tiled)
        {
            // A smaller step can have more groups, each with fewer rows, but never more than one for every four rows.
            int groups = Groups(rows, 4);
            partials.Reserve(groups * plan.TrainedFours);
            ReserveLosses(groups, 1);
            launches.Workspace = workspace.View;
        }
        else
        {
            ReserveWorkspace(rows, plan.TrainingColumns);
            ReserveLosses(MostLossTiles(rows), 1);
            long most = Math.Max(
                PartialFours(plan.Propagate, rows), plan.Biases.Sum(bias => (bias.Size + 3L) / 4) * SignalSplits(rows));
            foreach (IlgpuOuterSum sum in (IlgpuOuterSum[])[.. plan.Weights, .. plan.Inverses, .. plan.Sums.Where(sum => sum.OfBatch)])
            {
                most = Math.Max(most, (long)sum.Fours * Splits(sum, rows));
            }

            partials.Reserve(longestNorm > 0 ? Math.Max(most, 2 * LongestTensor) : most);
            if (longestNorm > 0)
            {
                gradients.Reserve(plan.TrainedFours);
                squares.Reserve((plan.Weights.Length + 1) * NormKernels.Groups);
            }
        }

        schedule.Reserve(StepNumbers.Length);
        launches.Partials = partials.View;
    }

    /// <summary>Copies the numbers of steps to the device.</summary>
    private void WriteSchedule(ReadOnlySpan<UpdateSettings> settings)
    {
        longestNorm = settings[0].LongestNorm;
        float[] numbers = new float[settings.Length * StepNumbers.Length];
        for (int step = 0; step < settings.Length; step++)
        {
            StepNumbers.Write(settings[step], numbers.AsSpan(step * StepNumbers.Length));
        }

        schedule.Reserve(numbers.Length);
        ReserveLosses(0, settings.Length);
        norms.Reserve(longestNorm > 0 ? settings.Length : 1);
        Copy(numbers, schedule.View);
        launches.Schedule = schedule.View;
    }

    /// <summary>Queues steps.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="ordered">Whether the order says which sample stands at a position.</param>
    /// <param name="first">The position of the first step's first sample.</param>
    /// <param name="batches">How the epoch is cut into steps.</param>
    /// <param name="step">The first step, and its place in the schedule.</param>
    /// <param name="count">Number of steps.</param>
    private void RunSteps(ArrayView<float> data, bool ordered, int first, Batches batches, int step, int count)
    {
        launches.Samples = data;
        launches.Order = order.View;

        // The last, smaller step runs on the same kind of kernels: where a stretch of steps ends must not change its bits.
        IlgpuKernelKind kind = KindFor(batches.Size);
        if (kind == IlgpuKernelKind.Epoch)
        {
            launches.Results = StepLosses;
            int end = first + batches.First(step + count) - batches.First(step);
            launches.Run(plan.Fused!.Epoch, 1, EpochThreads, new LaunchSizes
            {
                Batch = batches.Size, First = first, End = end, Ordered = ordered ? 1 : 0, Step = step, Splits = count,
                    TileRows = plan.Fused.Rows,
            });
            mirrorsArePresent = false;
            return;
        }

        // A fused step adds up its groups' losses itself, and stores their sum behind them.
        launches.Results = kind == IlgpuKernelKind.Fused ? losses.View : TileLosses;
        for (int i = 0; i < count; i++)
        {
            int from = first + (i * batches.Size), size = batches.SizeOf(step + i);
            if (kind == IlgpuKernelKind.Fused)
            {
                RunFusedStep(ordered, from, size, step + i);
            }
            else
            {
                RunTiledStep(data, ordered, from, size, step + i);
            }
        }
    }

    private void RunFusedStep(bool ordered, int first, int rows, int step)
    {
        int tileRows = TileRows(rows), groups = Groups(rows, tileRows);
        var sizes = new LaunchSizes { Batch = rows, First = first, Ordered = ordered ? 1 : 0, TileRows = tileRows };
        launches.Run(plan.Fused!.Step, groups, FusedThreads, sizes);
        KernelConfig config = device.Over(plan.TrainedFours);
        sizes = new LaunchSizes { First = tilePlaces, Count = (int)plan.TrainedFours, Splits = groups, Step = step };
        launches.Run(plan.Fused.Apply, config.GridDim.X, config.GroupDim.X, sizes);
        mirrorsArePresent = false;
    }

    private void RunTiledStep(ArrayView<float> data, bool ordered, int first, int rows, int step)
    {
        int capacity = (int)Math.Min(int.MaxValue, workspace.View.Length / plan.TrainingColumns);
        around.Gather(data, order.View, Matrix(0, capacity, architecture.InputSize), rows, architecture.InputSize, first, ordered);
        RefreshMirrors();
        PrepareInverses(step);
        var sizes = new LaunchSizes { Batch = rows, Capacity = capacity, Step = step };
        int tiles = Run(plan.Propagate, rows, sizes);
        around.SumLosses(TileLosses, tiles, StepLosses, step, status.View);
        for (int i = 0; i < inverses.Length; i++)
        {
            IlgpuInverse inverse = plan.Inverses[i];
            RunSum(inverse, inverse.Product, sizes);
            inverses[i].Combine();
        }

        Run(plan.PrepareUpdate, rows, sizes);
        if (longestNorm > 0)
        {
            UpdateByNorm(sizes);
        }
        else
        {
            Update(sizes);
        }

        UpdateStatistics(rows);
        ForgetInverses();
    }

    /// <summary>Every parameter's gradient, and the step where it arises or, of a split batch, where its parts are added up.</summary>
    private void Update(LaunchSizes sizes)
    {
        if (plan.UpdateBiases is not null)
        {
            int splits = SignalSplits(sizes.Batch);
            RunBiases(sizes, splits);
            if (splits > 1)
            {
                RunBiases(sizes, -splits);
            }
        }

        foreach (IlgpuWeight weight in plan.Weights)
        {
            int splits = RunGradient(weight, sizes);
            if (splits > 1)
            {
                AddUp(weight, sizes, splits);
            }
        }
    }

    private void RunBiases(LaunchSizes sizes, int splits) =>
        launches.Run(plan.UpdateBiases!, plan.SignalBlocks, SumThreads, sizes with { Splits = splits }, Math.Max(1, splits));

    /// <summary>Takes the step on what the parts of the batch have summed, by small tiles: there is little to do for each number.</summary>
    private void AddUp(IlgpuWeight weight, LaunchSizes sizes, int splits)
    {
        IlgpuTile tile = Small(weight.Tiles);
        launches.Run(tile.Kernel, tile.Count(weight.Rows, weight.Columns), tile.Threads, sizes with { Splits = -splits });
    }

    /// <summary>Launches a sum over the batch that is a [k, k] matrix, and adds up its parts.</summary>
    private void RunSum(IlgpuOuterSum sum, long offset, LaunchSizes sizes)
    {
        int splits = RunGradient(sum, sizes);
        if (splits > 1)
        {
            around.SumPartials(partials.View, parameters.Slice(offset, sum.Fours), sum.Fours, splits);
        }
    }

    /// <summary>Launches a gradient; returns into how many parts the batch was split.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="sizes">The batch.</param>
    /// <param name="least">The least number of parts: with two the gradient is stored and no step taken.</param>
    private int RunGradient(IlgpuOuterSum gradient, LaunchSizes sizes, int least = 1)
    {
        int splits = (int)Math.Min(Splits(gradient, sizes.Batch), Math.Max(1, launches.Partials.Length / gradient.Fours));
        splits = Math.Max(splits, least);
        IlgpuTile tile = Choose(gradient.Tiles, gradient.Rows, gradient.Columns, splits);
        launches.Run(tile.Kernel, tile.Count(gradient.Rows, gradient.Columns), tile.Threads, sizes with { Splits = splits }, splits);
        return splits;
    }

    /// <summary>Into how many parts a gradient splits the batch: enough to keep the device busy, and none of few rows.</summary>
    private int Splits(IlgpuOuterSum gradient, int batch)
    {
        int most = Math.Max(1, (int)Math.Min(batch, PartialBytes / (16L * gradient.Fours)));
        if (device.Splits is { } wanted)
        {
            return Math.Clamp(wanted, 1, most);
        }

        // The large tiles read less for each product, so they count where the batch is long enough to be split.
        int longEnough = Math.Max(1, batch / SplitRows);
        int tiles = Choose(gradient.Tiles, gradient.Rows, gradient.Columns, longEnough).Count(gradient.Rows, gradient.Columns);
        return Math.Clamp(BusyGroups / tiles, 1, Math.Min(longEnough, most));
    }

    private int SignalSplits(int batch)
    {
        int busy = 2 * BusyGroups / Math.Max(1, plan.SignalBlocks);
        return device.Splits is { } wanted ? Math.Clamp(wanted, 1, batch) : Math.Clamp(busy, 1, Math.Max(1, batch / SplitRows));
    }

    /// <summary>The kind of kernels that a step on so many samples runs.</summary>
    internal IlgpuKernelKind KindFor(int batch)
    {
        // Kernels that hold the whole network take their steps before anybody knows the gradient's norm.
        if (!FitsGroup || device.Kind == IlgpuKernelKind.Tiled || longestNorm > 0)
        {
            return IlgpuKernelKind.Tiled;
        }

        return device.Kind != IlgpuKernelKind.Automatic ? device.Kind
            : batch * plan.TrainingMultiplyAdds <= EpochWork ? IlgpuKernelKind.Epoch
            : IlgpuKernelKind.Fused;
    }

    /// <summary>Whether a group's memory holds the whole network.</summary>
    internal bool FitsGroup => plan.Fused is { } fused && fused.SharedBytes <= device.Accelerator.MaxSharedMemoryPerGroup;

    private bool UsesFused() => FitsGroup && device.Kind != IlgpuKernelKind.Tiled;

    /// <summary>Samples that a group of a fused launch takes at a time: fewer than fit, where that keeps more of the device busy.</summary>
    private int TileRows(int rows)
    {
        int each = (rows + device.Multiprocessors - 1) / device.Multiprocessors;
        return Math.Clamp((each + 3) / 4 * 4, 4, plan.Fused!.Rows);
    }

    private int Groups(int rows, int tileRows) =>
        Math.Min((rows + tileRows - 1) / tileRows, FusedGroups * device.Multiprocessors);
}
