using AeGen.Files;
using AeGen.ModelFiles;
using AeGen.Testing.Harness;

namespace AeGen.Tests.Files;

/// <summary>State dictionaries as PyTorch's modules have them, and ours as those modules take them.</summary>
public sealed class StateDictTests
{
    /// <summary>6-5-3-4-6: a normalisation of each kind, and one behind a layer without biases.</summary>
    internal const string Both = nameof(Both);

    private const string Batch = nameof(Batch);
    private const string Layer = nameof(Layer);
    private const string Tied = nameof(Tied);
    private const string Square = nameof(Square);

    /// <summary>The dictionary of Sequential(Linear, BatchNorm1d, ReLU, Linear) and Sequential(Linear, ReLU, Linear).</summary>
    private static readonly (string Name, int[] Shape, float[] Values)[] Dictionary =
    [
        ("encoder.0.weight", [2, 2], [1, 0, 0, 1]),
        ("encoder.0.bias", [2], [1, 0]),
        ("encoder.1.weight", [2], [2, 1]),
        ("encoder.1.bias", [2], [0, 1]),
        ("encoder.1.running_mean", [2], [1, 2]),
        ("encoder.1.running_var", [2], [3.99999f, 0.99999f]),
        ("encoder.1.num_batches_tracked", [], [7]),
        ("encoder.3.weight", [1, 2], [1, 1]),
        ("encoder.3.bias", [1], [0]),
        ("decoder.0.weight", [2, 1], [1, 0.5f]),
        ("decoder.0.bias", [2], [0, 0]),
        ("decoder.2.weight", [2, 2], [1, 0, 0, 1]),
        ("decoder.2.bias", [2], [0, 1]),
    ];

    internal static ModelLibrary Models { get; } = new(
    [
        new(Batch, 2, [new(2, Activation.Relu), new(1)], new(DecoderKind.Dense) { Layers = [new(2, Activation.Relu), new(2)] })
        {
            Normalizations = [new(NormalizationKind.Batch, 0)],
        },
        new(Layer, 2, [new(2, Activation.Relu), new(1)], new(DecoderKind.Dense) { Layers = [new(2, Activation.Relu), new(2)] })
        {
            Normalizations = [new(NormalizationKind.Layer, 0)],
        },
        new(Tied, 2, [new(1)], new(DecoderKind.Tied)),
        new(Square, 2, [new(2)], new(DecoderKind.Dense)),
        new(Both, FileModels.InputSize, [new(5, Activation.Tanh), new(3)], new(DecoderKind.Dense)
        {
            Layers = [new(4, Activation.Relu, Bias: false), new(FileModels.InputSize)],
        })
        {
            Normalizations = [new(NormalizationKind.Batch, 0), new(NormalizationKind.Layer, 1), new(NormalizationKind.Batch, 2)],
        },
    ]);

    [Fact]
    public void A_normalised_Sequential_is_taken_with_the_bias_before_its_normalisation()
    {
        using ModelHandle model = Models.Create(Batch);

        FileModels.Load(model, SafetensorsBuilder.File(Dictionary));

        AssertComputes(model, [3, 4], [6], [6, 4]);
        Assert.Equal([0, 2], model.Layers[0].GetNormalization().RunningMeans!);
        Assert.Equal([0, 1], model.Layers[0].GetBiases());
    }

    [Fact]
    public void What_is_saved_has_the_Sequentials_names_and_shapes_and_no_others()
    {
        using ModelHandle model = Models.Create(Batch);
        FileModels.Load(model, SafetensorsBuilder.File(Dictionary));
        model.Scaling = new([1, 2], [3, 4]);
        model.Threshold = 5;
        using var file = new SafetensorsFile(new MemoryStream(FileModels.BytesOf(model)), "memory");

        Assert.Equal(
            Dictionary.Select(tensor => (tensor.Name, FileText.Shape(tensor.Shape), tensor.Shape.Length == 0 ? "I64" : "F32")).Order(),
            file.Header.Entries.Values.Select(entry => (entry.Name, FileText.Shape(entry.Shape), entry.Type)).Order());
        Assert.Equal([0, 0], file.Read(file.Header.Entries["encoder.0.bias"]));
        Assert.Equal([0, 2], file.Read(file.Header.Entries["encoder.1.running_mean"]));
        Assert.All(file.Header.Entries.Values, entry => Assert.Equal(0, entry.Offset % TensorTypes.SizeOf(entry.Type)));

        using ModelHandle loaded = Models.Create(Batch, 2);
        FileModels.Load(loaded, FileModels.BytesOf(model));
        AssertComputes(loaded, [3, 4], [6], [6, 4]);
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(3f, 3f)]
    public void A_constant_bias_before_a_LayerNorm_has_no_effect_and_is_taken(float first, float second)
    {
        using ModelHandle model = Models.Create(Layer);

        FileModels.Load(model, SafetensorsBuilder.File(WithBias(OfLayerNorm(), first, second)));

        // W x is (3, 4) and its normalised form (-1, 1) to epsilon: 2 * -1 under the ReLU is 0, and 1 * 1 + 1 is 2.
        AssertComputes(model, [3, 4], [2], [2, 2], 1e-4f);
    }

    [Fact]
    public void Any_other_bias_before_a_LayerNorm_is_refused_with_the_reason() => AssertRefused(
        Layer,
        SafetensorsBuilder.File(WithBias(OfLayerNorm(), 1, 0)),
        "'encoder.0.bias' cannot be taken: a LayerNorm follows, and a bias before it has a place in the model only where all of its "
        + "numbers are the same");

    [Fact]
    public void A_bias_that_takes_a_running_mean_out_of_range_is_refused() => AssertRefused(
        Batch,
        SafetensorsBuilder.File([.. WithBias(Dictionary, 3e38f, 0).Select(tensor =>
            tensor.Name == "encoder.1.running_mean" ? (tensor.Name, tensor.Shape, [-3e38f, 0]) : tensor)]),
        "'encoder.1.running_mean' cannot be taken: less the bias before the normalisation, -3E+38 - 3E+38 at index 0 is not finite");

    [Fact]
    public void A_normalisation_at_another_place_is_refused()
    {
        AssertRefused(Batch, Renamed("encoder.1.", "encoder.2."),
            "there is no normalisation right behind 'encoder.0' in the file, and in Batch 'encoder.0' has BatchNorm");
        AssertRefused(
            Square,
            SafetensorsBuilder.File([.. Dictionary[..7], .. Dictionary[11..]]),
            "'encoder.1' normalises 'encoder.0' in the file, and in Square 'encoder.0' is not normalised");
        AssertRefused(
            Square,
            SafetensorsBuilder.File([Dictionary[0], Dictionary[1], ("encoder.2.weight", [2], [1, 1]), .. Dictionary[11..]]),
            "'encoder.2' is a normalisation that stands right behind no linear layer");
        AssertRefused(Batch, SafetensorsBuilder.File([.. Dictionary.Where(tensor => tensor.Name != "encoder.1.running_var")]),
            "no tensor 'encoder.1.running_var'");
        AssertRefused(Layer, SafetensorsBuilder.File(Dictionary), "'encoder.0.bias' cannot be taken");
    }

    [Fact]
    public void Biases_of_a_normalisation_are_refused_where_the_layer_has_none()
    {
        using ModelHandle source = Models.Create(Both);
        ModelState state = FileModels.StateOf(source).Gather(training: false);
        NamedTensor biases = state.Tensors.Single(tensor => tensor.Name == "decoder.1.bias");
        Assert.Equal(new float[4], biases.Values);
        Assert.DoesNotContain(state.Tensors, tensor => tensor.Name == "decoder.0.bias");

        biases.Values[2] = 1;
        using var stream = new MemoryStream();
        state.Write(stream);

        AssertRefused(Both, stream.ToArray(), "'decoder.1.bias' cannot be taken: 'decoder.0' has no biases, and these are not 0");
    }

    [Theory]
    [InlineData("encoder.0 encoder.1", "encoder.0+encoder.1 encoder.3+encoder.4")]
    [InlineData("encoder.0 encoder.2", "encoder.0+encoder.1 encoder.2+encoder.3")]
    [InlineData("encoder.4 encoder.5", "encoder.4+encoder.4_norm encoder.5+encoder.6")]
    [InlineData("first 2147483647", "first+first_norm 2147483647+2147483647_norm")]
    [InlineData("a.9 a.9_norm", "a.9+a.10 a.9_norm+a.9_norm_norm")]
    public void Names_of_layers_decide_those_of_their_normalisations(string names, string expected)
    {
        var norm = new LayerNormalization(NormalizationKind.Batch, 1e-5f, 0.1f);
        LayerArchitecture[] layers = [.. names.Split(' ').Select(name =>
            new LayerArchitecture(name, 2, 2, Activation.Relu, true, true, Initializer.HeUniform) { Normalization = norm })];
        var architecture = new Architecture(
            "Named", 2, layers, [new("decoder.0", 2, 2, Activation.Identity, true, true, Initializer.HeUniform)], DecoderKind.Dense, 0,
            Loss.Huber, Optimizer.Sgd);

        Assert.Equal(
            expected + " decoder.0+", string.Join(' ', LayerFileNames.Of(architecture).Select(layer => $"{layer.Linear}+{layer.Norm}")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_tied_model_is_taken_whose_file_has_the_decoders_weights_alone(bool isNamed)
    {
        using ModelHandle model = Models.Create(Tied);
        (string, string)[] metadata = isNamed ? [("encoder.0.weight", "decoder.0.weight")] : [];

        FileModels.Load(model, SafetensorsBuilder.File(
            metadata, ("decoder.0.weight", [2, 1], [1, 2]), ("decoder.0.bias", [2], [0, 1]), ("encoder.0.bias", [1], [0.5f])));

        AssertComputes(model, [3, 4], [11.5f], [11.5f, 24]);
    }

    [Fact]
    public void Layers_of_a_tied_Sequential_whose_file_has_the_decoders_weights_alone_are_told_by_the_metadata()
    {
        using ModelHandle source = FileModels.Create(FileModels.Tied, 5);
        using ModelHandle model = FileModels.Create(FileModels.Tied, 6);

        FileModels.Load(model, SafetensorsBuilder.File(
            [("format", "pt"), ("encoder.0.weight", "decoder.2.weight"), ("encoder.2.weight", "decoder.0.weight")],
            ("decoder.0.bias", [5], source.Layers[2].GetBiases()),
            ("decoder.0.weight", [5, 3], source.Layers[2].GetWeights()),
            ("decoder.2.bias", [6], source.Layers[3].GetBiases()),
            ("decoder.2.weight", [6, 5], source.Layers[3].GetWeights()),
            ("encoder.0.bias", [5], source.Layers[0].GetBiases()),
            ("encoder.2.bias", [3], source.Layers[1].GetBiases())));

        Assert.Equal(ModelParameters.Of(source).Bits(), ModelParameters.Of(model).Bits());
    }

    [Fact]
    public void A_free_decoder_takes_shared_weights_where_their_shapes_say_how()
    {
        using ModelHandle tied = FileModels.Create(FileModels.Tied, 5);
        using ModelHandle model = FileModels.Create(FileModels.Dense, 6);

        FileModels.Load(model, SafetensorsBuilder.File(
            [("encoder.0.weight", "decoder.1.weight"), ("encoder.1.weight", "decoder.0.weight"), ("encoder.1.bias", "decoder.0.bias")],
            ("decoder.0.bias", [5], tied.Layers[2].GetBiases()),
            ("decoder.0.weight", [5, 3], tied.Layers[2].GetWeights()),
            ("decoder.1.bias", [6], tied.Layers[3].GetBiases()),
            ("decoder.1.weight", [6, 5], tied.Layers[3].GetWeights()),
            ("encoder.0.bias", [5], tied.Layers[0].GetBiases()),
            ("encoder.1.bias", [3], tied.Layers[1].GetBiases())));

        Assert.Equal(tied.Layers[0].GetWeights(), model.Layers[0].GetWeights());
        Assert.Equal(tied.Layers[1].GetWeights(), model.Layers[1].GetWeights());
        AssertRefused(
            Square,
            SafetensorsBuilder.File(
                [("encoder.0.weight", "decoder.0.weight")],
                ("decoder.0.weight", [2, 2], [1, 2, 3, 4]),
                ("decoder.0.bias", [2], [0, 0]),
                ("encoder.0.bias", [2], [0, 0])),
            "'encoder.0.weight' shares the numbers of 'decoder.0.weight', which is [2, 2]: whether it is that or its transpose, the file "
            + "does not say");
    }

    [Theory]
    [InlineData(FileModels.Normalized)]
    [InlineData(FileModels.Own)]
    public void A_checkpoint_of_format_1_is_still_taken_whole(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Files", "Format1", name + ".safetensors");
        using ModelHandle model = FileModels.Create(name);
        TrainingState state = model.LoadCheckpoint(path)!;

        using var file = SafetensorsFile.Open(path);
        float[] Read(string tensor) => file.Read(file.Header.Entries[tensor]);
        foreach (LayerParameters layer in model.Layers)
        {
            if (layer.Architecture.HasOwnWeights)
            {
                Assert.Equal(Read(layer.Name + ".weight"), layer.GetWeights());
            }

            if (layer.Architecture.HasBias)
            {
                Assert.Equal(Read(layer.Name + ".bias"), layer.GetBiases());
            }

            if (layer.Architecture.Normalization is { } normalization)
            {
                NormalizationParameters numbers = layer.GetNormalization();
                Assert.Equal(Read(layer.Name + ".gain"), numbers.Gains);
                Assert.Equal(
                    normalization.Kind == NormalizationKind.Batch ? Read(layer.Name + ".running_mean") : null, numbers.RunningMeans);
                Assert.Equal(
                    normalization.Kind == NormalizationKind.Batch ? Read(layer.Name + ".running_var") : null, numbers.RunningVariances);
            }
        }

        Assert.Equal(new Scaling([1, 2, 3, 4, 5, 6], [0.5f, -2, 3, 0.25f, 1e-3f, 7]), model.Scaling);
        Assert.Equal(0.375, model.Threshold);
        Assert.Equal(2, state.Epochs.Count);

        // What it is written as now says the same, under other names.
        using ModelHandle again = FileModels.Create(name, 2);
        FileModels.Load(again, FileModels.BytesOf(model, training: true, state), training: true);
        Assert.Equal(FileModels.Contents(model), FileModels.Contents(again));
    }

    private static (string Name, int[] Shape, float[] Values)[] OfLayerNorm() => [.. Dictionary.Where(tensor =>
        !tensor.Name.Contains("running", StringComparison.Ordinal) && !tensor.Name.Contains("tracked", StringComparison.Ordinal))];

    private static (string Name, int[] Shape, float[] Values)[] WithBias((string Name, int[] Shape, float[] Values)[] tensors,
        params float[] biases) =>
        [.. tensors.Select(tensor => tensor.Name == "encoder.0.bias" ? (tensor.Name, tensor.Shape, biases) : tensor)];

    private static byte[] Renamed(string from, string to) =>
        SafetensorsBuilder.File(
            [.. Dictionary.Select(tensor => (tensor.Name.Replace(from, to, StringComparison.Ordinal), tensor.Shape, tensor.Values))]);

    private static void AssertComputes(ModelHandle model, float[] sample, float[] code, float[] reconstruction, float tolerance = 1e-6f)
    {
        float[] codes = new float[code.Length], output = new float[reconstruction.Length];
        model.Encode(sample, codes);
        model.Reconstruct(sample, output);
        Assert.All(code.Zip(codes), pair => Assert.Equal(pair.First, pair.Second, tolerance * 4));
        Assert.All(reconstruction.Zip(output), pair => Assert.Equal(pair.First, pair.Second, tolerance * 4));
    }

    private static void AssertRefused(string name, byte[] content, string message)
    {
        using ModelHandle model = Models.Create(name, 3);
        string[] before = FileModels.Contents(model);

        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => FileModels.Load(model, content));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, FileModels.Contents(model));
    }
}
