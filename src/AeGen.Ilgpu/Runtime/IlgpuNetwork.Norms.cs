namespace AeGen.Runtime.Ilgpu;

/// <content>Steps that need the whole gradient first, because they shorten or measure it.</content>
internal sealed partial class IlgpuNetwork
{
    /// <summary>The norm to which steps under way shorten a longer gradient; infinite where they only measure it, 0 where not.</summary>
    private float longestNorm;

    /// <summary>Length of the longest tensor, or of all biases together.</summary>
    private long LongestTensor => Math.Max(plan.Weights.Max(weight => (long)weight.Fours), plan.TrainedFours - plan.WeightFours);

    /// <summary>Stores every parameter's gradient, adds up its squares, and takes the step on all parameters at once.</summary>
    private void UpdateByNorm(LaunchSizes sizes)
    {
        int sums = 0;
        if (plan.UpdateBiases is not null)
        {
            int splits = Math.Max(2, SignalSplits(sizes.Batch));
            launches.Run(plan.UpdateBiases, plan.SignalBlocks, SumThreads, sizes with { Splits = splits }, splits);
            AddUp(plan.WeightFours, (int)(plan.TrainedFours - plan.WeightFours), (int)(plan.TrainedFours - plan.WeightFours), splits);
        }

        foreach (IlgpuWeight weight in plan.Weights)
        {
            int splits = RunGradient(weight, sizes, least: 2);

            // What rows are padded with up to a whole four is nobody's gradient.
            AddUp(weight.Offset, weight.Fours, weight.Inputs * ((weight.Outputs + 3) / 4), splits);
        }

        around.Shorten(squares.View, sums, longestNorm, norms.View, schedule.View, sizes.Step, status.View);
        launches.Partials = gradients.View;
        ApplyPartials(0, plan.TrainedFours, 1, sizes.Step);
        launches.Partials = partials.View;
        foreach (IlgpuWeight weight in plan.Weights)
        {
            WriteMirror(weight);
        }

        void AddUp(long place, int fours, int real, int splits)
        {
            ArrayView<Float4> target = gradients.View.SubView(place, fours);
            around.SumPartials(partials.View, target, fours, splits);
            around.SumSquares(target, real, squares.View, sums);
            sums += NormKernels.Groups;
        }
    }
}
