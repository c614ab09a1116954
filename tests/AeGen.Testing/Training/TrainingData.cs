using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Training;

/// <summary>Data for the small model, and trainings of it whose losses do what a test needs.</summary>
internal static class TrainingData
{
    public const int FeatureCount = 6;

    public const int Count = 50;

    public static DataSet Train { get; } = new(new Random(21).NextSingles(Count * FeatureCount, -1, 1), FeatureCount);

    public static DataSet Test { get; } = new(new Random(22).NextSingles(17 * FeatureCount, -1, 1), FeatureCount);

    /// <summary>
    /// Lets a training learn for some epochs, then spoils what it has learnt. What the model was at each epoch's end is written down.
    /// </summary>
    /// <param name="model">The model, whose own learning rate the training goes by.</param>
    /// <param name="good">Number of epochs whose loss falls.</param>
    /// <param name="parameters">Receives the parameters at the epochs' ends.</param>
    public static Func<EpochRecord, TrainingState, FitControl> SpoilAfter(ModelHandle model, int good, List<int[]>? parameters = null)
    {
        model.OptimizerSettings = new() { LearningRate = 0.01f };
        return (epoch, _) =>
        {
            parameters?.Add(ModelParameters.Of(model).Bits());
            model.OptimizerSettings = new() { LearningRate = epoch.Epoch < good ? 0.01f : 3f };
            return FitControl.Continue;
        };
    }
}
