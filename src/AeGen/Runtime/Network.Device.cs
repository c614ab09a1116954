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
    private long stepsAtHome;

    /// <inheritdoc/>
    void IDeviceUser.Leave(ComputeDevice device)
    {
        if (!gate.TryEnterChange())
        {
            // Its memory on the device is freed by then.
            return;
        }

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
            gate.ExitAlone();
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
                row[output] = source[Place(layout.Matrix, layer, input, output)];
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
                SetWeight(target, layout, layer, input, output, row[output], mirrors: part == 0);
            }
        }
    }

    /// <inheritdoc/>
    void IParameterStore.ReadVector(int layer, LayerVector vector, int part, Span<float> target) =>
        new ReadOnlySpan<float>(PartOf(part) + OffsetOf(layer, vector), target.Length).CopyTo(target);

    /// <inheritdoc/>
    void IParameterStore.WriteVector(int layer, LayerVector vector, int part, ReadOnlySpan<float> source) =>
        source.CopyTo(new Span<float>(PartOf(part) + OffsetOf(layer, vector), source.Length));

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

        if (newest is null)
        {
            stepsAtHome = stepsTaken;
        }

        stepsTaken += steps;
        copy.WeightVersion = ++weightVersion;
        copy.MomentVersion = ++momentVersion;
        newest = copy;
    }

    /// <summary>
    /// Gives up what a device has when it has failed within steps: nobody knows which of them it took. The present parameters are then those that the host
    /// had last, with their moments and number of steps.
    /// </summary>
    private void Abandon(DeviceNetwork copy)
    {
        ReserveMoments();
        (copy.WeightVersion, copy.MomentVersion) = (-1, -1);
        if (newest == copy)
        {
            stepsTaken = stepsAtHome;
            newest = null;
        }
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
