namespace AeGen.Ilgpu.Tests.Examples;

/// <summary>Eight features and a code of two, with kernels for the CPU and for devices.</summary>
[Autoencoder(8)]
[Dense(5, Activation.Tanh)]
[Dense(2)]
[TiedDecoder]
public sealed partial class OnDevice;

/// <summary>Devices as the README's table has them.</summary>
public sealed class DeviceExamples
{
    [Fact]
    public void A_model_trains_and_reconstructs_on_the_best_device_there_is()
    {
        var random = new Random(1);
        float[] samples = [.. Enumerable.Range(0, 200 * OnDevice.InputSize).Select(i => random.NextSingle() * (i % 3))];
        float[] there = new float[samples.Length], here = new float[samples.Length];
        using OnDevice model = OnDevice.Create(seed: 1);
        using var device = IlgpuDevice.CreateBest();

        TrainingHistory history = model.Fit(
            new DataSet(samples, OnDevice.InputSize), new FitOptions { Device = device, Epochs = 5, BatchSize = 50, LearningRate = 0.02f });
        model.Reconstruct(samples, there, device);
        model.Reconstruct(samples, here);

        Assert.True(history.FinalLoss < history.Epochs[0].Loss);
        Assert.All(here.Zip(there), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.Equal(model.Evaluate(samples), model.Evaluate(samples, device), 1e-5);
    }
}
