using AeGen.Ilgpu.Tests.Harness;
using AeGen.Testing.Harness;

namespace AeGen.Ilgpu.Tests.Devices;

/// <summary>A hundred steps from one seed lead to the same model on a device as on the CPU.</summary>
public abstract class ParityTests<TTarget>(TTarget target) : DeviceTests<TTarget>(target)
    where TTarget : AcceleratorTarget, new()
{
    private const int Steps = 100;
    private const int SomeSteps = 10;

    [Theory]
    [MemberData(nameof(DecodersAndKernels))]
    public void Steps_are_the_CPUs(DecoderKind decoder, string kernels)
    {
        using ModelHandle onCpu = OnCpu(decoder);
        using ModelHandle onDevice = OnDevice(decoder, kernels);
        int[] before = ModelParameters.Of(onDevice).Bits();

        Assert.Equal(ModelParameters.Of(onCpu).Bits(), before);
        for (int step = 0; step < (Target.IsSlow ? SomeSteps : Steps); step++)
        {
            float expected = onCpu.TrainStep(DeviceModels.BatchAt(step));
            Assert.Equal(expected, onDevice.TrainStep(DeviceModels.BatchAt(step)), Tolerance * expected);
        }

        AssertClose(onCpu, onDevice);
        Assert.NotEqual(before, ModelParameters.Of(onDevice).Bits());
    }

    public static TheoryData<string, string> OthersAndKernels =>
        [.. from name in new[] { DeviceModels.Disturbed, DeviceModels.Drawn } from kernels in new TTarget().KernelsOf(DecoderKind.Tied) select (name, kernels)];

    /// <summary>
    /// What a sample needs no other samples for runs on every kind of kernels, those with the whole network in a group's memory too.
    /// </summary>
    [Theory]
    [MemberData(nameof(OthersAndKernels))]
    public void Normalised_disturbed_and_drawn_samples_are_the_CPUs(string name, string kernels)
    {
        using ModelHandle onCpu = OnCpu(name), onDevice = OnDevice(name, kernels);
        for (int step = 0; step < SomeSteps; step++)
        {
            float expected = onCpu.TrainStep(DeviceModels.BatchAt(step));
            Assert.Equal(expected, onDevice.TrainStep(DeviceModels.BatchAt(step)), Tolerance * expected);
        }

        AssertClose(onCpu, onDevice);
        AssertClose("the reconstructions", Reconstruct(onCpu), Reconstruct(onDevice));
    }

    [Theory]
    [MemberData(nameof(DecodersAndKernels))]
    public void A_training_of_a_hundred_steps_is_the_CPUs(DecoderKind decoder, string kernels)
    {
        using ModelHandle onCpu = OnCpu(decoder);
        using ModelHandle onDevice = OnDevice(decoder, kernels);
        var options = new FitOptions
        {
            Epochs = Steps / DeviceModels.StepsAnEpoch,
            BatchSize = DeviceModels.Batch,
            Seed = 3,
            LearningRate = LearningRate.Cosine(3e-3f, 1e-3f),
            Validation = DeviceModels.Data.Split(0.2, 7).Test,
        };

        TrainingHistory expected = onCpu.Fit(DeviceModels.Data, options);
        TrainingHistory actual = onDevice.Fit(DeviceModels.Data, options);

        AssertClose(onCpu, onDevice);
        Assert.Equal(expected.Epochs.Count, actual.Epochs.Count);
        foreach ((EpochRecord right, EpochRecord found) in expected.Epochs.Zip(actual.Epochs))
        {
            Assert.Equal((right.Epoch, right.LearningRate), (found.Epoch, found.LearningRate));
            Assert.Equal(right.Loss, found.Loss, Tolerance * right.Loss);
            Assert.Equal(right.ValidationLoss!.Value, found.ValidationLoss!.Value, Tolerance * right.ValidationLoss.Value);
        }
    }
}
