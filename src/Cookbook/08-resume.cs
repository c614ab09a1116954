// Resuming: a training that is stopped at any moment goes on from where it was, to the same bits.
//
// With a folder for checkpoints and Resume, one line of code is both the beginning and the continuation: the program is started again, and
// that is all. Here a callback plays the power cut.
using AeGen;

const string Folder = "checkpoints";
const int Epochs = 12;
if (Directory.Exists(Folder))
{
    Directory.Delete(Folder, recursive: true); // Only so that this program does the same each time.
}

DataSet data = MakeSamples(2000, seed: 1);
FitOptions options = new() { Epochs = Epochs, BatchSize = 50, LearningRate = LearningRate.Cosine(0.01f), Seed = 7 };
FitOptions safe = options with { Checkpoints = new CheckpointFolder(Folder, keepLast: 2), Resume = true };

// The first run ends in the middle of its work; what it had in memory is lost.
try
{
    using var first = CurveModel.Create(seed: 1);
    first.Fit(data, safe with { OnEpochEnd = (epoch, _) => epoch.Epoch < 8 ? FitControl.Continue : throw new IOException("Power cut.") });
}
catch (IOException problem)
{
    Console.WriteLine($"Stopped: {problem.Message} Newest checkpoint: epoch {safe.Checkpoints.FindNewest()}");
}

// The second run has another seed, to show that all comes from the checkpoint: weights, moments, settings, the order of the samples.
using var second = CurveModel.Create(seed: 99);
var taken = new List<int>();
TrainingHistory history = second.Fit(data, safe with
{
    OnEpochEnd = (epoch, _) =>
    {
        taken.Add(epoch.Epoch);
        return FitControl.Continue;
    },
});
Console.WriteLine($"Resumed: epochs {taken[0]} to {taken[^1]}, {history.Epochs.Count} in the history, loss {history.FinalLoss:0.0000E+0}");

// A training that nothing has stopped, for comparison.
using var undisturbed = CurveModel.Create(seed: 1);
Console.WriteLine($"Undisturbed: epochs 1 to {Epochs}, loss {undisturbed.Fit(data, options).FinalLoss:0.0000E+0}");
bool same = second.Layers.Zip(undisturbed.Layers).All(pair => pair.First.GetWeights().SequenceEqual(pair.Second.GetWeights()));
Console.WriteLine($"The same weights, bit for bit: {same}");

// Points of a curve in twelve dimensions.
static DataSet MakeSamples(int count, int seed)
{
    var random = new Random(seed);
    float[] values = new float[count * CurveModel.InputSize];
    for (int i = 0; i < values.Length; i += CurveModel.InputSize)
    {
        double place = 3 * random.NextDouble();
        for (int feature = 0; feature < CurveModel.InputSize; feature++)
        {
            values[i + feature] = (float)Math.Sin(place + (0.5 * feature));
        }
    }

    return new DataSet(values, CurveModel.InputSize);
}

/// <summary>Twelve features and a code of one number. Dropout is part of what must repeat, too.</summary>
[Autoencoder(12)]
[Dropout(0.02)]
[Dense(24, Activation.Tanh)]
[Dense(1)]
[DenseDecoder]
public sealed partial class CurveModel;
