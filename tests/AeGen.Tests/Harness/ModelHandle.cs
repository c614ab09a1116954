namespace AeGen.Tests.Harness;

/// <summary>Any model, whatever its class.</summary>
public abstract class ModelHandle : IDisposable
{
    /// <summary>The device that all calls run on, or null for the CPU.</summary>
    public ComputeDevice? Device { get; set; }

    public abstract LayerCollection Layers { get; }

    public abstract OptimizerSettings OptimizerSettings { get; set; }

    public abstract CpuOptions CpuOptions { get; set; }

    public abstract void Encode(ReadOnlySpan<float> input, Span<float> codes);

    public abstract void Decode(ReadOnlySpan<float> codes, Span<float> output);

    public abstract void Reconstruct(ReadOnlySpan<float> input, Span<float> output);

    public abstract double Evaluate(ReadOnlySpan<float> input);

    public abstract float TrainStep(ReadOnlySpan<float> batch);

    public abstract TrainingHistory Fit(DataSet train, FitOptions? options = null);

    public abstract void Save(string path);

    public abstract void LoadWeights(string path);

    public abstract void SaveCheckpoint(string path);

    public abstract void LoadCheckpoint(string path);

    public abstract string Describe();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}

/// <summary>A model of one class.</summary>
internal sealed class ModelHandle<TModel>(TModel model) : ModelHandle
    where TModel : class, IAutoencoder<TModel>
{
    public override LayerCollection Layers => model.Layers;

    public override OptimizerSettings OptimizerSettings
    {
        get => model.OptimizerSettings;
        set => model.OptimizerSettings = value;
    }

    public override CpuOptions CpuOptions
    {
        get => model.CpuOptions;
        set => model.CpuOptions = value;
    }

    public override void Encode(ReadOnlySpan<float> input, Span<float> codes) => model.Encode(input, codes, Device);

    public override void Decode(ReadOnlySpan<float> codes, Span<float> output) => model.Decode(codes, output, Device);

    public override void Reconstruct(ReadOnlySpan<float> input, Span<float> output) => model.Reconstruct(input, output, Device);

    public override double Evaluate(ReadOnlySpan<float> input) => model.Evaluate(input, Device);

    public override float TrainStep(ReadOnlySpan<float> batch) => model.TrainStep(batch, Device);

    public override TrainingHistory Fit(DataSet train, FitOptions? options = null) =>
        model.Fit(train, Device is null ? options : (options ?? new()) with { Device = Device });

    public override void Save(string path) => model.Save(path);

    public override void LoadWeights(string path) => model.LoadWeights(path);

    public override void SaveCheckpoint(string path) => model.SaveCheckpoint(path);

    public override void LoadCheckpoint(string path) => model.LoadCheckpoint(path);

    public override string Describe() => model.Describe();

    protected override void Dispose(bool disposing) => model.Dispose();
}
