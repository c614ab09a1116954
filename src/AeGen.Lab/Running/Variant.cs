using AeGen.Analysis;
using AeGen.Lab.Analysis;

namespace AeGen.Lab.Running;

/// <summary>One declared model, behind a face without type parameters, so that models can stand in one list.</summary>
internal sealed class Variant
{
    private readonly Func<Variant, Experiment, Monitor, CancellationToken, VariantResult> train;
    private readonly Action<IModelWork> run;

    private Variant(
        Architecture architecture, Func<Variant, Experiment, Monitor, CancellationToken, VariantResult> train, Action<IModelWork> run)
    {
        Architecture = architecture;
        this.train = train;
        this.run = run;
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

    /// <summary>The widths from the input to the reconstruction, such as 64-16-64.</summary>
    public string Shape => string.Join(
        '-', Architecture.Encoder.Concat(Architecture.Decoder).Select(layer => layer.Inputs).Append(Architecture.InputSize));

    public static Variant Of<TModel>()
        where TModel : class, IAutoencoder<TModel> => new(TModel.Architecture, Train<TModel>, work => work.Do<TModel>());

    /// <summary>Does work on a model of this class.</summary>
    public void Do(IModelWork work) => run(work);

    public VariantResult Train(Experiment experiment, Monitor monitor, CancellationToken cancellationToken) =>
        train(this, experiment, monitor, cancellationToken);

    private static VariantResult Train<TModel>(Variant variant, Experiment experiment, Monitor monitor, CancellationToken cancellationToken)
        where TModel : class, IAutoencoder<TModel>
    {
        ComputeDevice? device = experiment.Device.Compute;
        var options = new FitOptions
        {
            Epochs = experiment.Epochs,
            BatchSize = experiment.BatchSize,
            LearningRate = experiment.LearningRate,
            Seed = experiment.Seed,
            Validation = experiment.Data.Test,
            Device = device,
            CancellationToken = cancellationToken,
        };
        if (device is not null)
        {
            monitor.During($"{variant.Name}: compiling kernels", () => Rehearse<TModel>(experiment.Data.Train, options));
        }

        using TModel model = TModel.Create(experiment.Seed);
        model.CpuOptions = model.CpuOptions with { Threads = experiment.Threads };
        TrainingHistory history = model.Fit(experiment.Data.Train, options with { Progress = monitor.Begin(variant.Name) });

        LayerArchitecture code = TModel.Architecture.Encoder[^1];
        float[] shown = new float[experiment.Shown.Samples.Length];
        model.Reconstruct(experiment.Shown.Samples.Span, shown, device);
        return new VariantResult(
            variant,
            history,
            ReconstructionError.Of(model, experiment.Data.Train, device, cancellationToken),
            ReconstructionError.Of(model, experiment.Data.Test, device, cancellationToken),
            Orthonormality.Deviation(model.Layers[code.Name].GetWeights(), code.Outputs, code.Inputs),
            shown);
    }

    /// <summary>
    /// Has a device compile a model's kernels, which it does when they first run: that can take longer than the training, of whose speed it is no
    /// part.
    /// </summary>
    private static TrainingHistory Rehearse<TModel>(DataSet train, FitOptions options)
        where TModel : class, IAutoencoder<TModel>
    {
        // A whole batch and the smaller one at an epoch's end: kernels go by the size. Steps of rate 0 cannot diverge.
        int batch = Math.Min(options.BatchSize, train.Count);
        DataSet few = train.Subset([.. Enumerable.Range(0, batch + (train.Count % batch))]);
        using TModel model = TModel.Create();
        return model.Fit(few, options with { Epochs = 1, LearningRate = 0 });
    }
}
