using AeGen.Onnx;

namespace AeGen.Testing.Harness;

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

    public abstract void WriteOnnx(Stream stream, OnnxPart part);

    public abstract void WriteOnnx(string path, OnnxPart part);

    public abstract void Save(string path);

    public abstract void LoadWeights(string path);

    public abstract void SaveCheckpoint(string path);

    public abstract void SaveCheckpoint(string path, TrainingState state);

    public abstract TrainingState? LoadCheckpoint(string path);

    public abstract string Describe();

    public abstract Scaling? Scaling { get; set; }

    public abstract double? Threshold { get; set; }

    public abstract KeptState KeepState();

    public abstract void Score(ReadOnlySpan<float> input, Span<float> scores);

    public abstract void Contributions(ReadOnlySpan<float> input, Span<float> contributions);

    public abstract double FitThreshold(DataSet normal, double contamination = 0.1);

    public abstract bool IsAnomaly(ReadOnlySpan<float> sample);

    public abstract void IsAnomaly(ReadOnlySpan<float> input, Span<bool> flags);

    /// <summary>Calls one of the conversions, by name.</summary>
    public abstract ModelHandle Convert<TTarget>(string conversion)
        where TTarget : class, IAutoencoder<TTarget>;

    public abstract LinearMap FoldEncoder();

    public abstract LinearMap FoldDecoder();

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

    public override void WriteOnnx(Stream stream, OnnxPart part) => OnnxFile.Write(model, stream, part);

    public override void WriteOnnx(string path, OnnxPart part) => OnnxFile.Write(model, path, part);

    public override void Save(string path) => model.Save(path);

    public override void LoadWeights(string path) => model.LoadWeights(path);

    public override void SaveCheckpoint(string path) => model.SaveCheckpoint(path);

    public override void SaveCheckpoint(string path, TrainingState state) => model.SaveCheckpoint(path, state);

    public override TrainingState? LoadCheckpoint(string path) => model.LoadCheckpoint(path);

    public override string Describe() => model.Describe();

    public override Scaling? Scaling
    {
        get => model.Scaling;
        set => model.Scaling = value;
    }

    public override double? Threshold
    {
        get => model.Threshold;
        set => model.Threshold = value;
    }

    public override KeptState KeepState() => model.KeepState();

    public override void Score(ReadOnlySpan<float> input, Span<float> scores) => model.Score(input, scores, Device);

    public override void Contributions(ReadOnlySpan<float> input, Span<float> contributions) => model.Contributions(input, contributions, Device);

    public override double FitThreshold(DataSet normal, double contamination = 0.1) => model.FitThreshold(normal, contamination, Device);

    public override bool IsAnomaly(ReadOnlySpan<float> sample) => model.IsAnomaly(sample, Device);

    public override void IsAnomaly(ReadOnlySpan<float> input, Span<bool> flags) => model.IsAnomaly(input, flags, Device);

    public override ModelHandle Convert<TTarget>(string conversion) => new ModelHandle<TTarget>(conversion switch
    {
        "ToTied" => model.ToTied<TTarget>(),
        "ToRightInverse" => model.ToRightInverse<TTarget>(),
        "Untie" => model.Untie<TTarget>(),
        _ => model.ToDense<TTarget>(),
    });

    public override LinearMap FoldEncoder() => model.FoldEncoder();

    public override LinearMap FoldDecoder() => model.FoldDecoder();

    protected override void Dispose(bool disposing) => model.Dispose();
}
