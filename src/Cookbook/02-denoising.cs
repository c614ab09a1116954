// Denoising: give back the clean signal behind a noisy measurement.
//
// The training data are clean. The declaration adds the noise, drawn anew in each step, and the model learns to undo it; nothing is added
// when it is used. The signals have one form with few parameters, so that the model knows what a smoothing filter cannot.
using AeGen;

DataSet clean = RecordWaves(4000, seed: 1);
DataSet expected = RecordWaves(500, seed: 2);

using var model = WaveDenoiser.Create(seed: 1);
model.Fit(clean, new FitOptions { Epochs = 40, BatchSize = 64, LearningRate = LearningRate.Cosine(0.004f) });

// New measurements, which the model has never seen, with noise of a standard deviation of 0.3.
var random = new Random(3);
float[] noisy = [.. expected.Samples.Span];
for (int i = 0; i < noisy.Length; i++)
{
    noisy[i] += (float)(0.3 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}

float[] denoised = new float[noisy.Length];
model.Reconstruct(noisy, denoised);

Console.WriteLine($"Noisy: mean squared error {Error(noisy):F5}");
Console.WriteLine($"Moving average of 5: mean squared error {Error(Smooth(noisy)):F5}");
Console.WriteLine($"Autoencoder: mean squared error {Error(denoised):F5}");

double Error(float[] signals) => signals.Zip(expected.Samples.ToArray(), (signal, wave) => Math.Pow(signal - wave, 2)).Average();

static float[] Smooth(float[] signals) => [.. signals.Select((_, i) =>
{
    // Five points of the same wave, fewer at its ends.
    int start = i / WaveDenoiser.InputSize * WaveDenoiser.InputSize, end = start + WaveDenoiser.InputSize;
    return signals[Math.Max(start, i - 2)..Math.Min(end, i + 3)].Average();
})];

// A tone and its octave, each of any phase and loudness, at 64 points.
static DataSet RecordWaves(int count, int seed)
{
    const int Points = WaveDenoiser.InputSize;
    var random = new Random(seed);
    float[] values = new float[count * Points];
    for (int sample = 0; sample < count; sample++)
    {
        double low = 0.5 + (0.5 * random.NextDouble()), high = 0.5 * random.NextDouble();
        double shift = random.NextDouble(), pitch = 2 + random.NextDouble();
        for (int point = 0; point < Points; point++)
        {
            double phase = 2 * Math.PI * ((pitch * point / Points) + shift);
            values[(sample * Points) + point] = (float)((low * Math.Sin(phase)) + (high * Math.Sin(2 * phase)));
        }
    }

    return new DataSet(values, Points);
}

/// <summary>[GaussianNoise] above the first layer disturbs the input; the loss compares with the input as it was.</summary>
[Autoencoder(64)]
[GaussianNoise(0.3)]
[Dense(96, Activation.Gelu)]
[Dense(8)]
[DenseDecoder]
public sealed partial class WaveDenoiser;
