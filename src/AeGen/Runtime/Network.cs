using System.ComponentModel;
using AeGen.Vectors;

namespace AeGen.Runtime;

/// <summary>What stands behind a generated class: its memory, and the running of its kernels. The class forwards to it.</summary>
/// <typeparam name="TModel">The generated class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe partial class Network<TModel> : IDisposable
    where TModel : class, ICompiledAutoencoder<TModel>
{
    private readonly NativeBuffer<float> parameters;
    private readonly NativeBuffer<double> doubles;
    private readonly UseGate gate = new(typeof(TModel));
    private readonly CpuPlan plan = TModel.CpuPlan;
    private OptimizerSettings optimizerSettings = new();
    private CpuOptions cpuOptions = new();

    /// <summary>Makes a network with freshly drawn weights.</summary>
    /// <param name="seed">Equal seeds give equal weights.</param>
    public Network(ulong seed)
    {
        string name = plan.Architecture.Name;
        parameters = new NativeBuffer<float>(plan.ParameterFloats, $"the parameters of {name}");
        doubles = new NativeBuffer<double>(plan.Doubles, $"the right inverses of {name}");
        prepareJob = new PhaseJob<TModel>(plan);
        stepJob = new PhaseJob<TModel>(plan);
        Layers = new LayerCollection([.. plan.Layers.Select((_, index) => new NetworkLayer(this, index))]);
        Draw(seed);
    }

    /// <summary>The layers' parameters.</summary>
    public LayerCollection Layers { get; }

    /// <summary>The optimizer's numbers.</summary>
    public OptimizerSettings OptimizerSettings
    {
        get => optimizerSettings;
        set
        {
            RequireLegal(value);
            optimizerSettings = value;
        }
    }

    /// <summary>How the kernels run.</summary>
    public CpuOptions CpuOptions
    {
        get => cpuOptions;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Require(value.Threads >= 0, nameof(value.Threads), value.Threads, "at least 0");
            Require(value.VectorBits is 0 or 128 or 256 or 512, nameof(value.VectorBits), value.VectorBits, "128, 256 or 512, or 0 for the widest");
            cpuOptions = value;
        }
    }

    /// <summary>Lets running calls end, turns away new ones, and frees the memory.</summary>
    /// <exception cref="InvalidOperationException">The call is made from within a call or a scope that uses the model.</exception>
    public void Dispose()
    {
        if (!gate.TryBeginClosing())
        {
            return;
        }

        LeaveDevices();
        parameters.Dispose();
        doubles.Dispose();
        moments?.Dispose();
        training?.Dispose();
        idle.Dispose();
        gate.Close();
    }

    private static void RequireLegal(OptimizerSettings value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Require(float.IsFinite(value.LearningRate) && value.LearningRate >= 0, nameof(value.LearningRate), value.LearningRate, "finite and at least 0");
        Require(value.Momentum is >= 0 and < 1, nameof(value.Momentum), value.Momentum, "in [0, 1)");
        Require(value.Beta1 is >= 0 and < 1, nameof(value.Beta1), value.Beta1, "in [0, 1)");
        Require(value.Beta2 is >= 0 and < 1, nameof(value.Beta2), value.Beta2, "in [0, 1)");
        Require(float.IsFinite(value.Epsilon) && value.Epsilon > 0, nameof(value.Epsilon), value.Epsilon, "finite and above 0");
        Require(float.IsFinite(value.WeightDecay) && value.WeightDecay >= 0, nameof(value.WeightDecay), value.WeightDecay, "finite and at least 0");
        Require(value.Smoothing is >= 0 and < 1, nameof(value.Smoothing), value.Smoothing, "in [0, 1)");
        RequireLimit(nameof(value.ClipValue), value.ClipValue);
        RequireLimit(nameof(value.ClipNorm), value.ClipNorm);
        if (value.ClipValue is not null && value.ClipNorm is not null)
        {
            throw new ArgumentException(
                $"{nameof(value.ClipValue)} is {value.ClipValue} and {nameof(value.ClipNorm)} is {value.ClipNorm}; a gradient is clipped by one of them.",
                nameof(value));
        }
    }

    private static void Require(bool holds, string name, object value, string range)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
        }
    }

    private static void RequireLimit(string name, float? limit) =>
        Require(limit is null or (> 0 and < float.PositiveInfinity), name, limit ?? 0, "finite and above 0, or null");

    /// <summary>Number of threads that so many multiply-adds are worth, within the options.</summary>
    private int ThreadsFor(double multiplyAdds)
    {
        // A thread costs a meeting a phase, some microseconds a step altogether; a million multiply-adds take it some ten.
        const double WorkWorthAThread = 1e6;
        CpuOptions options = cpuOptions;
        int processors = Environment.ProcessorCount, asked = options.Threads == 0 ? processors : options.Threads;
        return options.UseAllThreads ? asked : (int)Math.Clamp(multiplyAdds / WorkWorthAThread, 1, Math.Min(asked, processors));
    }

    private int VectorBits => cpuOptions.VectorBits is not 0 and var bits ? bits : 512;

    /// <summary>Number of samples in a span, where it is a whole number of them.</summary>
    private static int CountSamples(int length, int size, string name)
    {
        if (length == 0 || length % size != 0)
        {
            throw new ArgumentException(
                $"The length of '{name}' is {length}; it must be a whole number, at least one, of samples of {size} features.", name);
        }

        return length / size;
    }

    private static void RequireLength(int length, int samples, int size, string name)
    {
        if (length != (long)samples * size)
        {
            throw new ArgumentException($"The length of '{name}' is {length}; {samples} x {size} numbers need {(long)samples * size}.", name);
        }
    }

    private static void RequireFinite(ReadOnlySpan<float> values, int size, string name, long firstSample = 0)
    {
        int index = ValueScan.FirstNotFinite(values);
        if (index >= 0)
        {
            throw new ArgumentException(
                $"'{name}' holds {values[index]} at index {(firstSample * size) + index} (sample {firstSample + (index / size)}, feature {index % size}); every value must be finite.", name);
        }
    }

    /// <summary>
    /// Refuses samples that the declared loss cannot be trained on: cross-entropy has no minimum outside of [0, 1]. What is only measured,
    /// as held-out data a little beyond the range of the training data, may be anything finite.
    /// </summary>
    private void RequireTargets(ReadOnlySpan<float> values, string name, long firstSample = 0)
    {
        int size = plan.Architecture.InputSize;
        int index = plan.Architecture.Loss == Loss.BinaryCrossEntropy ? ValueScan.FirstNotProbability(values) : -1;
        if (index >= 0)
        {
            throw new ArgumentException(
                $"'{name}' holds {values[index]} at index {(firstSample * size) + index} (sample {firstSample + (index / size)}, feature "
                + $"{index % size}); binary cross-entropy is trained on values in [0, 1], to which Scaling.ClippedTo takes others.",
                name);
        }
    }
}
