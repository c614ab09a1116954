using AeGen.Testing.Data;
using AeGen.Testing.Reference;
using Microsoft.Extensions.Logging.Abstractions;

namespace AeGen.Tests.Examples;

/// <summary>Training as the README's table has it.</summary>
public sealed class TrainingExamples
{
    [Fact]
    public void Schedules_validation_and_early_stopping()
    {
        using TiedPlane model = TiedPlane.Create(seed: 1);

        TrainingHistory history = model.Fit(ExampleData.Plane(600), new FitOptions
        {
            Epochs = 60,
            BatchSize = 32,
            LearningRate = LearningRate.Cosine(0.02f, 0.0002f).WithWarmup(2),
            ValidationSplit = 0.2,
            EarlyStopping = new EarlyStopping { Patience = 20 },
            MeasureGradientNorm = true,
            Logger = NullLogger.Instance,
        });

        Assert.InRange(history.Epochs[history.BestEpoch!.Value - 1].ValidationLoss!.Value, 0, 2e-4);
        Assert.True(history.Epochs[^1].GradientNorm < history.Epochs[0].GradientNorm);
        Assert.StartsWith("epoch,loss,validation_loss", history.ToCsv(), StringComparison.Ordinal);
    }

    [Fact]
    public void Optimizers_change_their_numbers_between_steps()
    {
        using LayerByLayer model = LayerByLayer.Create(seed: 1);
        DataSet data = Scaling.MinMax(ExampleData.Plane(200)).Apply(ExampleData.Plane(200));
        double before = model.Evaluate(data.Samples.Span);
        for (int step = 0; step < 100; step++)
        {
            model.OptimizerSettings = new OptimizerSettings { LearningRate = 0.01f / (1 + (step / 50)), WeightDecay = 1e-5f, ClipNorm = 1 };
            model.TrainStep(data.Rows(step % 4 * 50, 50));
        }

        Assert.True(model.Evaluate(data.Samples.Span) < before);
    }

    [Fact]
    public void A_denoiser_brings_disturbed_samples_back()
    {
        using Denoiser model = Denoiser.Create(seed: 1);
        model.OptimizerSettings = new OptimizerSettings { NoiseSeed = 7 };
        DataSet clean = ExampleData.Plane(1000);
        model.Fit(clean, new FitOptions { Epochs = 40, BatchSize = 50, LearningRate = 0.005f });

        DataSet others = ExampleData.Plane(100, seed: 2);
        float[] masked = [.. others.Samples.Span], restored = new float[masked.Length];
        for (int sample = 0; sample < others.Count; sample++)
        {
            masked[(sample * ExampleData.Features) + (sample % ExampleData.Features)] = 0;
        }

        model.Reconstruct(masked, restored);

        Assert.True(SquaredDistance(others, restored) < 0.7 * SquaredDistance(others, masked));
    }

    [Fact]
    public void Normalised_layers_are_of_the_batch_in_training_and_of_the_sample_in_inference()
    {
        using NormalizedLayers model = NormalizedLayers.Create(seed: 1);
        DataSet data = ExampleData.Plane(600);
        TrainingHistory history = model.Fit(data, new FitOptions { Epochs = 30, BatchSize = 50, LearningRate = 0.01f });

        float[] together = new float[4 * NormalizedLayers.InputSize], alone = new float[NormalizedLayers.InputSize];
        model.Reconstruct(data.Rows(0, 4), together);
        model.Reconstruct(data.Rows(2, 1), alone);

        Assert.True(history.FinalLoss < 0.1 * history.Epochs[0].Loss);
        Assert.Equal(together[(2 * alone.Length)..(3 * alone.Length)], alone);
        Assert.All(model.Layers["encoder.0"].GetNormalization().RunningVariances!, variance => Assert.True(variance > 0));
    }

    [Fact]
    public void Penalties_shape_codes_and_weights()
    {
        using SparseCode sparse = SparseCode.Create(seed: 1);
        using OrthonormalPlane orthonormal = OrthonormalPlane.Create(seed: 1);
        DataSet data = ExampleData.Plane(300);
        var options = new FitOptions { Epochs = 100, BatchSize = 50, LearningRate = 0.01f };
        sparse.Fit(data, options);
        orthonormal.Fit(data, options);

        float[] codes = new float[data.Count * SparseCode.CodeSize], w = orthonormal.Layers[0].GetWeights();
        sparse.Encode(data.Samples.Span, codes);
        Assert.InRange(codes.Average(), 0, 0.5);
        for (int row = 0; row < 3; row++)
        {
            Assert.Equal(1, w.AsSpan(row * 16, 16).ToArray().Sum(weight => weight * weight), 0.05);
        }
    }

    [Fact]
    public void A_contracted_code_hardly_moves_with_noise()
    {
        using ContractedCode contracted = ContractedCode.Create(seed: 1);
        using PlainCode plain = PlainCode.Create(seed: 1);
        DataSet data = ExampleData.Plane(300);
        var options = new FitOptions { Epochs = 100, BatchSize = 50, LearningRate = 0.01f };
        contracted.Fit(data, options);
        plain.Fit(data, options);

        var random = new Random(3);
        float[] clean = [.. data.Samples.Span], disturbed = [.. clean.Select(value => value + (0.1f * (float)random.NextNormal()))];
        float[] from = new float[data.Count * 6], to = new float[data.Count * 6];
        contracted.Encode(clean, from);
        contracted.Encode(disturbed, to);
        double moved = from.Zip(to, (left, right) => (left - right) * (left - right)).Sum();
        plain.Encode(clean, from);
        plain.Encode(disturbed, to);

        Assert.InRange(moved, 0, 0.7 * from.Zip(to, (left, right) => (left - right) * (left - right)).Sum());
    }

    [Fact]
    public void Codes_of_normal_numbers_decode_to_new_samples()
    {
        using Generative model = Generative.Create(seed: 1);
        using InversePlane plane = InversePlane.Create(seed: 1);
        DataSet data = ExampleData.Plane(1000);
        var options = new FitOptions { Epochs = 60, BatchSize = 50, LearningRate = LearningRate.Cosine(0.01f) };
        model.Fit(data, options);
        plane.Fit(data, options);

        const int Count = 500;
        var random = new Random(3);
        float[] codes = [.. Enumerable.Range(0, Count * Generative.CodeSize).Select(_ => (float)random.NextNormal())];
        float[] samples = new float[Count * Generative.InputSize], distances = new float[Count];
        model.Decode(codes, samples);
        plane.Score(samples, distances);

        // They vary as the data do, and lie near the data's plane.
        double spread = Spread(samples), expected = Spread(data.Samples.Span);
        Assert.InRange(spread, 0.7 * expected, 1.3 * expected);
        Assert.InRange(distances.Average(), 0, 0.1 * expected);
    }

    [Fact]
    public void A_training_that_was_stopped_goes_on()
    {
        using var folder = new TemporaryFolder();
        DataSet data = ExampleData.Plane(100);
        FitOptions For(int epochs) => new() { Epochs = epochs, BatchSize = 25, Checkpoints = new CheckpointFolder(folder.Path), Resume = true };

        // The first program ends after two epochs, the second one goes on from its checkpoint.
        using (TiedPlane first = TiedPlane.Create(seed: 1))
        {
            first.Fit(data, For(2));
        }

        using TiedPlane second = TiedPlane.Create(seed: 99);
        TrainingHistory history = second.Fit(data, For(5));

        using TiedPlane undisturbed = TiedPlane.Create(seed: 1);
        undisturbed.Fit(data, new FitOptions { Epochs = 5, BatchSize = 25 });
        Assert.Equal(5, history.Epochs.Count);
        Assert.Equal(undisturbed.Layers[0].GetWeights(), second.Layers[0].GetWeights());
    }

    private static double Spread(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += value * value;
        }

        return sum / values.Length;
    }

    private static double SquaredDistance(DataSet samples, float[] others)
    {
        double sum = 0;
        for (int i = 0; i < others.Length; i++)
        {
            double distance = samples.Samples.Span[i] - others[i];
            sum += distance * distance;
        }

        return sum;
    }
}
