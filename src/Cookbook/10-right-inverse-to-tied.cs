// Right inverse to tied: train with the best decoder, ship the cheapest.
//
// Behind an encoder W the right inverse is the best of all linear decoders, whatever W is; but it has to be computed. The transpose is
// free, and the best only behind orthonormal rows. ToTied recodes the code so that the rows are orthonormal, and the function stays.
using AeGen;
using AeGen.Analysis;

DataSet data = MakeSamples(2000, seed: 1);
using var trained = TrainedModel.Create(seed: 1);
trained.Fit(data, new FitOptions { Epochs = 40, BatchSize = 50, LearningRate = LearningRate.Cosine(0.01f) });

// The compiler checks that the two declarations fit; a pair that does not is an error in the editor.
using ShippedModel shipped = trained.ToTied<ShippedModel>();
shipped.Save("shipped.safetensors");

float[] samples = data.Samples.ToArray(), before = new float[samples.Length], after = new float[samples.Length];
trained.Reconstruct(samples, before);
shipped.Reconstruct(samples, after);

// Pca counts squared errors per sample, Evaluate per number.
double best = Pca.Fit(data).TrainError(TrainedModel.CodeSize) / TrainedModel.InputSize;
Console.WriteLine($"Error of exact PCA: {best:0.0000E+0}");
Console.WriteLine($"Error of the right inverse: {trained.Evaluate(samples):0.0000E+0}");
Console.WriteLine($"Error of the transpose: {shipped.Evaluate(samples):0.0000E+0}");
Console.WriteLine($"Largest difference of reconstructions: {before.Zip(after, (left, right) => Math.Abs(left - right)).Max():0.0E+0}");
Console.WriteLine($"From orthonormal rows, trained: {Deviation(trained.Layers[0]):0.0E+0}");
Console.WriteLine($"From orthonormal rows, shipped: {Deviation(shipped.Layers[0]):0.0E+0}");

// The largest entry of W Wᵀ - I.
static double Deviation(LayerParameters layer) =>
    Orthonormality.Deviation(layer.GetWeights(), layer.Architecture.Outputs, layer.Architecture.Inputs);

// Forty features that are mixtures of four hidden numbers, with some noise.
static DataSet MakeSamples(int count, int seed)
{
    var random = new Random(seed);
    double[] mixture = [.. Enumerable.Range(0, 4 * TrainedModel.InputSize).Select(_ => (2 * random.NextDouble()) - 1)];
    float[] values = new float[count * TrainedModel.InputSize];
    for (int i = 0; i < values.Length; i += TrainedModel.InputSize)
    {
        double[] hidden = [random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble()];
        for (int feature = 0; feature < TrainedModel.InputSize; feature++)
        {
            double value = Enumerable.Range(0, 4).Sum(cause => hidden[cause] * mixture[(cause * TrainedModel.InputSize) + feature]);
            values[i + feature] = (float)(value + (0.05 * random.NextDouble()));
        }
    }

    return new DataSet(values, TrainedModel.InputSize);
}

/// <summary>The model for training: V = Wᵀ(WWᵀ)⁻¹.</summary>
[Autoencoder(40)]
[Dense(4)]
[RightInverseDecoder]
public sealed partial class TrainedModel;

/// <summary>The model for use: V = Wᵀ. The sizes, activations and biases are the same.</summary>
[Autoencoder(40)]
[Dense(4)]
[TiedDecoder]
public sealed partial class ShippedModel;
