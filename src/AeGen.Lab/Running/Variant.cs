using AeGen.Lab.Analysis;

namespace AeGen.Lab.Running;

/// <summary>One declared model, behind a face without type parameters, so that models can stand in one list.</summary>
internal sealed class Variant
{
    private readonly Func<Variant, Experiment, IProgress<TrainingProgress>, CancellationToken, VariantResult> train;

    private Variant(
        Architecture architecture, Func<Variant, Experiment, IProgress<TrainingProgress>, CancellationToken, VariantResult> train)
    {
        Architecture = architecture;
        this.train = train;
    }

    public Architecture Architecture { get; }

    /// <summary>The kind of the decoder, as tables call it.</summary>
    public string Name => Architecture.DecoderKind switch
    {
        DecoderKind.Dense => "free",
        DecoderKind.Tied => "tied",
        DecoderKind.TiedAtInitialization => "tied at first",
        DecoderKind.RightInverse => "right inverse",
        _ => Architecture.DecoderKind.ToString(),
    };

    public static Variant Of<TModel>()
        where TModel : class, IAutoencoder<TModel> => new(TModel.Architecture, Train<TModel>);

    public VariantResult Train(Experiment experiment, IProgress<TrainingProgress> progress, CancellationToken cancellationToken) =>
        train(this, experiment, progress, cancellationToken);

    private static VariantResult Train<TModel>(
        Variant variant, Experiment experiment, IProgress<TrainingProgress> progress, CancellationToken cancellationToken)
        where TModel : class, IAutoencoder<TModel>
    {
        using TModel model = TModel.Create(experiment.Seed);
        model.CpuOptions = model.CpuOptions with { Threads = experiment.Threads };
        TrainingHistory history = model.Fit(experiment.Data.Train, new FitOptions
        {
            Epochs = experiment.Epochs,
            BatchSize = experiment.BatchSize,
            LearningRate = experiment.LearningRate,
            Seed = experiment.Seed,
            Validation = experiment.Data.Test,
            Progress = progress,
            CancellationToken = cancellationToken,
        });

        LayerArchitecture code = TModel.Architecture.Encoder[^1];
        float[] shown = new float[experiment.Shown.Samples.Length];
        model.Reconstruct(experiment.Shown.Samples.Span, shown);
        return new VariantResult(
            variant,
            history,
            ReconstructionError.Of(model, experiment.Data.Train, cancellationToken),
            ReconstructionError.Of(model, experiment.Data.Test, cancellationToken),
            Orthonormality.Deviation(model.Layers[code.Name].GetWeights(), code.Outputs, code.Inputs),
            shown);
    }
}
