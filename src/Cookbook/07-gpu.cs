// Training on a GPU: the same model and the same options, with a device in them.
//
// The package AeGen.Ilgpu brings AeGen, ILGPU and, for every declared model, kernels for GPUs. Where there is no GPU, CreateBest takes
// ILGPU's CPU accelerator, which is slow and computes the same.
using AeGen;

foreach (IlgpuDeviceInfo found in IlgpuDevice.Enumerate())
{
    Console.WriteLine($"Found: {found}");
}

// CUDA, else OpenCL, else the CPU accelerator. One device serves all models; kernels are compiled for it when they are first used.
using IlgpuDevice device = IlgpuDevice.CreateBest();
DataSet data = MakeSamples(2000, seed: 1);
var options = new FitOptions { Epochs = 3, BatchSize = 250, LearningRate = 0.003f };

// The data, the weights and the optimizer's state stay on the device until they are read.
using var onDevice = RingModel.Create(seed: 1);
TrainingHistory history = onDevice.Fit(data, options with { Device = device });

// The CPU trains the same model, from the same seed, to the same numbers up to rounding.
using var onCpu = RingModel.Create(seed: 1);
TrainingHistory expected = onCpu.Fit(data, options);

// A trained model runs anywhere: on the device where it is named in the call, on the CPU where it is not.
float[] there = new float[data.Length], here = new float[data.Length];
onDevice.Reconstruct(data.Samples.Span, there, device);
onDevice.Reconstruct(data.Samples.Span, here);

Console.WriteLine($"Device: {device.Name}");
Console.WriteLine($"Loss on the device: {history.Epochs[0].Loss:F5} falls to {history.FinalLoss:F5}");
Console.WriteLine($"Loss on the CPU: {expected.Epochs[0].Loss:F5} falls to {expected.FinalLoss:F5}");
Console.WriteLine($"Largest difference of reconstructions: {there.Zip(here, (left, right) => Math.Abs(left - right)).Max():0.0E+0}");

// Rings of temperatures around a pipe: 24 sensors see a hot side that turns and changes its strength.
static DataSet MakeSamples(int count, int seed)
{
    var random = new Random(seed);
    float[] values = new float[count * RingModel.InputSize];
    for (int i = 0; i < values.Length; i += RingModel.InputSize)
    {
        double side = 2 * Math.PI * random.NextDouble(), strength = 0.5 + random.NextDouble();
        for (int sensor = 0; sensor < RingModel.InputSize; sensor++)
        {
            double angle = (2 * Math.PI * sensor / RingModel.InputSize) - side;
            values[i + sensor] = (float)(strength * Math.Exp(Math.Cos(angle) - 1));
        }
    }

    return new DataSet(values, RingModel.InputSize);
}

/// <summary>Small, so that even the CPU accelerator trains it in seconds; a GPU is for wide layers and large batches.</summary>
[Autoencoder(24)]
[Dense(32, Activation.Tanh)]
[Dense(3)]
[DenseDecoder]
public sealed partial class RingModel;
