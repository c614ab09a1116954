using AeGen.Runtime;

namespace AeGen.Ilgpu.Tests.Harness;

/// <summary>A device that fails when it is to wait for steps, as often as a test asks for, after it has taken them.</summary>
internal sealed class FailingDevice(ComputeDevice device) : ComputeDevice
{
    /// <summary>After how many more waits it fails; negative for never.</summary>
    public int FailsAfter { get; set; } = -1;

    /// <summary>Whether nothing comes back from it any more.</summary>
    public bool IsLost { get; set; }

    public override string Name => device.Name;

    public override long MemoryBytes => device.MemoryBytes;

    internal override DeviceNetwork Open(DeviceKernels kernels, Architecture architecture) => new Network(this, device.Open(kernels, architecture));

    private protected override void Close() => device.Dispose();

    private void Fail()
    {
        if (FailsAfter-- == 0)
        {
            throw new TimeoutException("The device does not answer.");
        }
    }

    private sealed class Network(FailingDevice device, DeviceNetwork network) : DeviceNetwork
    {
        public override ComputeDevice Device => device;

        public override void Upload(IParameterStore store) => network.Upload(store);

        public override void UploadMoments(IParameterStore store) => network.UploadMoments(store);

        public override void Download(IParameterStore store)
        {
            if (device.IsLost)
            {
                throw new TimeoutException("The device is lost.");
            }

            network.Download(store);
        }

        public override void DownloadMoments(IParameterStore store) => network.DownloadMoments(store);

        public override void Infer(Stretch stretch, ReadOnlySpan<float> input, Span<float> output, int count) => network.Infer(stretch, input, output, count);

        public override double Evaluate(ReadOnlySpan<float> input, int count) => network.Evaluate(input, count);

        public override DeviceTraining Train(ReadOnlyMemory<float> samples, Batches batches) =>
            new Training(device, network.Train(samples, batches));

        public override StepOutcome Step(ReadOnlySpan<float> samples, int count, in UpdateSettings settings)
        {
            StepOutcome outcome = network.Step(samples, count, settings);
            device.Fail();
            return outcome;
        }

        public override void Dispose() => network.Dispose();
    }

    private sealed class Training(FailingDevice device, DeviceTraining training) : DeviceTraining
    {
        public override void Begin(ReadOnlySpan<int> order, ReadOnlySpan<UpdateSettings> settings) => training.Begin(order, settings);

        public override void Run(int first, int end) => training.Run(first, end);

        public override StepOutcome Wait()
        {
            StepOutcome outcome = training.Wait();
            device.Fail();
            return outcome;
        }

        public override void ReadLosses(int first, Span<float> losses) => training.ReadLosses(first, losses);

        public override void ReadNorms(Span<float> norms) => training.ReadNorms(norms);

        public override void Dispose() => training.Dispose();
    }
}
