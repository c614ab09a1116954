using AeGen.Functions;

namespace AeGen.Runtime.Ilgpu;

/// <summary>
/// The kernels of networks that lie in a group's memory: forward, loss and back in one launch, whole epochs, and inference. Each has the
/// signature of <see cref="IlgpuKernel"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FusedKernels
{
    /// <summary>Numbers in which the threads' losses are added up: the most threads that a group may have.</summary>
    public const int LossSums = 256;

    /// <summary>
    /// Forward, loss and back for a batch, some samples a group at a time; each group stores its part of the gradient. Reads Batch, First,
    /// Ordered, Step and TileRows.
    /// </summary>
    public static void Step<TNetwork>(
        ArrayView<Float4> parameters, ArrayView<Float4> moments, ArrayView<Float4> workspace, ArrayView<Float4> partials,
        ArrayView<float> samples, ArrayView<int> order, ArrayView<float> results, ArrayView<float> schedule, ArrayView<int> status,
        LaunchSizes sizes)
        where TNetwork : struct, IFusedNetwork
    {
        ArrayView<Float4> memory = SharedMemory.Allocate<Float4>(TNetwork.MemoryFours);
        ArrayView<float> sums = SharedMemory.Allocate<float>(LossSums);
        int batch = status[Status.Kind] == 0 ? sizes.Batch : 0;
        Copy(parameters, memory, TNetwork.TrainedFours);
        float lossSum = 0f;
        int place = Grid.IdxX * TNetwork.TrainedFours;
        for (int row = Grid.IdxX * sizes.TileRows; row < batch; row += Grid.DimX * sizes.TileRows)
        {
            int rows = batch - row < sizes.TileRows ? batch - row : sizes.TileRows;
            bool first = row == Grid.IdxX * sizes.TileRows;
            Group.Barrier();
            Fused.CopyIn(memory, TNetwork.InputPlace, TNetwork.InputSize, samples, order, sizes.First + row, rows, sizes.Ordered);
            Group.Barrier();
            lossSum += TNetwork.Propagate(memory, sums, partials, schedule, place, rows, row, sizes.Batch, sizes.Step, first);
        }

        GroupSums.StoreLoss(sums, lossSum, results, Grid.IdxX);
    }

    /// <summary>
    /// Adds up the groups' losses and gradients, in the groups' order, and takes the step, unless the loss is not finite. Splits is the
    /// number of groups; reads Count, Step and First, the place of the steps' losses.
    /// </summary>
    public static void Apply<TNetwork, TOptimizer>(
        ArrayView<Float4> parameters, ArrayView<Float4> moments, ArrayView<Float4> workspace, ArrayView<Float4> partials,
        ArrayView<float> samples, ArrayView<int> order, ArrayView<float> results, ArrayView<float> schedule, ArrayView<int> status,
        LaunchSizes sizes)
        where TNetwork : struct, IFusedNetwork
        where TOptimizer : struct, IOptimizer<Float4>
    {
        if (status[Status.Kind] != 0)
        {
            return;
        }

        // Every thread adds them up itself: that is sooner done than told.
        float lossSum = 0f;
        for (int group = 0; group < sizes.Splits; group++)
        {
            lossSum += results[group];
        }

        bool refused = DeviceMath.IsNotFinite(lossSum);
        if (Grid.IdxX == 0 && Group.IdxX == 0)
        {
            results[sizes.First + sizes.Step] = lossSum;
            if (refused)
            {
                status[Status.Step] = sizes.Step;
                status[Status.Kind] = Status.Diverged;
            }
        }

        if (refused)
        {
            return;
        }

        StepNumbers numbers = StepNumbers.Read(schedule, sizes.Step);
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < sizes.Count; i += Grid.DimX * Group.DimX)
        {
            Float4 gradient = PartialSums.Of(partials, i, sizes.Count, sizes.Splits);
            Change<TNetwork, TOptimizer>(parameters, moments, i, gradient, numbers);
        }
    }

    /// <summary>
    /// Many steps in one launch of one group: the weights stay in the group's memory. The first step is Step, and Splits is their number;
    /// reads Batch, First, End, Ordered and TileRows.
    /// </summary>
    public static void Epoch<TNetwork, TOptimizer>(
        ArrayView<Float4> parameters, ArrayView<Float4> moments, ArrayView<Float4> workspace, ArrayView<Float4> partials,
        ArrayView<float> samples, ArrayView<int> order, ArrayView<float> results, ArrayView<float> schedule, ArrayView<int> status,
        LaunchSizes sizes)
        where TNetwork : struct, IFusedNetwork
        where TOptimizer : struct, IOptimizer<Float4>
    {
        ArrayView<Float4> memory = SharedMemory.Allocate<Float4>(TNetwork.MemoryFours);
        ArrayView<float> sums = SharedMemory.Allocate<float>(LossSums);
        bool stopped = status[Status.Kind] != 0;
        Copy(parameters, memory, TNetwork.TrainedFours);
        Group.Barrier();
        for (int step = 0; step < sizes.Splits && !stopped; step++)
        {
            int first = sizes.First + (step * sizes.Batch);
            int batch = sizes.End - first < sizes.Batch ? sizes.End - first : sizes.Batch;
            float lossSum = 0f;
            for (int row = 0; row < batch; row += sizes.TileRows)
            {
                int rows = batch - row < sizes.TileRows ? batch - row : sizes.TileRows;
                Fused.CopyIn(memory, TNetwork.InputPlace, TNetwork.InputSize, samples, order, first + row, rows, sizes.Ordered);
                Group.Barrier();
                lossSum += TNetwork.Propagate(memory, sums, partials, schedule, 0, rows, row, batch, sizes.Step + step, row == 0);
                Group.Barrier();
            }

            GroupSums.StoreLoss(sums, lossSum, results, sizes.Step + step);
            stopped = DeviceMath.IsNotFinite(sums[0]);
            Group.Barrier();
            if (stopped)
            {
                if (Group.IdxX == 0)
                {
                    status[Status.Step] = sizes.Step + step;
                    status[Status.Kind] = Status.Diverged;
                }
            }
            else
            {
                StepNumbers numbers = StepNumbers.Read(schedule, sizes.Step + step);
                for (int i = Group.IdxX; i < TNetwork.TrainedFours; i += Group.DimX)
                {
                    Change<TNetwork, TOptimizer>(memory, moments, i, partials[i], numbers);
                }
            }

            Group.Barrier();
        }

        Copy(memory, parameters, TNetwork.TrainedFours);
    }

    /// <summary>
    /// From samples to codes (Offset 0, Count 1), from codes to reconstructions (Offset 1, Count 2) or all the way (Offset 0, Count 2).
    /// Reads Batch and TileRows too.
    /// </summary>
    public static void Inference<TNetwork>(
        ArrayView<Float4> parameters, ArrayView<Float4> moments, ArrayView<Float4> workspace, ArrayView<Float4> partials,
        ArrayView<float> samples, ArrayView<int> order, ArrayView<float> results, ArrayView<float> schedule, ArrayView<int> status,
        LaunchSizes sizes)
        where TNetwork : struct, IFusedNetwork
    {
        ArrayView<Float4> memory = SharedMemory.Allocate<Float4>(TNetwork.MemoryFours);
        ArrayView<float> sums = SharedMemory.Allocate<float>(LossSums);
        Copy(parameters, memory, TNetwork.TrainedFours);
        for (int row = Grid.IdxX * sizes.TileRows; row < sizes.Batch; row += Grid.DimX * sizes.TileRows)
        {
            int rows = sizes.Batch - row < sizes.TileRows ? sizes.Batch - row : sizes.TileRows;

            // All threads meet at every barrier, whatever the launch asks for; what it does not ask for has no rows.
            int encoded =
                sizes.Offset == 0 ? rows : 0, given = rows - encoded, decoded = sizes.Count == 2 ? rows : 0, coded = rows - decoded;
            Group.Barrier();
            Fused.CopyIn(memory, TNetwork.InputPlace, TNetwork.InputSize, samples, order, row, encoded, 0);
            Group.Barrier();
            TNetwork.Encode(memory, sums, encoded);
            Fused.CopyIn(memory, TNetwork.CodePlace, TNetwork.CodeSize, samples, order, row, given, 0);
            Group.Barrier();
            Fused.CopyOut(memory, TNetwork.CodePlace, TNetwork.CodeSize, results, row, coded);
            TNetwork.Decode(memory, sums, decoded);
            Fused.CopyOut(memory, TNetwork.OutputPlace, TNetwork.InputSize, results, row, decoded);
        }
    }

    /// <summary>Copies the trained parameters, to the group's memory or back.</summary>
    private static void Copy(ArrayView<Float4> source, ArrayView<Float4> target, int fours)
    {
        for (int i = Group.IdxX; i < fours; i += Group.DimX)
        {
            target[i] = source[i];
        }
    }

    /// <summary>Takes the step on four parameters.</summary>
    private static void Change<TNetwork, TOptimizer>(
        ArrayView<Float4> parameters, ArrayView<Float4> moments, int at, Float4 gradient, StepNumbers numbers)
        where TNetwork : struct, IFusedNetwork
        where TOptimizer : struct, IOptimizer<Float4>
    {
        bool isWeight = at < TNetwork.WeightFours;
        if (isWeight)
        {
            gradient = TNetwork.Penalize(gradient, parameters[at]);
        }

        parameters[at] = numbers.Step<TOptimizer>(parameters[at], gradient, isWeight, moments, at, at + TNetwork.TrainedFours);
    }
}
