using AeGen.Analysis;
using AeGen.Lab.Models;
using AeGen.Lab.Running;

namespace AeGen.Lab.Theory.Topology;

/// <summary>The training of a deep autoencoder on a manifold, and what a dense probe says of it.</summary>
/// <param name="manifold">The manifold.</param>
/// <param name="seed">The seed of the samples, the weights and the order.</param>
/// <param name="context">What it runs with.</param>
internal sealed class ChartTraining(Manifold manifold, ulong seed, TheoryContext context) : IModelWork
{
    private const int BatchSize = 50;

    /// <summary>
    /// The steps in which the number that holds two parts apart falls from <see cref="Apart"/>: with 100 of them one seed of eight loses the parts.
    /// </summary>
    private const int Stages = 250;

    private const double Apart = 2;

    private static readonly Variant[] Models =
    [
        Variant.Of<Chart3To1>(), Variant.Of<Chart3To2>(), Variant.Of<Chart3To3>(), Variant.Of<Chart4To2>(), Variant.Of<Chart4To3>(),
        Variant.Of<Chart4To4>(),
    ];

    /// <summary>Number of steps.</summary>
    public int Steps { get; } = context.Quick ? 3000 : 20_000;

    /// <summary>The layers' sizes of all these models in three dimensions but for the code's.</summary>
    public static string Shape => Models[0].Shape.Replace("-1-", "-k-", StringComparison.Ordinal);

    public Manifold Manifold => manifold;

    public ulong Seed => seed;

    /// <summary>The code's width.</summary>
    public int Width { get; private set; }

    /// <summary>Samples of the manifold that were not trained on, densely.</summary>
    public DataSet Probe { get; private set; } = null!;

    /// <summary>The probe's codes, [samples, k].</summary>
    public float[] Codes { get; private set; } = [];

    /// <summary>The probe's reconstructions, [samples, features].</summary>
    public float[] Reconstructions { get; private set; } = [];

    /// <summary>The probe's errors.</summary>
    public ErrorDistribution Errors { get; private set; } = null!;

    /// <summary>The same errors in the midst of the training: the step, the share above a tenth, the maximum.</summary>
    public List<(int Step, double Share, double Maximum)> Looks { get; } = [];

    /// <summary>The largest score of a training sample.</summary>
    public double Threshold { get; private set; }

    /// <summary>The scores of the probe, mean squared errors.</summary>
    public float[] Scores { get; private set; } = [];

    /// <summary>Trains a model of a code width and gives back this.</summary>
    public ChartTraining Of(int width)
    {
        Models.Single(model => (model.Architecture.InputSize, model.Architecture.CodeSize) == (manifold.Features, width)).Do(this);
        return this;
    }

    public void Do<TModel>()
        where TModel : class, IAutoencoder<TModel>
    {
        Width = TModel.Architecture.CodeSize;
        DataSet train = manifold.Sample(seed, manifold.TrainingCount);
        Probe = manifold.Sample(seed + 1_000_000, context.Quick ? manifold.ProbeCount / 5 : manifold.ProbeCount);
        using TModel model = TModel.Create(seed);
        model.CpuOptions = model.CpuOptions with { Threads = 1 };
        Train(model, train);
        (Codes, Reconstructions, Scores) = (new float[Probe.Count * Width], new float[Probe.Length], new float[Probe.Count]);
        model.Encode(Probe.Samples.Span, Codes);
        model.Reconstruct(Probe.Samples.Span, Reconstructions);
        Errors = ErrorDistribution.Between(Probe, Reconstructions);
        Threshold = model.FitThreshold(train, contamination: 0);
        model.Score(Probe.Samples.Span, Scores);
    }

    /// <summary>
    /// Adam at 1e-3, and at a tenth of it after seven tenths of the steps; for parts that are held apart the number that does so first
    /// falls to 0 in half of the steps.
    /// </summary>
    private void Train<TModel>(TModel model, DataSet train)
        where TModel : class, IAutoencoder<TModel>
    {
        int perEpoch = train.Count / BatchSize, epochs = Steps / perEpoch, every = Math.Max(1, epochs / 16);
        int falling = manifold == Manifold.LinkedCirclesApart ? epochs / 2 : 0, together = Math.Max(1, falling / Stages);
        for (int epoch = 0; epoch < falling; epoch += together)
        {
            model.Fit(manifold.Sample(seed, train.Count, Apart * (falling - epoch) / falling), new FitOptions
            {
                Epochs = together,
                BatchSize = BatchSize,
                LearningRate = LearningRate.Constant(1e-3f),
                Seed = seed,
                CancellationToken = context.CancellationToken,
            });
        }

        epochs -= falling;
        model.Fit(train, new FitOptions
        {
            Epochs = epochs,
            BatchSize = BatchSize,
            LearningRate = LearningRate.MultiStep(1e-3f, 0.1f, 7 * epochs / 10),
            Seed = seed,
            CancellationToken = context.CancellationToken,
            OnEpochEnd = (record, _) =>
            {
                if (record.Epoch % every == 0)
                {
                    var errors = ErrorDistribution.Of(model, Probe);
                    Looks.Add((record.Epoch * perEpoch, errors.ShareAbove(TornCode.TornError), errors.Maximum));
                }

                return FitControl.Continue;
            },
        });
    }
}
