using AeGen.Testing.Harness;

namespace AeGen.Ilgpu.Tests.Harness;

/// <summary>Tests of what only devices do.</summary>
/// <typeparam name="TTarget">The device.</typeparam>
public abstract class DeviceTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : AcceleratorTarget, new()
{
    /// <summary>What a device may be off the CPU, of a tensor's largest number.</summary>
    protected const double Tolerance = 1e-3;

    /// <summary>Every kind of decoder with every kind of kernels.</summary>
    public static TheoryData<DecoderKind, string> DecodersAndKernels
    {
        get
        {
            var cases = new TheoryData<DecoderKind, string>();
            foreach (DecoderKind decoder in Enum.GetValues<DecoderKind>())
            {
                foreach (string kernels in new TTarget().KernelsOf(decoder))
                {
                    cases.Add(decoder, kernels);
                }
            }

            return cases;
        }
    }

    /// <summary>Every kind of kernels.</summary>
    public static TheoryData<string> Kernels => [.. new TTarget().KernelsOf(DecoderKind.Tied)];

    /// <summary>A new model whose calls run on the device, on kernels of some kind.</summary>
    protected ModelHandle OnDevice(DecoderKind decoder, string? kernels = null, ulong seed = 5) =>
        OnDevice(decoder.ToString(), kernels, seed);

    /// <summary>A new model whose calls run on the device, on kernels of some kind.</summary>
    protected ModelHandle OnDevice(string name, string? kernels = null, ulong seed = 5)
    {
        ModelHandle model = Target.Create(DeviceModels.Library, name, seed);
        if (kernels is not null)
        {
            Target.Variants.Single(variant => variant.Name == kernels).Apply(model);
        }

        return model;
    }

    /// <summary>The same model on the CPU.</summary>
    protected ModelHandle OnCpu(DecoderKind decoder, ulong seed = 5) => OnCpu(decoder.ToString(), seed);

    /// <summary>The same model on the CPU.</summary>
    protected ModelHandle OnCpu(string name, ulong seed = 5)
    {
        ModelHandle model = Target.Create(DeviceModels.Library, name, seed);
        model.Device = null;
        return model;
    }

    /// <summary>Fails where a tensor of two models differs by more than its largest number allows.</summary>
    protected static void AssertClose(ModelHandle expected, ModelHandle actual)
    {
        ModelParameters right = ModelParameters.Of(expected), found = ModelParameters.Of(actual);
        for (int i = 0; i < expected.Layers.Count; i++)
        {
            AssertClose($"the weights of layer {i}", right.Weights(i), found.Weights(i));
            AssertClose($"the biases of layer {i}", right.Biases(i), found.Biases(i));
        }
    }

    /// <summary>Fails where numbers differ by more than their largest allows.</summary>
    protected static void AssertClose(string what, float[]? expected, float[]? actual, double tolerance = Tolerance)
    {
        Assert.Equal(expected?.Length, actual?.Length);
        if (expected is null || actual is null)
        {
            return;
        }

        double scale = expected.Max(Math.Abs);
        double difference = expected.Zip(actual, (a, b) => Math.Abs((double)a - b)).Max();
        Assert.True(difference <= tolerance * scale, $"{what} differ by {difference:E1}, and the largest is {scale:G4}.");
    }

    /// <summary>The samples' reconstructions.</summary>
    protected static float[] Reconstruct(ModelHandle model)
    {
        float[] output = new float[DeviceModels.Data.Samples.Length];
        model.Reconstruct(DeviceModels.Data.Samples.Span, output);
        return output;
    }
}
