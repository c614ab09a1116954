namespace AeGen.Runtime;

/// <content>Training steps.</content>
public sealed unsafe partial class Network<TModel>
{
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
}
