namespace AeGen.Package.Tests;

/// <summary>What the projects of these tests contain.</summary>
internal static class Programs
{
    /// <summary>Six attributes on a class.</summary>
    public const string Model = """
        namespace Consumer;

        /// <summary>Points near a plane.</summary>
        [AeGen.Autoencoder(6)]
        [AeGen.Dense(8, AeGen.Activation.Tanh)]
        [AeGen.Dense(2)]
        [AeGen.DenseDecoder]
        public sealed partial class PlaneModel;
        """;

    /// <summary>Trains it, saves it, loads it, and prints what it says of one sample and of one far away.</summary>
    public const string Train = """
        using System;
        using System.IO;
        using AeGen;
        using Consumer;

        var random = new Random(1);
        float[] samples = new float[500 * 6];
        for (int i = 0; i < samples.Length; i += 6)
        {
            float x = random.NextSingle(), y = random.NextSingle();
            new[] { x, y, x + y, x - y, 2 * x, 0.5f * y }.CopyTo(samples, i);
        }

        var data = new DataSet(samples, 6);
        using var model = PlaneModel.Create(seed: 1);
        TrainingHistory history = model.Fit(data, new FitOptions { Epochs = 60, BatchSize = 50 });
        model.FitThreshold(data, contamination: 0.01);
        string path = Path.Combine(AppContext.BaseDirectory, "plane.safetensors");
        model.Save(path);
        using var loaded = PlaneModel.Load(path);
        float[] normal = samples[..6], strange = [0, 0, 5, 5, 0, 0], back = new float[6], again = new float[6];
        model.Reconstruct(normal, back);
        loaded.Reconstruct(normal, again);
        Console.WriteLine(history.Epochs[^1].Loss < 0.1 * history.Epochs[0].Loss ? "learned" : "not learned");
        Console.WriteLine(back.AsSpan().SequenceEqual(again) ? "the same after loading" : "different after loading");
        Console.WriteLine(loaded.IsAnomaly(strange) && !loaded.IsAnomaly(normal) ? "tells anomalies" : "tells no anomalies");
        """;

    /// <summary>The same, and then each epoch's loss and the sample's reconstruction, exactly.</summary>
    public const string TrainAndPrintNumbers = Train + """

        foreach (EpochRecord epoch in history.Epochs)
        {
            Console.WriteLine(epoch.Loss.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        }

        foreach (float value in back)
        {
            Console.WriteLine(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        }
        """;

    /// <summary>What <see cref="Train"/> prints.</summary>
    public static readonly string[] Trained = ["learned", "the same after loading", "tells anomalies"];

    /// <summary>The lines of an output.</summary>
    public static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
