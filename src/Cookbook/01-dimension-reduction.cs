// Dimension reduction: describe each sample by two numbers, where a straight projection needs more.
//
// A spectrum of 48 channels has one peak, whose position and width vary: two causes, but not two directions in space. An autoencoder
// with a code of two numbers follows the two causes; PCA with two numbers, the best that is linear, cannot bend.
using AeGen;
using AeGen.Analysis;

DataSet spectra = MeasureSpectra(3000, seed: 1);
(DataSet train, DataSet test) = spectra.Split(0.8, seed: 1);

using var model = SpectrumModel.Create(seed: 1);
model.Fit(train, new FitOptions { Epochs = 150, BatchSize = 32, LearningRate = LearningRate.Cosine(0.005f) });

// The codes are the reduced data: two columns, ready to plot or to cluster.
float[] codes = new float[test.Count * SpectrumModel.CodeSize];
model.Encode(test.Samples.Span, codes);
CsvFile.Write("codes.csv", codes, SpectrumModel.CodeSize, ["first", "second"]);

// Pca counts squared errors per sample, Evaluate per number: divide by the channels to compare.
double pca = Pca.Fit(train).Error(test, SpectrumModel.CodeSize) / SpectrumModel.InputSize;
double autoencoder = model.Evaluate(test.Samples.Span);
Console.WriteLine($"{SpectrumModel.InputSize} channels, reduced to {SpectrumModel.CodeSize} numbers: codes.csv has {test.Count} spectra");
Console.WriteLine($"PCA: mean squared error {pca:F6}");
Console.WriteLine($"Autoencoder: mean squared error {autoencoder:F6}");
Console.WriteLine($"Noise of the instrument, which no code can know: {0.01 * 0.01:F6}");

// Peaks of height 1 at positions from 0.2 to 0.8 and of widths from 0.06 to 0.12, with the instrument's noise.
static DataSet MeasureSpectra(int count, int seed)
{
    const int Channels = SpectrumModel.InputSize;
    var random = new Random(seed);
    float[] values = new float[count * Channels];
    for (int sample = 0; sample < count; sample++)
    {
        double position = 0.2 + (0.6 * random.NextDouble()), width = 0.06 + (0.06 * random.NextDouble());
        for (int channel = 0; channel < Channels; channel++)
        {
            double distance = ((channel / (Channels - 1.0)) - position) / width;
            values[(sample * Channels) + channel] = (float)(Math.Exp(-0.5 * distance * distance) + (0.01 * Normal(random)));
        }
    }

    return new DataSet(values, Channels);
}

static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

/// <summary>Hidden layers on each side let the two numbers bend; the code itself is linear, so that nothing is cut off.</summary>
[Autoencoder(48)]
[Dense(64, Activation.Gelu)]
[Dense(32, Activation.Gelu)]
[Dense(2)]
[DenseDecoder]
public sealed partial class SpectrumModel;
