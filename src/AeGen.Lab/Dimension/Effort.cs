namespace AeGen.Lab.Dimension;

/// <summary>How long the models train that tell a dimension.</summary>
/// <param name="Steps">The number of steps, about: whole epochs.</param>
/// <param name="Seed">The seed of the weights and of the samples' order.</param>
internal sealed record Effort(int Steps, ulong Seed)
{
    private const int BatchSize = 128;

    /// <summary>Options of a training: a learning rate that is high at first, to unfold, and falls to 0 by a cosine.</summary>
    public FitOptions Options(DataSet train, float rate, CancellationToken cancellationToken) => new()
    {
        Epochs = Math.Max(1, (int)Math.Round(Steps / Math.Ceiling((double)train.Count / BatchSize))),
        BatchSize = BatchSize,
        LearningRate = LearningRate.Cosine(rate).WithWarmupSteps(Math.Max(1, Steps / 50)),
        Seed = Seed,
        CancellationToken = cancellationToken,
    };
}
