using AeGen.Vectors;

namespace AeGen.Runtime;

/// <content>Training steps.</content>
public sealed unsafe partial class Network<TModel>
{
    private readonly PhaseJob<TModel> stepJob;
    private readonly RowsJob<TModel> rowsJob = new();
    private readonly int[] updatePhase = TModel.CpuPlan.Update[^1..];
    private NativeBuffer<float>? moments;
    private TrainingSession? training;
    private long stepsTaken;

    /// <summary>The norm of the last step's whole gradient, where something asked for it.</summary>
    private double GradientNorm { get; set; }

    /// <summary>Takes one training step.</summary>
    public float TrainStep(ReadOnlySpan<float> batch, ComputeDevice? device)
    {
        int count = CountSamples(batch.Length, plan.Architecture.InputSize, nameof(batch));
        RequireBatch(count, nameof(batch));
        RequireTargets(batch, nameof(batch));
        gate.EnterChange();
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
            gate.ExitAlone();
        }
    }

    /// <summary>One step: forward, loss, backward; and only if the loss is a number, the update.</summary>
    /// <param name="samples">All samples, row-major.</param>
    /// <param name="order">Which samples make up the batch, or null for the first ones.</param>
    /// <param name="count">Number of samples in the batch.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="name">The samples' argument, for messages.</param>
    /// <param name="measuresNorm">Whether to measure the gradient's norm even where nothing clips it.</param>
    private double Step(float* samples, int* order, int count, float rate, string name, bool measuresNorm = false)
    {
        TrainingSession session = Reserve(count);
        session.CompletePairs(count);
        UpdateSettings settings = SettingsOf(stepsTaken + 1, rate, measuresNorm);
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

        if (!plan.MixesRows && RowsJob<TModel>.Suits(count, session.Workers))
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

        if (settings.LongestNorm > 0)
        {
            UpdateByNorm(session, settings.LongestNorm);
        }
        else
        {
            ForgetInverses();
            stepJob.Run(plan.Update, session.Arguments);
        }

        UpdateStatistics(count);
        stepsTaken++;
        weightVersion++;
        momentVersion++;
        return loss;
    }

    /// <summary>The update in two parts: the whole gradient to memory, and the step on it, shortened where it is longer than asked for.</summary>
    private void UpdateByNorm(TrainingSession session, float longest)
    {
        (NativeBuffer<float> gradients, NativeBuffer<double> squares) = session.ReserveGradients(plan, TModel.CountTiles(plan.Update[^1], session.Capacity));
        RunPass(UpdatePass.Gradient, plan.Update, 1);
        double sum = 0;
        foreach (double square in squares.Slice(0, (int)squares.Length))
        {
            sum += square;
        }

        GradientNorm = Math.Sqrt(sum);
        if (!double.IsFinite(GradientNorm))
        {
            throw new LossDivergedException(
                $"The gradient of step {stepsTaken + 1} has the norm {GradientNorm}; the step was not taken. Scaled inputs may help.");
        }

        ForgetInverses();
        RunPass(UpdatePass.Step, updatePhase, (float)Math.Min(1, longest / GradientNorm));

        void RunPass(UpdatePass pass, int[] phases, float scale)
        {
            foreach (ref KernelArguments arguments in session.Arguments.AsSpan())
            {
                arguments = arguments.For(pass, gradients.Pointer, squares.Pointer, scale);
            }

            stepJob.Run(phases, session.Arguments);
        }
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
        if (count > Panels.MostRows)
        {
            throw new InsufficientMemoryException(
                $"A batch of {count:N0} samples of {plan.Architecture.Name} has panels of {(long)count * Panels.Width:N0} numbers; "
                + $"kernels address batches of at most {Panels.MostRows:N0} samples.");
        }

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

    /// <summary>The numbers for a step's update.</summary>
    /// <param name="step">The step, counted from 1 since the model was made.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="measuresNorm">Whether to measure the gradient's norm even where nothing clips it.</param>
    private UpdateSettings SettingsOf(long step, float rate, bool measuresNorm) => new(
        plan.SettingsAt(optimizerSettings, rate, step),
        optimizerSettings.ClipValue ?? float.PositiveInfinity,
        optimizerSettings.ClipNorm ?? (measuresNorm ? float.PositiveInfinity : 0),
        NoiseKeys.OfStep(optimizerSettings.NoiseSeed, step - 1),
        (float)(plan.Architecture.Variational?.WeightAfter(step - 1) ?? 0));
}
