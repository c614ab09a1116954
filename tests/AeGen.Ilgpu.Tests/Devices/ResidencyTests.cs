using AeGen.Ilgpu.Tests.Harness;
using AeGen.Testing.Harness;

namespace AeGen.Ilgpu.Tests.Devices;

/// <summary>Parameters and moments are where they are needed, whoever changed them last.</summary>
public abstract class ResidencyTests<TTarget>(TTarget target) : DeviceTests<TTarget>(target)
    where TTarget : AcceleratorTarget, new()
{
    [Theory]
    [MemberData(nameof(DecodersAndKernels))]
    public void What_the_device_has_trained_is_what_the_CPU_reads_and_runs(DecoderKind decoder, string kernels)
    {
        using ModelHandle model = OnDevice(decoder, kernels);
        int[] before = ModelParameters.Of(model).Bits();
        Train(model, 0, 3);
        float[] onDevice = Reconstruct(model);

        int[] after = ModelParameters.Of(model).Bits();
        model.Device = null;
        float[] onCpu = Reconstruct(model);

        Assert.NotEqual(before, after);
        AssertClose("the reconstructions", onCpu, onDevice, 1e-5);
    }

    [Theory]
    [MemberData(nameof(DecodersAndKernels))]
    public void What_the_host_sets_is_what_the_device_runs_and_trains(DecoderKind decoder, string kernels)
    {
        using ModelHandle model = OnDevice(decoder, kernels);
        using ModelHandle other = OnCpu(decoder, seed: 77);
        Train(model, 0, 3);
        float[] before = Reconstruct(model);

        ModelParameters.Of(other).CopyTo(model);
        float[] after = Reconstruct(model);

        Assert.NotEqual(before, after);
        AssertClose("the reconstructions", Reconstruct(other), after, 1e-5);
        float loss = (float)other.Evaluate(DeviceModels.BatchAt(0));
        Assert.Equal(loss, model.TrainStep(DeviceModels.BatchAt(0)), 1e-5 * loss);
    }

    [Theory]
    [MemberData(nameof(DecodersAndKernels))]
    public void Steps_here_and_there_are_the_CPUs_steps(DecoderKind decoder, string kernels)
    {
        using ModelHandle expected = OnCpu(decoder);
        using ModelHandle model = OnDevice(decoder, kernels);
        ComputeDevice? device = model.Device;
        Assert.NotNull(device);
        for (int step = 0; step < 12; step++)
        {
            // Two steps here, one there: a moment that stays behind would show.
            model.Device = step % 3 == 2 ? null : device;
            Train(model, step, 1);
            Train(expected, step, 1);
        }

        AssertClose(expected, model);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Trainings_here_and_there_are_the_CPUs_trainings(string kernels)
    {
        using ModelHandle expected = OnCpu(DecoderKind.Tied);
        using ModelHandle model = OnDevice(DecoderKind.Tied, kernels);
        ComputeDevice? device = model.Device;
        Assert.NotNull(device);
        for (int epoch = 0; epoch < 4; epoch++)
        {
            var options = new FitOptions { Epochs = 2, BatchSize = DeviceModels.Batch, Seed = (ulong)epoch };
            model.Device = epoch % 2 == 0 ? device : null;
            model.Fit(DeviceModels.Data, options);
            expected.Fit(DeviceModels.Data, options);
            Train(model, epoch, 1);
            Train(expected, epoch, 1);
        }

        AssertClose(expected, model);
    }

    [Fact]
    public void A_model_may_go_from_one_device_to_another()
    {
        using ModelHandle expected = OnCpu(DecoderKind.RightInverse);
        using ModelHandle model = OnDevice(DecoderKind.RightInverse);
        using ComputeDevice other = Target.Open();
        for (int step = 0; step < 12; step++)
        {
            model.Device = step % 4 < 2 ? Target.Device : other;
            Train(model, step, 1);
            Train(expected, step, 1);
        }

        float[] onCpu = Reconstruct(expected);
        model.Device = Target.Device;
        AssertClose("the reconstructions of the one", onCpu, Reconstruct(model));
        model.Device = other;
        AssertClose("the reconstructions of the other", onCpu, Reconstruct(model));
        AssertClose(expected, model);
    }

    [Fact]
    public void Models_on_one_device_take_turns()
    {
        int[][] alone = [.. Enumerable.Range(0, 4).Select(Trained)];
        int[][] together = new int[4][];
        Parallel.For(0, 4, seed => together[seed] = Trained(seed));

        Assert.Equal(alone, together);

        int[] Trained(int seed)
        {
            using ModelHandle model = OnDevice((DecoderKind)seed, kernels: null, (ulong)seed);
            Train(model, 0, 8);
            return ModelParameters.Of(model).Bits();
        }
    }

    private static void Train(ModelHandle model, int first, int steps)
    {
        for (int step = first; step < first + steps; step++)
        {
            model.TrainStep(DeviceModels.BatchAt(step));
        }
    }
}
