namespace AeGen.Runtime.Ilgpu;

/// <summary>The kernels around normalisations over the batch. They are the same for all networks.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NormalizationKernels
{
    /// <summary>Takes a batch's statistics into the running ones, r + share (factor s - r), unless the step was refused.</summary>
    /// <param name="present">The batch's statistics s.</param>
    /// <param name="running">The running statistics r.</param>
    /// <param name="share">The share of a batch.</param>
    /// <param name="factor">What the batch's are multiplied by.</param>
    /// <param name="status">What went wrong.</param>
    public static void Blend(ArrayView<Float4> present, ArrayView<Float4> running, float share, float factor, ArrayView<int> status)
    {
        bool refused = status[Status.Kind] != 0;
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < running.IntLength && !refused; i += Grid.DimX * Group.DimX)
        {
            running[i] += share * ((factor * present[i]) - running[i]);
        }
    }

    /// <summary>Multiplies each column of a weight by g / sqrt(v + epsilon).</summary>
    /// <param name="weight">The weight's transpose, [inputs, fours of outputs].</param>
    /// <param name="folded">Receives the product, likewise.</param>
    /// <param name="gains">The gains g, [outputs].</param>
    /// <param name="variances">The running variances v, [outputs].</param>
    /// <param name="epsilon">What is added to each variance.</param>
    public static void Fold(
        ArrayView<Float4> weight, ArrayView<Float4> folded, ArrayView<Float4> gains, ArrayView<Float4> variances, float epsilon)
    {
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < weight.IntLength; i += Grid.DimX * Group.DimX)
        {
            int column = i % gains.IntLength;
            folded[i] = weight[i] * (gains[column] / Float4.Sqrt(variances[column] + epsilon));
        }
    }

    /// <summary>Biases with the normalisation in them, b - m g / sqrt(v + epsilon).</summary>
    /// <param name="bias">The biases b, [outputs]; anything without them.</param>
    /// <param name="hasBias">1 where there are biases; else 0.</param>
    /// <param name="folded">Receives the result, [outputs].</param>
    /// <param name="gains">The gains g, [outputs].</param>
    /// <param name="means">The running means m, [outputs].</param>
    /// <param name="variances">The running variances v, [outputs].</param>
    /// <param name="epsilon">What is added to each variance.</param>
    public static void FoldBias(
        ArrayView<Float4> bias,
        int hasBias,
        ArrayView<Float4> folded,
        ArrayView<Float4> gains,
        ArrayView<Float4> means,
        ArrayView<Float4> variances,
        float epsilon)
    {
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < folded.IntLength; i += Grid.DimX * Group.DimX)
        {
            Float4 scale = gains[i] / Float4.Sqrt(variances[i] + epsilon);
            folded[i] = (hasBias != 0 ? bias[i] : default) - (means[i] * scale);
        }
    }
}
