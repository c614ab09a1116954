using System.Buffers;

namespace AeGen.Runtime;

/// <content>Training steps and whole trainings.</content>
public sealed unsafe partial class Network<TModel>
{
    /// <summary>The stream of random numbers that orders come from; weights use the streams from 0.</summary>
    private const ulong ShuffleStream = 1UL << 32;

    private readonly PhaseJob<TModel> stepJob;
    private readonly RowsJob<TModel> rowsJob = new();
    private NativeBuffer<float>? moments;
    private TrainingSession? training;
    private long stepsTaken;

    /// <summary>Takes one training step.</summary>
    public float TrainStep(ReadOnlySpan<float> batch, ComputeDevice? device)
    {
        int count = CountSamples(batch.Length, plan.Architecture.InputSize, nameof(batch));
        RequireTargets(batch, nameof(batch));
        gate.EnterWrite();
        try
        {
            if (device is not null)
            {
                return (float)StepOn(device, batch, count);
            }

            BringHome();
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
            if (options.Device is not { } device)
            {
                BringHome();
                return Fit((float*)pinned.Pointer, train.Count, options, null, null);
            }

            DeviceNetwork copy = On(device, training: true);
            DeviceTraining steps;
            lock (device.Turn)
            {
                steps = copy.Train(train.Samples, train.Count, options.BatchSize);
            }

            try
            {
                return Fit((float*)pinned.Pointer, train.Count, options, copy, steps);
            }
            finally
            {
                lock (device.Turn)
                {
                    steps.Dispose();
                }
            }
        }
        finally
        {
            gate.ExitWrite();
        }
    }

    private TrainingHistory Fit(float* samples, int count, FitOptions options, DeviceNetwork? copy, DeviceTraining? steps)
    {
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
        {
            order[i] = i;
        }

        var epochs = new List<EpochRecord>(options.Epochs);
        var run = new FitRun(options, count);
        for (int epoch = 1; epoch <= options.Epochs; epoch++)
        {
            if (options.Shuffle)
            {
                new CounterRandom(options.Seed, ShuffleStream + (ulong)epoch).Shuffle(order);
            }

            run.BeginEpoch(epoch);
            double loss = (copy is null ? RunEpoch(samples, order, run) : RunEpochOn(copy, steps!, samples, order, run)) / count;
            double samplesPerSecond = run.SamplesPerSecond;
            epochs.Add(run.EndEpoch(loss, Validate(options), samplesPerSecond));
        }

        return new TrainingHistory(epochs);
    }

    private double? Validate(FitOptions options) => options switch
    {
        { Validation: null } => null,
        { Validation: { } data, Device: { } device } => MeasureOn(device, data.Samples.Span, data.Count),
        { Validation: { } data } => MeasureInside(data.Samples.Span, data.Count),
    };

    /// <summary>One epoch on the CPU; returns the sum of the steps' mean losses, each times its number of samples.</summary>
    private double RunEpoch(float* samples, int[] order, FitRun run)
    {
        double sum = 0;
        fixed (int* visits = order)
        {
            for (int step = 0; step < run.StepsAnEpoch; step++)
            {
                run.Options.CancellationToken.ThrowIfCancellationRequested();
                int first = step * run.Options.BatchSize;
                int size = Math.Min(run.Options.BatchSize, order.Length - first);
                float rate = run.RateAt(run.Step, optimizerSettings.LearningRate);
                sum += Step(samples, visits + first, size, rate, "train") * size;
                run.Advance(rate);
                run.ReportWithin(sum, first + size);
            }
        }

        return sum;
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
        session.CompletePairs(count);
        UpdateSettings settings = SettingsOf(stepsTaken + 1, rate);
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

        if (RowsJob<TModel>.Suits(count, session.Workers))
        {
            rowsJob.Run(session.Arguments, samples, order);
        }
        else
        {
            stepJob.Run(plan.Propagate, session.Arguments, samples, order);
        }

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

        ForgetInverses();
        stepJob.Run(plan.Update, session.Arguments);
        stepsTaken++;
        weightVersion++;
        momentVersion++;
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
        ReserveMoments();
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

    private void ReserveMoments() =>
        moments ??= new NativeBuffer<float>(plan.TrainedFloats * plan.Moments, $"the optimizer's moments of {plan.Architecture.Name}");

    /// <summary>The optimizer's numbers for a step.</summary>
    /// <param name="step">The step, counted from 1 since the model was made.</param>
    /// <param name="rate">The learning rate.</param>
    private UpdateSettings SettingsOf(long step, float rate)
    {
        OptimizerSettings s = optimizerSettings;
        if (plan.Architecture.Optimizer == Optimizer.Sgd)
        {
            return new UpdateSettings(
                rate, s.WeightDecay, Keep: 1, s.Momentum, Beta2: 0, Epsilon: 0, Correction: 0, s.Nesterov ? 1 : 0, s.Nesterov ? s.Momentum : 1);
        }

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
        RequireSamples(data, name);
        RequireTargets(data.Samples.Span, name);
    }

    private void RequireSamples(DataSet data, string name)
    {
        int size = plan.Architecture.InputSize;
        if (data.SampleSize != size)
        {
            throw new ArgumentException(
                $"The samples of '{name}' have {data.SampleSize} features; {plan.Architecture.Name} takes {size}.", name);
        }

        RequireFinite(data.Samples.Span, size, name);
    }
}
