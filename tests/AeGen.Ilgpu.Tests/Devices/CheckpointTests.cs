using AeGen.Ilgpu.Tests.Harness;
using AeGen.Testing.Harness;

namespace AeGen.Ilgpu.Tests.Devices;

/// <summary>Files of models that train on a device.</summary>
public abstract class CheckpointTests<TTarget>(TTarget target) : DeviceTests<TTarget>(target)
    where TTarget : AcceleratorTarget, new()
{
    private const int Before = 3;
    private const int After = 3;

    [Theory]
    [MemberData(nameof(DecodersAndKernels))]
    public void A_training_goes_on_from_a_checkpoint_as_if_it_had_never_stopped(DecoderKind decoder, string kernels)
    {
        string path = Path.GetTempFileName();
        try
        {
            using ModelHandle expected = OnDevice(decoder, kernels);
            Train(expected, 0, Before);
            expected.SaveCheckpoint(path);
            Train(expected, Before, After);

            // One that was never on the device, and one whose newest weights and moments are there.
            using ModelHandle fresh = OnDevice(decoder, kernels, seed: 6);
            using ModelHandle used = OnDevice(decoder, kernels, seed: 7);
            Train(used, 1, 2);
            foreach (ModelHandle model in (ModelHandle[])[fresh, used])
            {
                model.LoadCheckpoint(path);
                Train(model, Before, After);
                Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(model).Bits());
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(DecodersAndKernels))]
    public void Loaded_weights_leave_the_moments_on_the_device_as_they_are(DecoderKind decoder, string kernels)
    {
        string path = Path.GetTempFileName();
        try
        {
            using ModelHandle loaded = OnDevice(decoder, kernels);
            using ModelHandle copied = OnDevice(decoder, kernels);
            using ModelHandle other = OnCpu(decoder, seed: 8);
            other.Save(path);
            Train(loaded, 0, Before);
            Train(copied, 0, Before);

            loaded.LoadWeights(path);
            ModelParameters.Of(other).CopyTo(copied);
            Train(loaded, Before, After);
            Train(copied, Before, After);

            Assert.Equal(ModelParameters.Of(copied).Bits(), ModelParameters.Of(loaded).Bits());
        }
        finally
        {
            File.Delete(path);
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
