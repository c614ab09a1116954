using AeGen.Ilgpu.Tests.Harness;
using AeGen.Testing.Harness;

namespace AeGen.Ilgpu.Tests.Devices;

/// <summary>A device that fails within a training leaves the model as it came home last, and usable everywhere.</summary>
public abstract class DeviceFailureTests<TTarget>(TTarget target) : DeviceTests<TTarget>(target)
    where TTarget : AcceleratorTarget, new()
{
    private static readonly FitOptions Options = new() { Epochs = 3, BatchSize = DeviceModels.Batch, LearningRate = 0.01f };

    public static TheoryData<DecoderKind> Decoders => [.. Enum.GetValues<DecoderKind>()];

    [Theory]
    [MemberData(nameof(Decoders))]
    public void In_the_first_steps_nothing_has_changed(DecoderKind decoder)
    {
        using var device = new FailingDevice(Target.Open());
        using ModelHandle expected = On(device, decoder);
        using ModelHandle model = On(device, decoder);

        Fail(device, after: 0, () => model.Fit(DeviceModels.Data, Options));
        AssertSame(expected, model, device);
        Fail(device, after: 0, () => model.TrainStep(DeviceModels.BatchAt(0)));
        AssertSame(expected, model, device);
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Later_the_model_is_that_of_the_last_steps_that_came_home(DecoderKind decoder)
    {
        using var device = new FailingDevice(Target.Open());
        using ModelHandle expected = On(device, decoder);
        using ModelHandle model = On(device, decoder);

        // A callback that reads the parameters brings those of the first two epochs home.
        expected.Fit(DeviceModels.Data, Options with { Epochs = 2 });
        bool isHome = false;
        Fail(device, after: -1, () => model.Fit(DeviceModels.Data, Options with
        {
            OnEpochEnd = (record, _) =>
            {
                if (record.Epoch == 2)
                {
                    isHome = ModelParameters.Of(model).Bits().Length > 0;
                    device.FailsAfter = 0;
                }

                return FitControl.Continue;
            },
        }));

        Assert.True(isHome);
        AssertSame(expected, model, device);
    }

    [Fact]
    public void Steps_that_never_came_home_are_lost_and_the_next_ones_begin_before_them()
    {
        using var device = new FailingDevice(Target.Open());
        using ModelHandle expected = On(device, DecoderKind.Tied);
        using ModelHandle model = On(device, DecoderKind.Tied);
        expected.TrainStep(DeviceModels.BatchAt(0));
        model.TrainStep(DeviceModels.BatchAt(0));
        Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(model).Bits());
        model.TrainStep(DeviceModels.BatchAt(1));
        model.TrainStep(DeviceModels.BatchAt(2));

        Fail(device, after: 0, () => model.TrainStep(DeviceModels.BatchAt(3)));

        AssertSame(expected, model, device);
    }

    [Fact]
    public void A_checkpoint_brings_back_a_model_whose_device_is_lost()
    {
        string path = Path.GetTempFileName();
        try
        {
            using var device = new FailingDevice(Target.Open());
            using ModelHandle expected = On(device, DecoderKind.Tied);
            using ModelHandle model = On(device, DecoderKind.Tied);
            expected.TrainStep(DeviceModels.BatchAt(0));
            model.TrainStep(DeviceModels.BatchAt(0));
            model.SaveCheckpoint(path);
            model.TrainStep(DeviceModels.BatchAt(1));
            model.TrainStep(DeviceModels.BatchAt(2));
            device.IsLost = true;
            Assert.Throws<TimeoutException>(() => ModelParameters.Of(model));

            model.LoadCheckpoint(path);

            int[] loaded = ModelParameters.Of(model).Bits();
            device.IsLost = false;
            Assert.Equal(ModelParameters.Of(expected).Bits(), loaded);
            AssertSame(expected, model, device);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private ModelHandle On(ComputeDevice device, DecoderKind decoder)
    {
        ModelHandle model = OnDevice(decoder);
        model.Device = device;
        return model;
    }

    private static void Fail(FailingDevice device, int after, Action train)
    {
        device.FailsAfter = after;
        Assert.Throws<TimeoutException>(train);
        device.FailsAfter = -1;
    }

    /// <summary>Parameters, and by the steps that follow on the device and on the CPU, moments and their number of steps.</summary>
    private static void AssertSame(ModelHandle expected, ModelHandle model, ComputeDevice device)
    {
        Assert.Equal(Reconstruct(expected), Reconstruct(model));
        Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(model).Bits());
        foreach (ComputeDevice? place in (ComputeDevice?[])[device, null, device])
        {
            foreach (ModelHandle each in (ModelHandle[])[expected, model])
            {
                each.Device = place;
                each.TrainStep(DeviceModels.BatchAt(2));
                each.Fit(DeviceModels.Data, Options with { Epochs = 1 });
            }

            Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(model).Bits());
        }
    }
}
