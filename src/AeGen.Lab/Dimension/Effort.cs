namespace AeGen.Lab.Dimension;

/// <summary>How long the models train that tell a dimension.</summary>
/// <param name="Steps">The number of steps of a model whose code has three numbers or fewer, about: whole epochs.</param>
/// <param name="Seed">The seed of the weights and of the samples' order.</param>
internal sealed record Effort(int Steps, ulong Seed)
{
    private const int BatchSize = 128;
    private const int NarrowCode = 3;

    /// <summary>The number of steps at a code width: in proportion to it where it is wider, for more numbers take longer to be told apart.</summary>
    public int StepsAt(int width) => Steps * Math.Max(NarrowCode, width) / NarrowCode;

    /// <summary>Options of a training: a learning rate that rises for a fiftieth of the steps and falls to 0 by a cosine.</summary>
    public static FitOptions Options(DataSet train, int steps, float rate, ulong seed, CancellationToken cancellationToken) => new()
    {
        Epochs = Math.Max(1, (int)Math.Round(steps / Math.Ceiling((double)train.Count / BatchSize))),
        BatchSize = BatchSize,
        LearningRate = LearningRate.Cosine(rate).WithWarmupSteps(Math.Max(1, steps / 50)),
        Seed = seed,
        CancellationToken = cancellationToken,
    };
}
