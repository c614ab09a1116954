using System.Globalization;

namespace AeGen.Lab.Running;

/// <summary>The training of one model, from a data set to a file of the model.</summary>
/// <param name="data">The samples, as they were read.</param>
/// <param name="options">How it trains; the monitor takes its reports.</param>
/// <param name="path">The file to write.</param>
/// <param name="monitor">Shows how far it is.</param>
internal sealed class TrainingJob(DataSet data, FitOptions options, string path, Monitor monitor) : IModelWork
{
    /// <summary>The scaling of the samples, which the model keeps; null for none.</summary>
    public Scaling? Scaling { get; init; }

    /// <summary>The share of the samples that the threshold leaves above it, or null for no threshold.</summary>
    public double? Contamination { get; init; }

    /// <summary>The CPU's number of threads, or 0 for one a processor.</summary>
    public int Threads { get; init; }

    /// <summary>What the training came to, in words.</summary>
    public string Summary { get; private set; } = string.Empty;

    public void Do<TModel>()
        where TModel : class, IAutoencoder<TModel>
    {
        string name = TModel.Architecture.Name;
        using TModel model = TModel.Create(options.Seed);
        model.CpuOptions = model.CpuOptions with { Threads = Threads };
        model.Scaling = Scaling;
        DataSet samples = Scaling is null ? data : monitor.During("scaling", () => Scaling.Apply(data));
        try
        {
            TrainingHistory history = Fit(model, samples, monitor.Begin(name));
            if (Contamination is { } share)
            {
                monitor.During("threshold", () => model.FitThreshold(samples, share, options.Device));
            }

            model.Save(path);
            Summary = Describe(name, history, model.Threshold);
        }
        finally
        {
            if (samples != data)
            {
                samples.Dispose();
            }
        }
    }

    private TrainingHistory Fit<TModel>(TModel model, DataSet samples, IProgress<TrainingProgress> progress)
        where TModel : class, IAutoencoder<TModel>
    {
        try
        {
            return model.Fit(samples, options with { Progress = progress });
        }
        catch (ArgumentException exception)
        {
            // The data is not what the loss takes, too little to be divided, or the checkpoint is of another training.
            throw new UsageException(exception.Message);
        }
    }

    private static string Describe(string name, TrainingHistory history, double? threshold)
    {
        EpochRecord? last = history.Epochs.Count > 0 ? history.Epochs[^1] : null;
        string validation = last?.ValidationLoss is { } loss ? string.Create(CultureInfo.InvariantCulture, $", validation loss {loss:G6}") : string.Empty;
        string early = history.End == TrainingEnd.EarlyStopping ? $", stopped early; the model is that of epoch {history.BestEpoch}" : string.Empty;
        string above = threshold is { } score ? string.Create(CultureInfo.InvariantCulture, $", threshold {score:G6}") : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture, $"{name}: {history.Epochs.Count} epochs, loss {history.FinalLoss:G6}{validation}{above}{early}.");
    }
}
