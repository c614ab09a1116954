using System.Numerics;

namespace AeGen.Runtime;

/// <content>Normalisations over the batch: their running statistics, and their folding into the weights that inference works with.</content>
public sealed unsafe partial class Network<TModel>
{
    private volatile bool folded;

    /// <summary>
    /// Takes the last batch into the running statistics, r + share (s - r). Of the variances it is batch / (batch - 1) times the batch's own, an estimate
    /// of that of all samples; of one sample there is none.
    /// </summary>
    /// <param name="count">Number of samples in the batch, at least 2.</param>
    private void UpdateStatistics(int count)
    {
        foreach (NormalizationLayout normalization in plan.Normalizations)
        {
            if (normalization.Statistics is { } statistics)
            {
                LayerArchitecture layer = LayerAt(normalization.Layer);
                Blend(layer, statistics.Means, statistics.RunningMeans, 1);
                Blend(layer, statistics.Variances, statistics.RunningVariances, count / (count - 1f));
            }
        }
    }

    private void Blend(LayerArchitecture layer, long from, long to, float factor)
    {
        float share = layer.Normalization!.Momentum;
        for (int i = 0; i < layer.Outputs; i++)
        {
            ref float running = ref parameters.Pointer[to + i];
            running += share * ((factor * parameters.Pointer[from + i]) - running);
        }
    }

    /// <summary>
    /// Derives from the present parameters what inference works with, where that has not been done since the last change: with s = g / sqrt(v + epsilon) the
    /// weights W diag(s), in the transpose's order, and the biases b - m s.
    /// </summary>
    private void FoldNormalizations()
    {
        if (folded || plan.Normalizations.Length == 0)
        {
            return;
        }

        lock (preparing)
        {
            if (folded)
            {
                return;
            }

            foreach (NormalizationLayout normalization in plan.Normalizations)
            {
                if (normalization.Statistics is { } statistics)
                {
                    Fold(normalization, statistics);
                }
            }

            folded = true;
        }
    }

    private void Fold(NormalizationLayout normalization, StatisticsLayout statistics)
    {
        LayerArchitecture layer = LayerAt(normalization.Layer);
        LayerLayout own = plan.Layers[normalization.Layer];
        int width = Panels.PadColumns(layer.Outputs), rows = Panels.PadRows(layer.Inputs);
        float[] scales = new float[width];
        for (int i = 0; i < layer.Outputs; i++)
        {
            float* numbers = parameters.Pointer;
            scales[i] = (float)(numbers[normalization.Gain + i] / Math.Sqrt((double)numbers[statistics.RunningVariances + i] + layer.Normalization!.Epsilon));
            numbers[statistics.FoldedBias + i] = (own.Bias < 0 ? 0 : numbers[own.Bias + i]) - (numbers[statistics.RunningMeans + i] * scales[i]);
        }

        for (int panel = 0; panel < width; panel += Panels.Width)
        {
            ReadOnlySpan<float> scale = scales.AsSpan(panel, Panels.Width);
            for (int row = 0; row < rows; row++)
            {
                long at = ((long)panel * rows) + (row * Panels.Width);
                ReadOnlySpan<float> from = parameters.Slice(own.Matrix.Offset + at, Panels.Width);
                Span<float> to = parameters.Slice(statistics.Folded + at, Panels.Width);
                for (int lane = 0; lane < Panels.Width; lane += Vector<float>.Count)
                {
                    (new Vector<float>(from[lane..]) * new Vector<float>(scale[lane..])).CopyTo(to[lane..]);
                }
            }
        }
    }
}
