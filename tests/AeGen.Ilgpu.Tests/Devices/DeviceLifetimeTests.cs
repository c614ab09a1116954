using AeGen.Ilgpu.Tests.Harness;
using AeGen.Testing.Data;
using AeGen.Testing.Harness;

namespace AeGen.Ilgpu.Tests.Devices;

/// <summary>Devices and models that are disposed, in whatever order.</summary>
public abstract class DeviceLifetimeTests<TTarget>(TTarget target) : DeviceTests<TTarget>(target)
    where TTarget : AcceleratorTarget, new()
{
    private const int ManyModels = 1000;

    public static TheoryData<string> Calls => ["Encode", "Decode", "Reconstruct", "Evaluate", "TrainStep", "Fit", "Validation"];

    [Fact]
    public void Disposing_a_device_brings_the_parameters_and_the_moments_home()
    {
        using ModelHandle expected = OnDevice(DecoderKind.Tied);
        using ModelHandle model = OnDevice(DecoderKind.Tied);
        using IlgpuDevice device = Target.Open();
        Train(expected);
        model.Device = device;
        Train(model);

        device.Dispose();
        device.Dispose();

        Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(model).Bits());
        Assert.Equal(0, device.AllocatedBytes);
        model.Device = null;
        expected.Device = null;
        Train(model);
        Train(expected);
        Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(model).Bits());
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_disposed_device_refuses(string call)
    {
        using ModelHandle model = OnDevice(DecoderKind.Dense);
        ComputeDevice device = Target.Open();
        device.Dispose();
        model.Device = device;
        int[] before = ModelParameters.Of(model).Bits();

        Assert.Throws<ObjectDisposedException>(() => Make(call, model));

        Assert.Equal(before, ModelParameters.Of(model).Bits());
        model.Device = Target.Device;
        Make(call, model);
    }

    [Fact]
    public void A_device_in_use_is_not_disposed()
    {
        using ModelHandle expected = OnDevice(DecoderKind.Dense);
        using ModelHandle model = OnDevice(DecoderKind.Dense);
        using IlgpuDevice device = Target.Open();
        model.Device = device;
        int refusals = 0;
        void DisposeMeanwhile(TrainingProgress progress)
        {
            Assert.Throws<InvalidOperationException>(device.Dispose);
            refusals++;
        }

        var options = new FitOptions { Epochs = 2, BatchSize = DeviceModels.Batch };
        expected.Fit(DeviceModels.Data, options);
        model.Fit(DeviceModels.Data, options with { Progress = new Reporter(DisposeMeanwhile) });

        Assert.True(refusals >= 2);
        Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(model).Bits());
    }

    [Fact]
    public async Task Readers_on_a_device_get_what_one_file_or_the_other_gives()
    {
        using ModelHandle model = OnDevice(DecoderKind.Tied);
        using var folder = new TemporaryFolder();
        string[] paths = [Path.Combine(folder.Path, "1"), Path.Combine(folder.Path, "2")];
        float[][] expected = [Saved(1), Saved(2)];
        float[] Saved(int number)
        {
            using ModelHandle source = DeviceModels.Library.Create(nameof(DecoderKind.Tied), (ulong)number);
            source.Save(paths[number - 1]);
            model.LoadWeights(paths[number - 1]);
            return Reconstruct(model);
        }

        int done = 0;
        Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            do
            {
                float[] output = Reconstruct(model);
                Assert.Contains(expected, one => one.AsSpan().SequenceEqual(output));
            }
            while (Volatile.Read(ref done) == 0);
        }))];
        for (int i = 0; i < 40; i++)
        {
            model.LoadWeights(paths[i % 2]);
        }

        Volatile.Write(ref done, 1);
        await Task.WhenAll(readers);
        Assert.NotEqual(expected[0], expected[1]);
    }

    [Fact]
    public async Task A_device_and_its_models_are_disposed_at_once_while_calls_run()
    {
        for (int round = 0; round < 5; round++)
        {
            IlgpuDevice device = Target.Open();
            ModelHandle model = OnDevice(DecoderKind.Dense), other = OnDevice(DecoderKind.Dense);
            (model.Device, other.Device) = (device, device);
            float[] expected = Reconstruct(model);
            Task[] readers = [.. ((ModelHandle[])[model, model, other]).Select(one => Task.Run(() =>
                Assert.Throws<ObjectDisposedException>((Action)(() =>
                {
                    while (true)
                    {
                        Assert.Equal(expected, Reconstruct(one));
                    }
                }))))];
            await Task.Delay(10 * round, TestContext.Current.CancellationToken);

            await Task.WhenAll([Task.Run(device.Dispose), Task.Run(model.Dispose), .. readers]);

            Assert.Equal(0, device.AllocatedBytes);
            other.Device = null;
            Reconstruct(other);
            other.Dispose();
        }
    }

    [Fact]
    public void Disposed_models_leave_nothing_on_the_device()
    {
        using IlgpuDevice device = Target.Open();
        using (ModelHandle model = OnDevice(DecoderKind.RightInverse))
        {
            model.Device = device;
            Train(model);
            model.Fit(DeviceModels.Data, new() { Epochs = 1 });
            Reconstruct(model);
            Assert.True(device.AllocatedBytes > 0);
        }

        Assert.Equal(0, device.AllocatedBytes);
        for (int i = 0; i < ManyModels; i++)
        {
            using ModelHandle model = Create(CommonModels.Small, (ulong)i);
            model.Device = device;
            model.TrainStep([0.5f, 0, -0.5f, 1, 0.25f, -1]);
        }

        Assert.Equal(0, device.AllocatedBytes);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_model_without_kernels_for_the_device_says_what_is_missing(string call)
    {
        using ModelHandle model = DeviceModels.Library.Create(nameof(DecoderKind.Dense), 5);
        int[] before = ModelParameters.Of(model).Bits();
        model.Device = Target.Device;

        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(() => Make(call, model));

        Assert.Contains("AeGen.Ilgpu", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, ModelParameters.Of(model).Bits());
    }

    private static void Train(ModelHandle model)
    {
        for (int step = 0; step < 5; step++)
        {
            model.TrainStep(DeviceModels.BatchAt(step));
        }
    }

    private static void Make(string call, ModelHandle model)
    {
        ReadOnlySpan<float> batch = DeviceModels.BatchAt(0);
        switch (call)
        {
            case "Encode":
                model.Encode(batch, new float[DeviceModels.Batch * DeviceModels.CodeSize]);
                break;
            case "Decode":
                model.Decode(batch[..(DeviceModels.Batch * DeviceModels.CodeSize)], new float[batch.Length]);
                break;
            case "Reconstruct":
                model.Reconstruct(batch, new float[batch.Length]);
                break;
            case "Evaluate":
                model.Evaluate(batch);
                break;
            case "TrainStep":
                model.TrainStep(batch);
                break;
            case "Fit":
                model.Fit(DeviceModels.Data, new() { Epochs = 1 });
                break;
            default:
                model.Fit(DeviceModels.Data, new() { Epochs = 1, Validation = DeviceModels.Data });
                break;
        }
    }
}
