using AeGen.ModelFiles;
using AeGen.Testing.Data;
using AeGen.Testing.Harness;

namespace AeGen.Tests.Files;

/// <summary>A training that goes on from a checkpoint is the training that never stopped.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => FileModels.Names;

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_steps_after_it_are_those_of_the_model_that_never_stopped(string name)
    {
        string path = Path.Combine(folder.Path, "checkpoint.safetensors");
        using ModelHandle model = FileModels.Create(name);
        model.OptimizerSettings = new() { LearningRate = 0.03f, Momentum = 0.7f, Nesterov = true, Beta2 = 0.9f, WeightDecay = 0.01f };
        FileModels.Train(model, 0, 5);
        model.SaveCheckpoint(path);

        // Into a new model, and into one that was trained otherwise.
        using ModelHandle fresh = FileModels.Create(name, 9);
        using ModelHandle used = FileModels.Create(name, 8);
        FileModels.Train(used, 50, 3);
        fresh.LoadCheckpoint(path);
        used.LoadCheckpoint(path);
        Assert.Equal(model.OptimizerSettings, fresh.OptimizerSettings);
        Assert.Equal(FileModels.Contents(model), FileModels.Contents(fresh));
        foreach (ModelHandle each in (ModelHandle[])[model, fresh, used])
        {
            FileModels.Train(each, 5, 5);
        }

        Assert.Equal(FileModels.Contents(model), FileModels.Contents(fresh));
        Assert.Equal(FileModels.Contents(model), FileModels.Contents(used));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_before_the_first_step_holds_zeros(string name)
    {
        using ModelHandle model = FileModels.Create(name);
        using ModelHandle other = FileModels.Create(name, 2);
        FileModels.Train(other, 0, 2);

        FileModels.Load(other, FileModels.BytesOf(model, training: true), training: true);
        FileModels.Train(model, 0, 2);
        FileModels.Train(other, 0, 2);

        Assert.Equal(FileModels.Contents(model), FileModels.Contents(other));
    }

    [Fact]
    public void Moments_have_the_names_and_shapes_of_their_parameters()
    {
        using ModelHandle model = FileModels.Create(FileModels.Tied);
        FileModels.Train(model, 0, 1);

        ModelState state = FileModels.StateOf(model).Gather(training: true);

        Assert.Equal([5, 6], state.Tensors.Single(tensor => tensor.Name == "optimizer.encoder.0.weight.moment1").Shape);
        Assert.Equal([5], state.Tensors.Single(tensor => tensor.Name == "optimizer.encoder.0.bias.moment2").Shape);
        Assert.DoesNotContain(state.Tensors, tensor => tensor.Name.Contains("decoder.0.weight", StringComparison.Ordinal));
        Assert.Equal("1", state.Metadata.Single(entry => entry.Key == "optimizer.steps").Value);
        Assert.Equal(
            "learning_rate 0.001, momentum 0, nesterov 0, beta1 0.9, beta2 0.999, epsilon 1E-08, weight_decay 0, decoupled 0, smoothing 0.99, clip_value 0, clip_norm 0, noise_seed 0",
            state.Metadata.Single(entry => entry.Key == "optimizer.settings").Value);
    }

    [Theory]
    [InlineData("learning_rate 0.001", "learning_rate -1", "LearningRate is -1, out of its range")]
    [InlineData("learning_rate 0.001", "learning_rate x", "'learning_rate x' has no number")]
    [InlineData("learning_rate 0.001", "learning_speed 0.1", "'learning_speed 0.1' is no setting of an optimizer")]
    [InlineData("beta2 0.999", "beta2 1", "Beta2 is 1, out of its range")]
    [InlineData("beta1 0.9", "beta1 NaN", "Beta1 is NaN, out of its range")]
    [InlineData("\"optimizer.steps\":\"2\"", "\"optimizer.steps\":\"-2\"", "'-2': a whole number")]
    [InlineData("\"optimizer.steps\":\"2\"", "\"optimizer.steps\":\"99999999999999999999\"", "a whole number")]
    [InlineData("\"optimizer.steps\":\"2\"", "\"optimizer.stepz\":\"2\"", "the metadata has no 'optimizer.steps'")]
    [InlineData("optimizer.encoder.0.weight.moment2", "optimizer.encoder.0.weight.moment3", "no tensor 'optimizer.encoder.0.weight.moment2'")]
    [InlineData("\"checkpoint\"", "\"weights\"", "no checkpoint")]
    [InlineData("\"aegen.format\"", "\"aegen.farmat\"", "no checkpoint")]
    public void A_damaged_one_changes_nothing(string text, string replacement, string message)
    {
        using ModelHandle model = FileModels.Create(FileModels.Dense);
        FileModels.Train(model, 0, 2);
        string[] before = FileModels.Contents(model);
        byte[] content = SafetensorsBuilder.Replace(FileModels.BytesOf(model, training: true), text, replacement);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => FileModels.Load(model, content, training: true));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, FileModels.Contents(model));
    }

    [Fact]
    public void A_second_moment_below_zero_is_refused()
    {
        using ModelHandle model = FileModels.Create(FileModels.Dense);
        FileModels.Train(model, 0, 2);
        ModelState state = FileModels.StateOf(model).Gather(training: true);
        state.Tensors.Single(tensor => tensor.Name == "optimizer.decoder.1.bias.moment2").Values[3] = -1;
        using var stream = new MemoryStream();
        state.Write(stream);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => FileModels.Load(model, stream.ToArray(), training: true));
        Assert.Contains("'optimizer.decoder.1.bias.moment2' holds -1 at index 3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_weights_is_none()
    {
        using ModelHandle model = FileModels.Create(FileModels.Dense);

        InvalidDataException exception =
            Assert.Throws<InvalidDataException>(() => FileModels.Load(model, FileModels.BytesOf(model), training: true));
        Assert.Contains("no checkpoint", exception.Message, StringComparison.Ordinal);
    }
}
