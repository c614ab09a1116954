using AeGen.Testing.Harness;

namespace AeGen.Tests.Files;

/// <summary>Files that fit a model, whoever wrote them, and files that do not.</summary>
public sealed class LoadTests
{
    private static readonly (string Name, int[] Shape, float[] Values)[] Tensors =
    [
        ("encoder.0.weight", [5, 6], Numbers(30, 1)),
        ("encoder.0.bias", [5], Numbers(5, 2)),
        ("encoder.1.weight", [3, 5], Numbers(15, 3)),
        ("encoder.1.bias", [3], Numbers(3, 4)),
        ("decoder.0.weight", [5, 3], Numbers(15, 5)),
        ("decoder.0.bias", [5], Numbers(5, 6)),
        ("decoder.1.weight", [6, 5], Numbers(30, 7)),
        ("decoder.1.bias", [6], Numbers(6, 8)),
    ];

    [Theory]
    [InlineData(0, 1, 0, 1)]
    [InlineData(0, 2, 0, 2)]
    [InlineData(1, 3, 2, 10)]
    public void Layers_are_taken_in_the_order_of_their_indices(int encoder0, int encoder1, int decoder0, int decoder1)
    {
        using ModelHandle model = FileModels.Create(FileModels.Dense);
        (string Name, int[], float[])[] tensors = [.. Tensors.Select(tensor => (Renumbered(tensor.Name), tensor.Shape, tensor.Values)).Reverse()];

        FileModels.Load(model, SafetensorsBuilder.File(tensors));

        foreach ((string name, _, float[] values) in Tensors)
        {
            LayerParameters layer = model.Layers[name[..name.LastIndexOf('.')]];
            Assert.Equal(values, name.EndsWith("bias", StringComparison.Ordinal) ? layer.GetBiases() : layer.GetWeights());
        }

        string Renumbered(string name) => name
            .Replace("encoder.1", $"encoder.{encoder1}", StringComparison.Ordinal).Replace("encoder.0", $"encoder.{encoder0}", StringComparison.Ordinal)
            .Replace("decoder.1", $"decoder.{decoder1}", StringComparison.Ordinal).Replace("decoder.0", $"decoder.{decoder0}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("encoder.1.weight", "encoder.1.weights", "there is no tensor 'encoder.1.weight', which DenseAdam needs")]
    [InlineData("encoder.1.bias", "encoder.5.bias", "the encoder has 3 layers in the file, encoder.0, encoder.1, encoder.5, and 2 in DenseAdam")]
    [InlineData("decoder.1.bias", "scale", "there is no tensor 'decoder.1.bias'")]
    [InlineData("[3,5]", "[5,3]", "'encoder.1.weight' is [5, 3] in the file and [3, 5] in DenseAdam")]
    [InlineData("[3,5]", "[15]", "'encoder.1.weight' is [15] in the file")]
    [InlineData("[3,5]", "[3,5,1]", "'encoder.1.weight' is [3, 5, 1] in the file")]
    [InlineData("{\"encoder.0.weight\"", "{\"scale\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},\"encoder.0.weight\"", "'scale' at offset")]
    public void Another_set_of_tensors_changes_nothing(string text, string replacement, string message) =>
        AssertRefused(FileModels.Dense, SafetensorsBuilder.Replace(SafetensorsBuilder.File(Tensors), text, replacement), message);

    [Theory]
    [InlineData("aegen.format\":\"1", "aegen.format\":\"3", "'aegen.format' is '3'; this version of AeGen reads formats 1 to 2")]
    [InlineData("aegen.format\":\"1", "aegen.format\":\"0", "'aegen.format' is '0'")]
    [InlineData("aegen.architecture", "aegen.architektur", "has no 'aegen.architecture'")]
    [InlineData("encoder.0: 6 -\\u003E 5, Tanh", "encoder.0: 6 -> 5, Relu", "encoder.0 is '6 -> 5, Relu, bias' in the file and '6 -> 5, Tanh, bias' in DenseAdam")]
    [InlineData("loss: MeanSquaredError", "loss: Huber", "loss is 'Huber' in the file and 'MeanSquaredError' in DenseAdam")]
    [InlineData("optimizer: Adam", "optimizer: Sgd", "optimizer is 'Sgd' in the file and 'Adam' in DenseAdam")]
    [InlineData("decoder: Dense", "decoder: Tied", "decoder is 'Tied' in the file and 'Dense' in DenseAdam")]
    [InlineData("decoder: Dense", "damping: 0.5; decoder: Dense", "'damping' is '0.5' in the file, and DenseAdam has none")]
    [InlineData("; loss: MeanSquaredError", "", "the file has no loss, and DenseAdam has 'MeanSquaredError'")]
    public void A_file_of_another_architecture_is_refused_by_what_differs(string text, string replacement, string message)
    {
        using ModelHandle model = FileModels.Create(FileModels.Dense, 7);
        AssertRefused(FileModels.Dense, SafetensorsBuilder.Replace(FileModels.BytesOf(model), text, replacement), message);
    }

    [Fact]
    public void A_file_without_variances_is_refused_where_codes_are_drawn_and_the_other_way_round()
    {
        using ModelHandle plain = FileModels.Create(FileModels.RightInverse, 7);
        using ModelHandle drawn = FileModels.Create(FileModels.Variational, 7);

        AssertRefused(
            FileModels.Variational, FileModels.BytesOf(plain), "the file has no variational, and Variational has 'code of means and log-variances'");
        AssertRefused(
            FileModels.RightInverse,
            FileModels.BytesOf(drawn),
            "'variational' is 'code of means and log-variances' in the file, and RightInverseAdam has none");
    }

    [Fact]
    public void A_file_of_another_decoder_is_refused()
    {
        using ModelHandle tied = FileModels.Create(FileModels.Tied);
        AssertRefused(FileModels.RightInverse, FileModels.BytesOf(tied), "decoder is 'Tied' in the file and 'RightInverse' in RightInverseAdam");
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void A_number_that_is_not_finite_changes_nothing(float value, string shown)
    {
        (string, int[], float[])[] tensors = [.. Tensors.Select(tensor => (tensor.Name, tensor.Shape, (float[])tensor.Values.Clone()))];
        tensors[6].Item3[13] = value;
        AssertRefused(FileModels.Dense, SafetensorsBuilder.File(tensors), $"'decoder.1.weight' holds {shown} at index 13");
    }

    [Fact]
    public void Weights_of_a_tied_decoder_may_stand_there_if_they_are_the_encoders()
    {
        using ModelHandle source = FileModels.Create(FileModels.Tied, 5);
        (string Name, int[], float[] Values)[] tensors = [.. AllTensors(source)];
        using ModelHandle model = FileModels.Create(FileModels.Tied, 6);

        FileModels.Load(model, SafetensorsBuilder.File(tensors));
        Assert.Equal(ModelParameters.Of(source).Bits(), ModelParameters.Of(model).Bits());

        tensors.Single(tensor => tensor.Name == "decoder.0.weight").Values[(4 * 3) + 1] += 0.5f;
        tensors.Single(tensor => tensor.Name == "decoder.0.weight").Values[0] += 0.25f;
        AssertRefused(
            FileModels.Tied,
            SafetensorsBuilder.File(tensors),
            "'decoder.0.weight' is not 'encoder.1.weight' transposed, as TiedAdam declares: they differ by up to 0.5");
        AssertRefused(FileModels.Tied, SafetensorsBuilder.File(tensors), "at [4, 1]");
    }

    [Theory]
    [InlineData(FileModels.RightInverse)]
    [InlineData(FileModels.Damped)]
    public void Weights_of_a_right_inverse_decoder_may_stand_there_if_they_are_that(string name)
    {
        using ModelHandle source = FileModels.Create(name, 5);
        (string Name, int[], float[] Values)[] tensors = [.. AllTensors(source)];
        using ModelHandle model = FileModels.Create(name, 6);

        FileModels.Load(model, SafetensorsBuilder.File(tensors));
        Assert.Equal(ModelParameters.Of(source).Bits(), ModelParameters.Of(model).Bits());

        tensors.Single(tensor => tensor.Name == "decoder.0.weight").Values[7] += 0.01f;
        AssertRefused(name, SafetensorsBuilder.File(tensors), "'decoder.0.weight' is not right inverse of 'encoder.");
        AssertRefused(name, SafetensorsBuilder.File(tensors), "differs from W^T by up to 0.0");
    }

    [Fact]
    public void Skipping_indices_of_a_tied_decoder_without_biases_are_its_layers()
    {
        using ModelHandle source = FileModels.Create(FileModels.Bare, 5);
        float[] w = source.Layers[0].GetWeights();
        using ModelHandle model = FileModels.Create(FileModels.Bare, 6);

        FileModels.Load(model, SafetensorsBuilder.File(("encoder.1.weight", [3, 6], w), ("decoder.3.weight", [6, 3], source.Layers[1].GetWeights())));

        Assert.Equal(w, model.Layers[0].GetWeights());
    }

    [Fact]
    public void A_disposed_model_takes_no_file_and_gives_none()
    {
        ModelHandle model = FileModels.Create(FileModels.Dense);
        byte[] content = FileModels.BytesOf(model);
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => FileModels.Load(model, content));
        Assert.Throws<ObjectDisposedException>(() => FileModels.BytesOf(model));
    }

    [Fact]
    public void A_model_in_training_takes_no_file_and_gives_none()
    {
        using ModelHandle model = FileModels.Create(FileModels.Dense);
        byte[] content = FileModels.BytesOf(model);
        var meanwhile = new Meanwhile(() =>
        {
            Assert.Throws<InvalidOperationException>(() => FileModels.Load(model, content));
            Assert.Throws<InvalidOperationException>(() => FileModels.BytesOf(model));
        });

        model.Fit(new(Numbers(10 * FileModels.InputSize, 9), FileModels.InputSize), new() { Epochs = 1, Progress = meanwhile });

        Assert.True(meanwhile.Happened, "The training reports no progress.");
        FileModels.Load(model, content);
    }

    private sealed class Meanwhile(Action action) : IProgress<TrainingProgress>
    {
        public bool Happened { get; private set; }

        public void Report(TrainingProgress value)
        {
            action();
            Happened = true;
        }
    }

    private static IEnumerable<(string, int[], float[])> AllTensors(ModelHandle model)
    {
        foreach (LayerParameters layer in model.Layers)
        {
            yield return (layer.Name + ".weight", [layer.Architecture.Outputs, layer.Architecture.Inputs], layer.GetWeights());
            if (layer.Architecture.HasBias)
            {
                yield return (layer.Name + ".bias", [layer.Architecture.Outputs], layer.GetBiases());
            }
        }
    }

    private static void AssertRefused(string name, byte[] content, string message)
    {
        using ModelHandle model = FileModels.Create(name, 3);
        FileModels.Train(model, 0, 1);
        string[] before = FileModels.Contents(model);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => FileModels.Load(model, content));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, FileModels.Contents(model));
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
