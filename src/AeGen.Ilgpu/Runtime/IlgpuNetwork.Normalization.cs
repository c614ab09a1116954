namespace AeGen.Runtime.Ilgpu;

/// <content>Normalisations over the batch: their running statistics, and their folding into what inference works with.</content>
internal sealed partial class IlgpuNetwork
{
    /// <summary>Takes the last batch into the running statistics, unless the step was refused.</summary>
    private void UpdateStatistics(int rows)
    {
        foreach (IlgpuStatistics statistics in plan.Statistics)
        {
            float share = LayerAt(statistics.Layer).Normalization!.Momentum;
            around.Blend(Row(statistics, statistics.Means), Row(statistics, statistics.RunningMeans), share, 1f, status.View);
            around.Blend(
                Row(statistics, statistics.Variances), Row(statistics, statistics.RunningVariances), share, rows / (rows - 1f),
                status.View);
        }
    }

    /// <summary>Derives weights and biases with the normalisations in them, where that is not done since the parameters changed.</summary>
    private void FoldNormalizations()
    {
        if (normalizationsAreFolded)
        {
            return;
        }

        foreach (IlgpuStatistics statistics in plan.Statistics)
        {
            LayerArchitecture layer = LayerAt(statistics.Layer);
            int fours = layer.Inputs * ((layer.Outputs + 3) / 4);
            around.Fold(
                parameters.Slice(statistics.Weight, fours),
                parameters.Slice(statistics.Folded, fours),
                Row(statistics, statistics.Gain),
                Row(statistics, statistics.RunningVariances),
                layer.Normalization!.Epsilon);

            around.FoldBias(
                Row(statistics, statistics.Bias < 0 ? statistics.FoldedBias : statistics.Bias),
                statistics.Bias >= 0,
                Row(statistics, statistics.FoldedBias),
                Row(statistics, statistics.Gain),
                Row(statistics, statistics.RunningMeans),
                Row(statistics, statistics.RunningVariances),
                layer.Normalization!.Epsilon);
        }

        normalizationsAreFolded = true;
    }

    private ArrayView<Float4> Row(IlgpuStatistics statistics, long place) =>
        parameters.Slice(place, (LayerAt(statistics.Layer).Outputs + 3) / 4);
}
