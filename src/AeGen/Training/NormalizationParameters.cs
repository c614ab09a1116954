namespace AeGen;

/// <summary>The numbers of a layer's normalisation, each one for each output.</summary>
/// <param name="Gains">The trained gains g, [outputs].</param>
/// <param name="RunningMeans">For a normalisation over the batch the means that inference works with, [outputs]; else null.</param>
/// <param name="RunningVariances">For a normalisation over the batch the variances that inference works with, [outputs], at least 0; else null.</param>
public sealed record NormalizationParameters(float[] Gains, float[]? RunningMeans = null, float[]? RunningVariances = null);
