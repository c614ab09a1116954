using AeGen.Lab.Analysis;
using AeGen.Lab.Data;
using AeGen.Lab.Running;

namespace AeGen.Lab.Theory;

/// <summary>The training of one model on images, on one thread, and what it came to.</summary>
/// <param name="data">The images.</param>
/// <param name="options">How it trains.</param>
internal sealed class ImageTraining(LabData data, FitOptions options) : IModelWork
{
    /// <summary>Number of test images whose reconstructions are kept.</summary>
    public const int Shown = 12;

    /// <summary>The model.</summary>
    public Architecture Architecture { get; private set; } = null!;

    /// <summary>Sum of squared errors per training image.</summary>
    public double TrainError { get; private set; }

    /// <summary>Sum of squared errors per test image.</summary>
    public double TestError { get; private set; }

    /// <summary>What each epoch measured.</summary>
    public TrainingHistory History { get; private set; } = null!;

    /// <summary>The reconstructions of the first test images, row-major.</summary>
    public float[] Reconstructions { get; private set; } = [];

    /// <summary>Trains a model and gives back this.</summary>
    public ImageTraining Of(Variant variant)
    {
        variant.Do(this);
        return this;
    }

    public void Do<TModel>()
        where TModel : class, IAutoencoder<TModel>
    {
        Architecture = TModel.Architecture;
        using TModel model = TModel.Create(options.Seed);
        model.CpuOptions = model.CpuOptions with { Threads = 1 };
        History = model.Fit(data.Train, options);
        TrainError = ReconstructionError.Of(model, data.Train, null, options.CancellationToken);
        TestError = ReconstructionError.Of(model, data.Test, null, options.CancellationToken);
        Reconstructions = new float[Shown * data.Test.SampleSize];
        model.Reconstruct(data.Test.Rows(0, Shown), Reconstructions);
    }
}
