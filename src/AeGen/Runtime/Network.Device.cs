using System.Buffers;

namespace AeGen.Runtime;

/// <content>
/// The same network on other devices. Each device has a copy of the parameters, and counts of changes say which copy is the present one; numbers
/// move only when somebody needs them where they are not.
/// </content>
public sealed unsafe partial class Network<TModel> : IDeviceUser, IParameterStore
{
    private readonly List<DeviceNetwork> copies = [];
    private readonly object residence = new();
    private volatile DeviceNetwork? newest;
    private long weightVersion;
    private long momentVersion;

    /// <inheritdoc/>
    void IDeviceUser.Leave(ComputeDevice device)
    {
        gate.EnterWrite();
        try
        {
            if (newest?.Device == device)
            {
                BringHome();
            }

            DeviceNetwork? copy = copies.Find(candidate => candidate.Device == device);
            if (copy is not null)
            {
                copies.Remove(copy);
                lock (device.Turn)
                {
                    copy.Dispose();
                }
            }
        }
        finally
        {
            gate.ExitWrite();
        }
    }

    /// <inheritdoc/>
    void IParameterStore.ReadWeight(int weight, int part, Span<float> target)
    {
        WeightLayout layout = plan.Weights[weight];
        LayerArchitecture layer = LayerAt(layout.Layer);
        float* source = PartOf(part);
        for (int input = 0; input < layer.Inputs; input++)
        {
            Span<float> row = target.Slice(input * layer.Outputs, layer.Outputs);
            for (int output = 0; output < row.Length; output++)
            {
                row[output] = source[Place(layout.Offset, layer.Inputs, input, output)];
            }
        }
    }

    /// <inheritdoc/>
    void IParameterStore.WriteWeight(int weight, int part, ReadOnlySpan<float> source)
    {
        WeightLayout layout = plan.Weights[weight];
        LayerArchitecture layer = LayerAt(layout.Layer);
        float* target = PartOf(part);
        for (int input = 0; input < layer.Inputs; input++)
        {
            ReadOnlySpan<float> row = source.Slice(input * layer.Outputs, layer.Outputs);
            for (int output = 0; output < row.Length; output++)
            {
                target[Place(layout.Offset, layer.Inputs, input, output)] = row[output];
                if (part == 0 && layout.Mirror >= 0)
                {
                    target[Place(layout.Mirror, layer.Outputs, output, input)] = row[output];
                }
            }
        }
    }

    /// <inheritdoc/>
    void IParameterStore.ReadBias(int layer, int part, Span<float> target) =>
        new ReadOnlySpan<float>(PartOf(part) + plan.Layers[layer].Bias, target.Length).CopyTo(target);

    /// <inheritdoc/>
    void IParameterStore.WriteBias(int layer, int part, ReadOnlySpan<float> source) =>
        source.CopyTo(new Span<float>(PartOf(part) + plan.Layers[layer].Bias, source.Length));

    private float* PartOf(int part) => part == 0 ? parameters.Pointer : moments!.Pointer + ((part - 1) * plan.TrainedFloats);

    /// <summary>Sees to it that the host has the present parameters.</summary>
    private void BringHome()
    {
        if (newest is null)
        {
            return;
        }

        lock (residence)
        {
            if (newest is not { } copy)
            {
                return;
            }

            lock (copy.Device.Turn)
            {
                copy.Download(this);
                if (copy.MomentVersion == momentVersion)
                {
                    ReserveMoments();
                    copy.DownloadMoments(this);
                }
            }

            ForgetInverses();
            newest = null;
        }
    }

    /// <summary>The network on a device, with the present weights, and for training with the present moments too.</summary>
    private DeviceNetwork On(ComputeDevice device, bool training)
    {
        DeviceKernels kernels = TModel.DeviceKernels ?? throw new InvalidOperationException(
            $"{plan.Architecture.Name} has no kernels for {device.Name}: the project that declares it does not refer to the package of that device, AeGen.Ilgpu.");
        lock (residence)
        {
            DeviceNetwork? copy = copies.Find(candidate => candidate.Device == device);
            if (copy is null)
            {
                device.Add(this);
                lock (device.Turn)
                {
                    copy = device.Open(kernels, plan.Architecture);
                }

                copies.Add(copy);
            }

            if (newest != copy)
            {
                BringHome();
            }

            lock (device.Turn)
            {
                if (copy.WeightVersion != weightVersion)
                {
                    copy.Upload(this);
                    copy.WeightVersion = weightVersion;
                }

                if (training && copy.MomentVersion != momentVersion)
                {
                    copy.UploadMoments(this);
                    copy.MomentVersion = momentVersion;
                }
            }

            return copy;
        }
    }

    /// <summary>Notes that a device's copy has changed.</summary>
    private void Advance(DeviceNetwork copy, int steps)
    {
        if (steps == 0)
        {
            return;
        }

        stepsTaken += steps;
        copy.WeightVersion = ++weightVersion;
        copy.MomentVersion = ++momentVersion;
        newest = copy;
    }

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
        const int NumbersAtATime = 1 << 20;
        int size = data.SampleSize, rows = Math.Clamp(NumbersAtATime / size, 1, order.Length);
        float[] some = ArrayPool<float>.Shared.Rent(rows * size);
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

        ArrayPool<float>.Shared.Return(some);
        return sum / ((double)order.Length * size);
    }

    private double StepOn(ComputeDevice device, ReadOnlySpan<float> batch, int count)
    {
        DeviceNetwork copy = On(device, training: true);
        float rate = optimizerSettings.LearningRate;
        StepOutcome outcome;
        lock (device.Turn)
        {
            outcome = copy.Step(batch, count, SettingsOf(stepsTaken + 1, rate, measuresNorm: false));
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
                steps.Run(done, end);
                StepOutcome outcome = steps.Wait();
                if (outcome.Kind != OutcomeKind.Taken)
                {
                    Advance(copy, outcome.Step - done);
                    int first = outcome.Step * options.BatchSize, size = Math.Min(options.BatchSize, order.Length - first);
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
            run.ReportWithin(perElement, (int)Math.Min((long)done * options.BatchSize, order.Length));
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

    private void Refuse(StepOutcome outcome, float* samples, int* order, int count, double loss, float rate, string name)
    {
        if (outcome.Kind == OutcomeKind.RankDeficient)
        {
            throw outcome.ToException(plan.Architecture);
        }

        RefuseLoss(samples, order, count, loss, rate, name);
    }

    private void LeaveDevices()
    {
        foreach (DeviceNetwork copy in copies)
        {
            copy.Device.Remove(this);
            lock (copy.Device.Turn)
            {
                copy.Dispose();
            }
        }

        copies.Clear();
    }
}
