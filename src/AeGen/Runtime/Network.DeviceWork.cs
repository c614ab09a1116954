using System.Buffers;

namespace AeGen.Runtime;

/// <content>Inference, measurements and training steps on other devices.</content>
public sealed unsafe partial class Network<TModel>
{
    private void InferOn(ComputeDevice device, Stretch stretch, ReadOnlySpan<float> input, Span<float> output, int count)
    {
        gate.EnterRead();
        try
        {
            DeviceNetwork copy = On(device, training: false);
            lock (device.Turn)
            {
                copy.Infer(stretch, input, output, count);
            }
        }
        finally
        {
            gate.ExitRead();
        }
    }

    /// <summary>The mean loss per element, for a caller who is inside the gate.</summary>
    private double MeasureOn(ComputeDevice device, ReadOnlySpan<float> input, int count)
    {
        DeviceNetwork copy = On(device, training: false);
        lock (device.Turn)
        {
            return copy.Evaluate(input, count) / ((double)count * plan.Architecture.InputSize);
        }
    }

    /// <summary>The mean loss per element of a data set of any length, for a caller who is inside the gate.</summary>
    private double MeasureOn(ComputeDevice device, DataSet data)
    {
        DeviceNetwork copy = On(device, training: false);
        double sum = 0;
        int rows = RowsAMeasurement(data);
        for (long first = 0; first < data.Count; first += rows)
        {
            int count = (int)Math.Min(rows, data.Count - first);
            lock (device.Turn)
            {
                sum += copy.Evaluate(data.Rows((int)first, count), count);
            }
        }

        return sum / data.Length;
    }

    /// <summary>The mean loss per element of some samples of a set, which reach the device some at a time.</summary>
    private double MeasureOn(ComputeDevice device, DataSet data, int[] order)
    {
        int size = data.SampleSize, rows = Math.Clamp(device.NumbersAtATime / size, 1, order.Length);
        float[] some = ArrayPool<float>.Shared.Rent(rows * size);
        try
        {
            DeviceNetwork copy = On(device, training: false);
            double sum = 0;
            for (int first = 0; first < order.Length; first += rows)
            {
                int count = Math.Min(rows, order.Length - first);
                for (int row = 0; row < count; row++)
                {
                    data[order[first + row]].CopyTo(some.AsSpan(row * size));
                }

                lock (device.Turn)
                {
                    sum += copy.Evaluate(some.AsSpan(0, count * size), count);
                }
            }

            return sum / ((double)order.Length * size);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(some);
        }
    }

    private double StepOn(ComputeDevice device, ReadOnlySpan<float> batch, int count)
    {
        DeviceNetwork copy = On(device, training: true);
        float rate = optimizerSettings.LearningRate;
        StepOutcome outcome;
        lock (device.Turn)
        {
            try
            {
                outcome = copy.Step(batch, count, SettingsOf(stepsTaken + 1, rate, measuresNorm: false));
            }
            catch
            {
                Abandon(copy);
                throw;
            }
        }

        double loss = outcome.Loss / ((double)count * plan.Architecture.InputSize);
        if (outcome.Kind != OutcomeKind.Taken)
        {
            fixed (float* samples = batch)
            {
                Refuse(outcome, samples, null, count, loss, rate, nameof(batch));
            }
        }

        Advance(copy, 1);
        return loss;
    }

    /// <summary>One epoch on a device, in stretches short enough to report and to be cancelled in between.</summary>
    /// <returns>Whether it was not cancelled.</returns>
    private bool TryRunEpochOn(DeviceNetwork copy, DeviceTraining steps, float* samples, int[] order, FitRun run, out double lossSum)
    {
        FitOptions options = run.Options;
        var settings = new UpdateSettings[run.StepsAnEpoch];
        float[] rates = new float[run.StepsAnEpoch];
        for (int step = 0; step < settings.Length; step++)
        {
            rates[step] = run.RateAt(run.Step + step, optimizerSettings.LearningRate);
            settings[step] = SettingsOf(stepsTaken + 1 + step, rates[step], options.MeasureGradientNorm);
        }

        ComputeDevice device = copy.Device;
        float[] losses = new float[settings.Length];
        double sum = lossSum = 0;
        int read = 0, done = 0;
        lock (device.Turn)
        {
            steps.Begin(order, settings);
        }

        while (done < settings.Length)
        {
            if (options.CancellationToken.IsCancellationRequested)
            {
                return false;
            }

            int end = Math.Min(done + run.Stretch, settings.Length);
            TimeSpan before = run.Clock.Elapsed;
            lock (device.Turn)
            {
                StepOutcome outcome = Run(copy, steps, done, end);
                if (outcome.Kind != OutcomeKind.Taken)
                {
                    Advance(copy, outcome.Step - done);
                    int first = run.Batches.First(outcome.Step), size = run.Batches.SizeOf(outcome.Step);
                    fixed (int* visits = order)
                    {
                        double loss = outcome.Loss / ((double)size * plan.Architecture.InputSize);
                        Refuse(outcome, samples, visits + first, size, loss, rates[outcome.Step], "train");
                    }
                }

                Advance(copy, end - done);
                run.Advance(end - done, rates[end - 1], run.Clock.Elapsed - before);
                done = end;
                if (done == settings.Length || run.IsReportDue)
                {
                    steps.ReadLosses(read, losses.AsSpan(read, done - read));
                    for (; read < done; read++)
                    {
                        sum += losses[read];
                    }
                }
            }

            double perElement = sum / plan.Architecture.InputSize;
            run.ReportWithin(perElement, run.Batches.First(done));
        }

        if (settings[0].LongestNorm > 0)
        {
            lock (device.Turn)
            {
                steps.ReadNorms(losses);
            }

            foreach (float norm in losses)
            {
                run.ObserveNorm(norm);
            }
        }

        lossSum = sum / plan.Architecture.InputSize;
        return true;
    }

    /// <summary>Has a device take a stretch of steps.</summary>
    private StepOutcome Run(DeviceNetwork copy, DeviceTraining steps, int first, int end)
    {
        try
        {
            steps.Run(first, end);
            return steps.Wait();
        }
        catch
        {
            Abandon(copy);
            throw;
        }
    }

    private void Refuse(StepOutcome outcome, float* samples, int* order, int count, double loss, float rate, string name)
    {
        if (outcome.Kind == OutcomeKind.RankDeficient)
        {
            throw outcome.ToException(plan.Architecture);
        }

        RefuseLoss(samples, order, count, loss, rate, name);
    }
}
