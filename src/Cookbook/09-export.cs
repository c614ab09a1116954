// Export: a trained model for other runtimes, as ONNX, and for PyTorch, as safetensors.
//
// ONNX has the graph and the weights, and runs in ONNX Runtime, in browsers and on phones. Safetensors has the weights, with the names and
// shapes that PyTorch's modules use.
using AeGen;
using AeGen.Onnx;

DataSet data = MakeSamples(1000, seed: 1);
using var model = PriceModel.Create(seed: 1);
model.Fit(data, new FitOptions { Epochs = 30, BatchSize = 50, LearningRate = LearningRate.Cosine(0.01f) });

// The whole model, or the half that a service needs: input [batch, 20] to code [batch, 2], or code to reconstruction.
OnnxFile.Write(model, "prices.onnx");
OnnxFile.Write(model, "encoder.onnx", OnnxPart.Encoder);
OnnxFile.Write(model, "decoder.onnx", OnnxPart.Decoder);

// In Python:
//   module = torch.nn.ModuleDict({
//       "encoder": torch.nn.Sequential(torch.nn.Linear(20, 16), torch.nn.SiLU(), torch.nn.Linear(16, 2)),
//       "decoder": torch.nn.Sequential(torch.nn.Linear(2, 16), torch.nn.SiLU(), torch.nn.Linear(16, 20))})
// calls its layers encoder.0 and encoder.2, for it counts activations too; the layers' names in the declaration say so.
model.Save("prices.safetensors");
//   module.load_state_dict(safetensors.torch.load_file("prices.safetensors"))

// The way back works as well: this file, or one that PyTorch has saved.
using PriceModel loaded = PriceModel.Load("prices.safetensors");
ReadOnlySpan<float> samples = data.Samples.Span;
Console.WriteLine($"Error: {model.Evaluate(samples):F5}, after saving and loading: {loaded.Evaluate(samples):F5}");
foreach (LayerParameters layer in model.Layers)
{
    (int outputs, int inputs) = (layer.Architecture.Outputs, layer.Architecture.Inputs);
    Console.WriteLine($"{layer.Name}: weight [{outputs}, {inputs}], bias [{outputs}]");
}

foreach (string file in (string[])["prices.onnx", "encoder.onnx", "decoder.onnx", "prices.safetensors"])
{
    Console.WriteLine($"{file}: {new FileInfo(file).Length} bytes");
}

// Twenty prices that follow two markets.
static DataSet MakeSamples(int count, int seed)
{
    var random = new Random(seed);
    float[] values = new float[count * PriceModel.InputSize];
    for (int i = 0; i < values.Length; i += PriceModel.InputSize)
    {
        double first = (2 * random.NextDouble()) - 1, second = (2 * random.NextDouble()) - 1;
        for (int price = 0; price < PriceModel.InputSize; price++)
        {
            values[i + price] = (float)((first * Math.Cos(price)) + (second * Math.Sin(price)) + (0.02 * random.NextDouble()));
        }
    }

    return new DataSet(values, PriceModel.InputSize);
}

/// <summary>Two layers on each side, named as PyTorch's Sequential would name them.</summary>
[Autoencoder(20)]
[Dense(16, Activation.Silu, Name = "encoder.0")]
[Dense(2, Name = "encoder.2")]
[DenseDecoder(16, Activation.Silu, Name = "decoder.0")]
[DenseDecoder(20, Name = "decoder.2")]
public sealed partial class PriceModel;
