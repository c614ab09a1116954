using System.Buffers;
using System.Diagnostics;

namespace AeGen.Runtime;

/// <content>Training steps and whole trainings.</content>
public sealed unsafe partial class Network<TModel>
{
    /// <summary>The stream of random numbers that orders come from; weights use the streams from 0.</summary>
    private const ulong ShuffleStream = 1UL << 32;

    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(100);

    private readonly PhaseJob<TModel> stepJob;
    private NativeBuffer<float>? moments;
    private TrainingSession? training;
    private long stepsTaken;

    /// <summary>Takes one training step.</summary>
    public float TrainStep(ReadOnlySpan<float> batch)
    {
        int count = CountSamples(batch.Length, plan.Architecture.InputSize, nameof(batch));
        RequireTargets(batch, nameof(batch));
        gate.EnterWrite();
        try
        {
            fixed (float* samples = batch)
            {
                return (float)Step(samples, null, count, optimizerSettings.LearningRate, nameof(batch));
            }
        }
        finally
        {
            gate.ExitWrite();
        }
    }

    /// <summary>Trains for a number of epochs.</summary>
    public TrainingHistory Fit(DataSet train, FitOptions? options)
    {
        ArgumentNullException.ThrowIfNull(train);
        options ??= new FitOptions();
        Validate(train, options);
        gate.EnterWrite();
        try
        {
            using MemoryHandle pinned = train.Samples.Pin();
            return Fit((float*)pinned.Pointer, train.Count, options);
        }
        finally
        {
            gate.ExitWrite();
        }
    }

    private TrainingHistory Fit(float* samples, int count, FitOptions options)
    {
        int[] order = new int[count];
        int stepsAnEpoch = ((count - 1) / options.BatchSize) + 1;
        long steps = (long)stepsAnEpoch * options.Epochs, step = 0;
        var epochs = new List<EpochRecord>(options.Epochs);
        var clock = Stopwatch.StartNew();
        TimeSpan reported = TimeSpan.Zero;
        float rate = optimizerSettings.LearningRate;
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            if (options.Shuffle)
            {
                new CounterRandom(options.Seed, ShuffleStream + (ulong)epoch).Shuffle(order);
            }

            TimeSpan start = clock.Elapsed;
            double lossSum = 0;
            fixed (int* visits = order)
            {
                for (int first = 0; first < count; first += options.BatchSize)
                {
                    options.CancellationToken.ThrowIfCancellationRequested();
                    int size = Math.Min(options.BatchSize, count - first);
                    rate = options.LearningRate?.At(step, steps) ?? optimizerSettings.LearningRate;
                    lossSum += Step(samples, visits + first, size, rate, "train") * size;
                    step++;
                    if (options.Progress is not null && clock.Elapsed - reported >= ReportInterval)
                    {
                        reported = clock.Elapsed;
                        double rateSoFar = (first + size) / (reported - start).TotalSeconds;
                        options.Progress.Report(new(
                            epoch, options.Epochs, step, steps, lossSum / (first + size), ValidationLoss: null, rate, rateSoFar));
                    }
                }
            }

            double samplesPerSecond = count / (clock.Elapsed - start).TotalSeconds;
            double? validation = options.Validation is { } data ? MeasureInside(data.Samples.Span, data.Count) : null;
            epochs.Add(new(epoch, lossSum / count, validation, rate, samplesPerSecond, clock.Elapsed - start));
            options.Progress?.Report(new(epoch, options.Epochs, step, steps, lossSum / count, validation, rate, samplesPerSecond));
        }

        return new TrainingHistory(epochs);
    }

    /// <summary>One step: forward, loss, backward; and only if the loss is a number, the update.</summary>
    /// <param name="samples">All samples, row-major.</param>
    /// <param name="order">Which samples make up the batch, or null for the first ones.</param>
    /// <param name="count">Number of samples in the batch.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="name">The samples' argument, for messages.</param>
    private double Step(float* samples, int* order, int count, float rate, string name)
    {
        TrainingSession session = Reserve(count);
        UpdateSettings settings = NextSettings(rate);
        for (int worker = 0; worker < session.Workers; worker++)
        {
            session.Arguments[worker] = new KernelArguments(
                parameters.Pointer, moments!.Pointer, session.Workspace, session.Scratch(worker), doubles.Pointer, session.Losses.Pointer,
                count, session.Capacity, VectorBits, settings);
        }

        if (!prepared && plan.Prepare.Length > 0)
        {
            stepJob.Run(plan.Prepare, session.Arguments);
            prepared = true;
        }

        stepJob.Run(plan.Propagate, session.Arguments, samples, order);
        double loss = 0;
        for (int tile = 0; tile < TModel.CountTiles(plan.LossPhase, count); tile++)
        {
            loss += session.Losses.Pointer[tile];
        }

        loss /= (double)count * plan.Architecture.InputSize;
        if (!double.IsFinite(loss))
        {
            RefuseLoss(samples, order, count, loss, rate, name);
        }

        prepared = false;
        stepJob.Run(plan.Update, session.Arguments);
        stepsTaken++;
        return loss;
    }

    private void RefuseLoss(float* samples, int* order, int count, double loss, float rate, string name)
    {
        int size = plan.Architecture.InputSize;
        for (int row = 0; row < count; row++)
        {
            int sample = order == null ? row : order[row];
            var values = new ReadOnlySpan<float>(samples + ((nint)sample * size), size);
            int index = ValueScan.FirstNotFinite(values);
            if (index >= 0)
            {
                throw new ArgumentException(
                    $"'{name}' holds {values[index]} at index {((long)sample * size) + index} (sample {sample}, feature {index}); every value must be finite.",
                    name);
            }
        }

        throw new LossDivergedException(
            $"The loss of step {stepsTaken + 1} is {loss}; the step was not taken. A smaller learning rate than {rate} or scaled inputs may help.");
    }

    private TrainingSession Reserve(int count)
    {
        moments ??= new NativeBuffer<float>(plan.TrainedFloats * plan.Moments, $"the optimizer's moments of {plan.Architecture.Name}");
        int workers = ThreadsFor((double)count * plan.TrainingMultiplyAdds);
        if (training is null || training.Capacity < count || training.Workers != workers)
        {
            int capacity = Math.Max(count, training?.Capacity ?? 0);
            training?.Dispose();
            training = null;
            training = new TrainingSession(plan, capacity, workers, TModel.CountTiles(plan.LossPhase, capacity));
        }

        return training;
    }

    private UpdateSettings NextSettings(float rate)
    {
        OptimizerSettings s = optimizerSettings;
        if (plan.Architecture.Optimizer == Optimizer.Sgd)
        {
            return new UpdateSettings(
                rate, s.WeightDecay, Keep: 1, s.Momentum, Beta2: 0, Epsilon: 0, Correction: 0, s.Nesterov ? 1 : 0, s.Nesterov ? s.Momentum : 1);
        }

        double step = stepsTaken + 1;
        bool decoupled = plan.Architecture.Optimizer == Optimizer.AdamW;
        return new UpdateSettings(
            (float)(rate / (1 - Math.Pow(s.Beta1, step))),
            decoupled ? 0 : s.WeightDecay,
            decoupled ? 1 - (rate * s.WeightDecay) : 1,
            s.Beta1,
            s.Beta2,
            s.Epsilon,
            (float)(1 / Math.Sqrt(1 - Math.Pow(s.Beta2, step))),
            GradientShare: 0,
            VelocityShare: 0);
    }

    private void Validate(DataSet train, FitOptions options)
    {
        Require(options.Epochs >= 1, nameof(options.Epochs), options.Epochs, "at least 1");
        Require(options.BatchSize >= 1, nameof(options.BatchSize), options.BatchSize, "at least 1");
        Check(train, nameof(train));
        if (options.Validation is not null)
        {
            Check(options.Validation, nameof(options.Validation));
        }
    }

    private void Check(DataSet data, string name)
    {
        int size = plan.Architecture.InputSize;
        if (data.SampleSize != size)
        {
            throw new ArgumentException(
                $"The samples of '{name}' have {data.SampleSize} features; {plan.Architecture.Name} takes {size}.", name);
        }

        RequireFinite(data.Samples.Span, size, name);
        RequireTargets(data.Samples.Span, name);
    }
}
