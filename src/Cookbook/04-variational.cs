// A variational autoencoder: draw new samples that look like the data.
//
// In training each code is drawn from a normal distribution of its own, and all of these are kept near the standard normal one. Standard
// normal numbers, decoded, are new samples.
using AeGen;

DataSet recorded = RecordHeartbeats(4000, seed: 1);

using var model = HeartbeatModel.Create(seed: 1);
model.Fit(recorded, new FitOptions { Epochs = 80, BatchSize = 64, LearningRate = LearningRate.Cosine(0.004f) });

// 300 heartbeats that nobody has had: standard normal numbers through the decoder.
const int Count = 300;
var random = new Random(2);
float[] codes = [.. Enumerable.Range(0, Count * HeartbeatModel.CodeSize).Select(_ => (float)Normal(random))];
float[] drawn = new float[Count * HeartbeatModel.InputSize];
model.Decode(codes, drawn);
CsvFile.Write("heartbeats.csv", drawn, HeartbeatModel.InputSize);

// They vary as much as recorded ones do, and each is as near to some heartbeat of the data as a new recording is.
float[] others = RecordHeartbeats(Count, seed: 3).Samples.ToArray();
Console.WriteLine($"Spread of recorded heartbeats: {Spread(others):F4}");
Console.WriteLine($"Spread of drawn heartbeats: {Spread(drawn):F4}");
Console.WriteLine($"From a recorded heartbeat to the nearest of the data: {Nearest(others):F4}");
Console.WriteLine($"From a drawn heartbeat to the nearest of the data: {Nearest(drawn):F4}");

// The root of the variance, which is the mean over all points.
static double Spread(float[] samples)
{
    float[][] rows = [.. samples.Chunk(HeartbeatModel.InputSize)];
    double[] means = [.. Enumerable.Range(0, HeartbeatModel.InputSize).Select(point => rows.Average(row => (double)row[point]))];
    return Math.Sqrt(rows.Average(row => row.Zip(means, (value, mean) => (value - mean) * (value - mean)).Average()));
}

// The mean over the samples of the root mean squared difference from the most similar recording.
double Nearest(float[] samples)
{
    float[][] rows = [.. recorded.Samples.ToArray().Chunk(HeartbeatModel.InputSize)];
    return samples.Chunk(HeartbeatModel.InputSize).Average(sample =>
        Math.Sqrt(rows.Min(row => row.Zip(sample, (left, right) => (left - right) * (left - right)).Average())));
}

static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

// A large wave and a small one behind it, at 32 points: their heights and the place of the first vary from one heartbeat to the next.
static DataSet RecordHeartbeats(int count, int seed)
{
    var random = new Random(seed);
    float[] values = new float[count * HeartbeatModel.InputSize];
    for (int i = 0; i < values.Length; i += HeartbeatModel.InputSize)
    {
        double place = 10 + Normal(random), first = 1 + (0.15 * Normal(random)), second = 0.4 + (0.1 * Normal(random));
        for (int point = 0; point < HeartbeatModel.InputSize; point++)
        {
            double after = point - place;
            double wave = (first * Math.Exp(-after * after / 8)) + (second * Math.Exp(-(after - 12) * (after - 12) / 18));
            values[i + point] = (float)wave;
        }
    }

    return new DataSet(values, HeartbeatModel.InputSize);
}

/// <summary>The weight of the divergence is small, because the loss is a mean over 32 points; it grows over the first 500 steps.</summary>
[Autoencoder(32)]
[Dense(48, Activation.Tanh)]
[Dense(3)]
[DenseDecoder]
[Variational(0.0005, WarmUp = 500)]
public sealed partial class HeartbeatModel;
