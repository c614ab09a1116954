using System.Text.Json;
using System.Text.Json.Nodes;
using AeGen.Testing.Data;
using AeGen.Testing.Harness;

namespace AeGen.Tests.Files;

/// <summary>Files between AeGen and Python: NumPy, which reads and writes them by the format's description alone, and PyTorch.</summary>
public sealed class PythonTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [FileModels.Dense, FileModels.Tied, FileModels.Own, FileModels.Damped];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void NumPy_reads_the_names_shapes_and_bits_that_the_model_has(string name)
    {
        Python.Require("numpy");
        using ModelHandle model = FileModels.Create(name);
        FileModels.Train(model, 0, 3);
        string path = Path.Combine(folder.Path, "model.safetensors");
        model.SaveCheckpoint(path);

        JsonNode read = JsonNode.Parse(Run("", "read", path))!;

        var tensors = read["tensors"]!.AsObject().ToDictionary(entry => entry.Key, entry => entry.Value!);
        Assert.All(tensors.Values, tensor => Assert.Equal("F32", (string?)tensor["dtype"]));
        string[] parameters = [.. tensors.Keys.Where(key => !key.StartsWith("optimizer.", StringComparison.Ordinal))];
        var expected = new List<string>();
        foreach (LayerParameters layer in model.Layers)
        {
            if (layer.Architecture.HasOwnWeights)
            {
                expected.Add(layer.Name + ".weight");
                AssertTensor(tensors[layer.Name + ".weight"], [layer.Architecture.Outputs, layer.Architecture.Inputs], layer.GetWeights());
            }

            if (layer.Architecture.HasBias)
            {
                expected.Add(layer.Name + ".bias");
                AssertTensor(tensors[layer.Name + ".bias"], [layer.Architecture.Outputs], layer.GetBiases());
            }
        }

        Assert.Equal(expected, parameters);
        foreach (string parameter in parameters)
        {
            Assert.Equal((string)tensors[parameter]["shape"]!.ToJsonString(), tensors[$"optimizer.{parameter}.moment1"]["shape"]!.ToJsonString());
        }

        Assert.Equal("3", (string?)read["metadata"]!["optimizer.steps"]);
    }

    [Theory]
    [InlineData("F32")]
    [InlineData("F64")]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void What_NumPy_writes_is_what_the_model_gets(string type)
    {
        Python.Require("numpy");
        using ModelHandle model = FileModels.Create(FileModels.Own);
        var random = new Random(3);
        var tensors = new JsonArray();
        var expected = new List<float[]>();
        foreach (LayerParameters layer in model.Layers)
        {
            Add(layer.Name + ".weight", [layer.Architecture.Outputs, layer.Architecture.Inputs]);
            if (layer.Architecture.HasBias)
            {
                Add(layer.Name + ".bias", [layer.Architecture.Outputs]);
            }
        }

        string path = Path.Combine(folder.Path, "numpy.safetensors");
        Run(tensors.ToJsonString(), "write", path);
        model.LoadWeights(path);

        Assert.Equal(expected, model.Layers.SelectMany(layer =>
            layer.Architecture.HasBias ? (IEnumerable<float[]>)[layer.GetWeights(), layer.GetBiases()] : [layer.GetWeights()]));

        // Multiples of 1/64 below 2 are the same number in every type.
        void Add(string name, int[] shape)
        {
            float[] values = [.. Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(_ => random.Next(-127, 128) / 64f)];
            expected.Add(values);
            tensors.Add(JsonSerializer.SerializeToNode(new { name, dtype = type, shape, values }));
        }
    }

    [Theory]
    [InlineData(FileModels.Dense, false)]
    [InlineData(FileModels.Tied, true)]
    public void PyTorch_computes_the_same_with_files_of_either(string name, bool tied)
    {
        Python.Require("numpy, torch");
        using ModelHandle model = FileModels.Create(name, 4);
        FileModels.Train(model, 0, 3);
        var random = new Random(4);
        float[][] samples = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, FileModels.InputSize).Select(_ => random.NextSingle()).ToArray())];
        string source = Path.Combine(folder.Path, "aegen.safetensors"), target = Path.Combine(folder.Path, "torch.safetensors");
        model.Save(source);

        JsonNode outputs = JsonNode.Parse(Run(JsonSerializer.Serialize(new { samples, tied }), "torch", source, target))!;
        AssertClose(outputs["loaded"]!, Reconstruct(model, samples));
        model.LoadWeights(target);
        AssertClose(outputs["written"]!, Reconstruct(model, samples));
        Assert.NotEqual(outputs["loaded"]!.ToJsonString(), outputs["written"]!.ToJsonString());
    }

    [Fact]
    public void PyTorch_loads_normalised_models_strictly_and_computes_the_same_with_files_of_either()
    {
        Python.Require("numpy, torch");
        using ModelHandle model = StateDictTests.Models.Create(StateDictTests.Both, 4);
        FileModels.Train(model, 0, 5);
        model.Scaling = new([1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1]);
        model.Threshold = 0.5;
        var random = new Random(4);
        float[][] samples = [.. Enumerable.Range(0, 5).Select(
            _ => Enumerable.Range(0, FileModels.InputSize).Select(_ => random.NextSingle()).ToArray())];
        string source = Path.Combine(folder.Path, "aegen.safetensors"), target = Path.Combine(folder.Path, "torch.safetensors");
        model.Save(source);

        JsonNode outputs = JsonNode.Parse(Run(JsonSerializer.Serialize(new { samples }), "norms", source, target))!;
        AssertClose(outputs["loaded"]!, Reconstruct(model, samples));
        model.LoadWeights(target);
        AssertClose(outputs["written"]!, Reconstruct(model, samples));
        Assert.NotEqual(outputs["loaded"]!.ToJsonString(), outputs["written"]!.ToJsonString());
    }

    private static float[] Reconstruct(ModelHandle model, float[][] samples)
    {
        float[] input = [.. samples.SelectMany(sample => sample)], output = new float[input.Length];
        model.Reconstruct(input, output);
        return output;
    }

    private static void AssertClose(JsonNode expected, float[] actual)
    {
        float[] values = [.. expected.AsArray().Select(value => (float)value!)];
        Assert.Equal(values.Length, actual.Length);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(values[i], actual[i], 2e-6f);
        }
    }

    private static void AssertTensor(JsonNode tensor, int[] shape, float[] values)
    {
        Assert.Equal(shape, tensor["shape"]!.AsArray().Select(size => (int)size!));
        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), tensor["bits"]!.AsArray().Select(bits => (int)bits!));
    }

    private static string Run(string input, params string[] arguments) => Python.RunScript("Files/peer.py", input, arguments);
}
