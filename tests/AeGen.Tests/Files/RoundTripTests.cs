using AeGen.Files;
using AeGen.Testing.Data;
using AeGen.Testing.Harness;
using AeGen.Testing.Numerics;

namespace AeGen.Tests.Files;

/// <summary>What is saved is what is loaded, to the bit.</summary>
public sealed class RoundTripTests : IDisposable
{
    private static readonly ModelLibrary Random = new(RandomArchitectures.All.Where((_, index) => index % 34 == 0));

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => FileModels.Names;

    public static TheoryData<string> RandomNames => [.. Random.Names];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_loaded_model_has_the_same_bits(string name) => AssertRoundTrip(FileModels.Library, name);

    [Theory]
    [MemberData(nameof(RandomNames))]
    public void So_has_one_of_a_random_architecture(string name) => AssertRoundTrip(Random, name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Files_of_equal_models_are_equal(string name)
    {
        using ModelHandle first = FileModels.Create(name);
        using ModelHandle second = FileModels.Create(name);

        Assert.Equal(FileModels.BytesOf(first), FileModels.BytesOf(second));
        Assert.Equal(FileModels.BytesOf(first, training: true), FileModels.BytesOf(second, training: true));
    }

    [Fact]
    public void The_metadata_say_what_the_file_is_of()
    {
        using ModelHandle model = FileModels.Create(FileModels.RightInverse);
        using var file = new SafetensorsFile(new MemoryStream(FileModels.BytesOf(model)), "memory");

        Assert.Equal("right inverse of encoder.1.weight", file.Header.Metadata["decoder.0.weight"]);
        Assert.Equal("right inverse of encoder.0.weight", file.Header.Metadata["decoder.1.weight"]);
        Assert.Equal("1", file.Header.Metadata["aegen.format"]);
        Assert.Equal("0.1.0", file.Header.Metadata["aegen.version"]);
        Assert.Equal(
            "input: 6; encoder.0: 6 -> 5, Tanh, bias; encoder.1: 5 -> 3, Identity, bias; decoder.0: 3 -> 5, Tanh, bias; decoder.1: 5 -> 6, Identity, bias; decoder: RightInverse; damping: 0; loss: MeanSquaredError; optimizer: Adam",
            file.Header.Metadata["aegen.architecture"]);
        Assert.Equal(
            ["encoder.0.weight", "encoder.0.bias", "encoder.1.weight", "encoder.1.bias", "decoder.0.bias", "decoder.1.bias"],
            file.Header.Entries.Values.OrderBy(entry => entry.Offset).Select(entry => entry.Name));
        Assert.All(file.Header.Entries.Values, entry => Assert.Equal(0, entry.Offset % 4));
    }

    [Fact]
    public void Weights_can_be_loaded_from_a_checkpoint_and_leave_the_optimizer_alone()
    {
        using ModelHandle trained = FileModels.Create(FileModels.Dense);
        FileModels.Train(trained, 0, 3);
        using ModelHandle other = FileModels.Create(FileModels.Dense, 2);
        FileModels.Train(other, 3, 2);
        string[] before = FileModels.Contents(other);

        FileModels.Load(other, FileModels.BytesOf(trained, training: true));

        Assert.Equal(ModelParameters.Of(trained).Bits(), ModelParameters.Of(other).Bits());
        string[] optimizer = [.. before.Where(content => content.StartsWith("optimizer.", StringComparison.Ordinal))];
        Assert.Equal(2 + (8 * 2), optimizer.Length);
        Assert.Equal(optimizer, FileModels.Contents(other).Where(content => content.StartsWith("optimizer.", StringComparison.Ordinal)));
    }

    private void AssertRoundTrip(ModelLibrary library, string name)
    {
        string path = Path.Combine(folder.Path, "model.safetensors");
        using ModelHandle model = library.Create(name, 3);
        var random = new Random(5);
        foreach (LayerParameters layer in model.Layers.Where(layer => layer.Architecture.HasBias))
        {
            layer.SetBiases([.. layer.GetBiases().Select(_ => random.NextSingle())]);
        }

        model.Save(path);
        using ModelHandle loaded = library.Type(name, ModelCompiler.Default).Load(path);
        using ModelHandle existing = library.Create(name, 4);
        existing.LoadWeights(path);

        int[] expected = ModelParameters.Of(model).Bits();
        Assert.Equal(expected, ModelParameters.Of(loaded).Bits());
        Assert.Equal(expected, ModelParameters.Of(existing).Bits());
        int input = model.Layers[0].Architecture.Inputs;
        float[] samples = [.. Enumerable.Range(0, 3 * input).Select(_ => random.NextSingle())];
        Assert.Equal(Reconstruct(model, samples), Reconstruct(loaded, samples));
        Assert.Equal(Reconstruct(model, samples), Reconstruct(existing, samples));
    }

    private static float[] Reconstruct(ModelHandle model, float[] samples)
    {
        float[] output = new float[samples.Length];
        model.Reconstruct(samples, output);
        return output;
    }
}
