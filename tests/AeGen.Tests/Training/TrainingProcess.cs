using AeGen.Testing.Reference;
using AeGen.Tests.Files;

namespace AeGen.Tests.Training;

/// <summary>A process that trains with checkpoints, wherever the one before it was when it ended.</summary>
internal static class TrainingProcess
{
    public const int Epochs = 800;

    private const int Size = 12;

    /// <summary>No epoch is shorter, so that processes that live for a few hundredths of a second are not through before the last of them.</summary>
    private static readonly TimeSpan LeastEpoch = TimeSpan.FromMilliseconds(2);

    /// <summary>Trains on, says so at the end of its second epoch, when the first has been saved, and saves what it has come to.</summary>
    public static int Train(string folder, string path)
    {
        using var model = Killed.Create(seed: 1);
        model.CpuOptions = new() { Threads = 2, UseAllThreads = true };
        int taken = 0;
        TrainingHistory history = model.Fit(Data(), Options with
        {
            Checkpoints = new(folder, keepLast: 2),
            Resume = true,
            OnEpochEnd = (_, _) =>
            {
                if (++taken == 2)
                {
                    Console.WriteLine(SavingProcess.Ready);
                }

                Thread.Sleep(LeastEpoch);
                return FitControl.Continue;
            },
        });
        model.SaveCheckpoint(path, history.State!);
        return 0;
    }

    /// <summary>What the training comes to if nothing happens to it: the model, and what it has measured.</summary>
    public static (Killed Model, TrainingHistory History) TrainUndisturbed()
    {
        var model = Killed.Create(seed: 1);
        return (model, model.Fit(Data(), Options));
    }

    private static FitOptions Options { get; } = new()
    {
        Epochs = Epochs,
        BatchSize = 16,
        Seed = 5,
        ValidationSplit = 0.2,
        LearningRate = LearningRate.ReduceOnPlateau(0.02f, 0.7f, patience: 3, threshold: 1e-3).WithWarmup(2),
        EarlyStopping = new() { Patience = int.MaxValue, MinimumDelta = 1e-5 },
    };

    private static DataSet Data() => new(new Random(8).NextSingles(100 * Size, -1, 1), Size);
}

/// <summary>12-8-3 and back: epochs short beside the savings between them.</summary>
[Autoencoder(12), Dense(8, Activation.Tanh), Dense(3), DenseDecoder]
internal sealed partial class Killed;
