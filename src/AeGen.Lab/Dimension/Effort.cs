using System.Globalization;

namespace AeGen.Lab.Dimension;

/// <summary>How long the models train that tell a dimension.</summary>
/// <param name="Steps">The number of steps of a model whose code has three numbers or fewer, about: whole epochs.</param>
/// <param name="Trainings">
/// How often each width is trained, from other weights and in another order. The best counts, for what is asked is what the width can do, and goes on for as many
/// smaller steps.
/// </param>
/// <param name="Seed">The seed of the weights and of the samples' order.</param>
internal sealed record Effort(int Steps, int Trainings, ulong Seed)
{
    /// <summary>The steps that it takes to tell up to eight dimensions.</summary>
    public const int ThoroughSteps = 6000;

    /// <summary>The trainings that it takes: what a manifold is folded into at first is not always undone.</summary>
    public const int ThoroughTrainings = 4;

    private const int BatchSize = 128;
    private const int NarrowCode = 3;

    /// <summary>What it takes to tell up to eight dimensions.</summary>
    public static Effort Thorough(ulong seed) => new(ThoroughSteps, ThoroughTrainings, seed);

    /// <summary>The number of steps at a code width: in proportion to it where it is wider, for more numbers take longer to be told apart.</summary>
    public int StepsAt(int width) => Steps * Math.Max(NarrowCode, width) / NarrowCode;

    /// <summary>The seed of one of a width's trainings, from 0 on.</summary>
    public ulong SeedOf(int training) => Seed + (1_000_000 * (ulong)training);

    /// <summary>Options of a training: a learning rate that rises for a fiftieth of the steps and falls to 0 by a cosine.</summary>
    public static FitOptions Options(DataSet train, int steps, float rate, ulong seed, CancellationToken cancellationToken) => new()
    {
        Epochs = Math.Max(1, (int)Math.Round(steps / Math.Ceiling((double)train.Count / BatchSize))),
        BatchSize = BatchSize,
        LearningRate = LearningRate.Cosine(rate).WithWarmupSteps(Math.Max(1, steps / 50)),
        Seed = seed,
        CancellationToken = cancellationToken,
    };

    /// <summary>What tables call it.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Trainings == 1 ? "one training" : $"the best of {Trainings} trainings")} of {Steps:N0} steps and as many smaller ones");
}
