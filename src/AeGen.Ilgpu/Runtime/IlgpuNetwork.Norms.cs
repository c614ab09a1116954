namespace AeGen.Runtime.Ilgpu;

/// <content>Steps that need the whole gradient first, because they shorten or measure it.</content>
internal sealed partial class IlgpuNetwork
{
    /// <summary>The norm to which steps under way shorten a longer gradient; infinite where they only measure it, 0 where not.</summary>
    private float longestNorm;

    /// <summary>Length of the longest tensor, or of all biases together.</summary>
    private long LongestTensor => Math.Max(plan.Weights.Max(weight => (long)weight.Fours), plan.TrainedFours - plan.WeightFours);

    /// <summary>Stores every parameter's gradient, adds up its squares, and takes the step on all parameters then.</summary>
    private void UpdateByNorm(LaunchSizes sizes)
    {
        int sums = 0;
        if (plan.UpdateBiases is not null)
        {
            int splits = Math.Max(2, SignalSplits(sizes.Batch));
            RunBiases(sizes, splits);
            Gather(plan.WeightFours, (int)(plan.TrainedFours - plan.WeightFours), (int)(plan.TrainedFours - plan.WeightFours), splits);
        }

        foreach (IlgpuWeight weight in plan.Weights)
        {
            int splits = RunGradient(weight, sizes, least: 2);

            // What rows are padded with up to a whole four is nobody's gradient.
            Gather(weight.Offset, weight.Fours, weight.Inputs * ((weight.Outputs + 3) / 4), splits);
        }

        around.Shorten(squares.View, sums, longestNorm, norms.View, schedule.View, sizes.Step, status.View);
        if (plan.UpdateBiases is not null)
        {
            launches.Partials = gradients.View.SubView(plan.WeightFours, plan.TrainedFours - plan.WeightFours);
            RunBiases(sizes, -1);
        }

        foreach (IlgpuWeight weight in plan.Weights)
        {
            launches.Partials = gradients.View.SubView(weight.Offset, weight.Fours);
            AddUp(weight, sizes, 1);
        }

        launches.Partials = partials.View;

        void Gather(long place, int fours, int real, int splits)
        {
            ArrayView<Float4> target = gradients.View.SubView(place, fours);
            around.SumPartials(partials.View, target, fours, splits);
            around.SumSquares(target, real, squares.View, sums);
            sums += NormKernels.Groups;
        }
    }
}
