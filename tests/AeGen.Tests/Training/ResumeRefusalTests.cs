using AeGen.Testing.Data;
using AeGen.Testing.Harness;
using AeGen.Tests.Files;
using static AeGen.Testing.Training.TrainingData;

namespace AeGen.Tests.Training;

/// <summary>Checkpoints that a training does not go on from, and folders in which it cannot save.</summary>
public sealed class ResumeRefusalTests : IDisposable
{
    /// <summary>The rate falls to next to nothing, so that the first epoch stays the best.</summary>
    private static readonly FitOptions Options = new()
    {
        Epochs = 3,
        BatchSize = 8,
        Seed = 3,
        ValidationSplit = 0.2,
        LearningRate = LearningRate.Exponential(0.05f, 1e-6f),
        EarlyStopping = new() { MinimumDelta = 0.01 },
    };

    private readonly TemporaryFolder folder = new();

    private CheckpointFolder Checkpoints => new(Path.Combine(folder.Path, "run"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        using ModelHandle model = Create();
        TrainingState state = model.Fit(Train, Options).State!;

        Refuse("no folder", Options with { Resume = true });
        Refuse("one of them", Options with { Resume = true, Checkpoints = Checkpoints, ResumeFrom = state });
        Refuse("CheckpointEvery", Options with { CheckpointEvery = 0, Checkpoints = Checkpoints });
        Assert.False(Directory.Exists(Checkpoints.Path));

        void Refuse(string problem, FitOptions options) => Assert.Contains(
            problem, Assert.ThrowsAny<ArgumentException>(() => model.Fit(Train, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_another_training_is_refused_before_the_first_step()
    {
        Save(Options);
        using ModelHandle model = Create(9);
        string[] before = FileModels.Contents(model);

        InvalidOperationException later =
            Assert.Throws<InvalidOperationException>(() => model.Fit(Train, Options with { Checkpoints = Checkpoints }));
        Assert.Contains("a checkpoint of epoch 3, and this training begins after epoch 0: set Resume", later.Message, StringComparison.Ordinal);

        Refuse("BatchSize was 8 then and is 9 now", Options with { BatchSize = 9 });
        Refuse("Seed", Options with { Seed = 4 });
        Refuse("Samples was 40 then and is 45 now", Options with { ValidationSplit = 0.1 });
        Refuse("Shuffle", Options with { Shuffle = false });
        Refuse("Monitor", Options with { EarlyStopping = new() { Monitor = MonitoredLoss.Training } });
        Assert.Equal(before, FileModels.Contents(model));

        void Refuse(string problem, FitOptions options)
        {
            ArgumentException refusal = Assert.Throws<ArgumentException>(() => model.Fit(Train, options with { Checkpoints = Checkpoints, Resume = true }));
            Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
            Assert.Contains(Checkpoints.FileOf(3), refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\\u0022step\\u0022:15", "\\u0022step\\u0022:16", "no training comes to it: 16 steps are not 3 epochs of 5")]
    [InlineData("\\u0022step\\u0022:15", "\\u0022stop\\u0022:15", "this is not the state of a training: ")]
    [InlineData("\\u0022step\\u0022:15", "\\u0022seed\\u0022:3", "this is not the state of a training: ")]
    [InlineData("\\u0022step\\u0022:15,", "", "this is not the state of a training: ")]
    [InlineData("\\u0022step\\u0022:15", "\\u0022step\\u0022:15.5", "this is not the state of a training: ")]
    [InlineData("\\u0022batch_size\\u0022:8", "\\u0022batch_size\\u0022:0", "40 samples in steps of 0")]
    [InlineData("\\u0022samples\\u0022:40", "\\u0022samples\\u0022:-40", "-40 samples in steps of 8")]
    [InlineData("\\u0022monitor\\u0022:\\u0022Validation\\u0022", "\\u0022monitor\\u0022:7", "neither")]
    [InlineData("\\u0022monitor\\u0022:\\u0022Validation\\u0022", "\\u0022monitor\\u0022:\\u0022Automatic\\u0022", "neither")]
    [InlineData("\\u0022epoch\\u0022:2", "\\u0022epoch\\u0022:1", "not those from 1 to 3")]
    [InlineData("\\u0022epochs_without_improvement\\u0022:", "\\u0022epochs_without_improvement\\u0022:-", "epochs are without improvement")]
    [InlineData("\\u0022epochs\\u0022:[", "\\u0022epochs\\u0022:[null,", "not those from 1 to 4")]
    [InlineData("\\u0022plateau\\u0022:null", "\\u0022plateau\\u0022:{}", "this is not the state of a training: ")]
    [InlineData("\"training.state\"", "\"training.state2\"", "there are parameters of a training and not its state")]
    [InlineData("\"training.best.encoder.0.bias\"", "\"training.beast.encoder.0.bias\"", "and no 'training.best.encoder.0.bias', which belongs to it")]
    public void A_damaged_state_changes_nothing(string text, string replacement, string message)
    {
        Save(Options);
        using ModelHandle model = Create(9);
        string[] before = FileModels.Contents(model);
        string path = Checkpoints.FileOf(3);
        File.WriteAllBytes(path, SafetensorsBuilder.Replace(File.ReadAllBytes(path), text, replacement));

        InvalidDataException loading = Assert.Throws<InvalidDataException>(() => model.LoadCheckpoint(path));
        InvalidDataException resuming =
            Assert.Throws<InvalidDataException>(() => model.Fit(Train, Options with { Checkpoints = Checkpoints, Resume = true }));

        Assert.Contains(message, loading.Message, StringComparison.Ordinal);
        Assert.StartsWith(path + ": ", loading.Message, StringComparison.Ordinal);
        Assert.Equal(loading.Message, resuming.Message);
        Assert.Equal(before, FileModels.Contents(model));

        // The model alone is in the file all the same.
        if (!message.EndsWith("belongs to it", StringComparison.Ordinal))
        {
            model.LoadWeights(path);
        }
    }

    [Fact]
    public void A_file_that_is_not_of_its_name_is_refused()
    {
        Save(Options);
        using ModelHandle model = Create(9);
        string[] before = FileModels.Contents(model);

        File.Copy(Checkpoints.FileOf(3), Checkpoints.FileOf(4));
        Refuse("the state is that after epoch 3, and by its name it is that after epoch 4");
        using ModelHandle bare = Create();
        bare.SaveCheckpoint(Checkpoints.FileOf(5));
        Refuse("there is no state of a training, and by its name it is that after epoch 5");
        bare.Save(Checkpoints.FileOf(6));
        Refuse("this is no checkpoint");
        Assert.Equal(before, FileModels.Contents(model));

        void Refuse(string problem) => Assert.Contains(
            problem,
            Assert.Throws<InvalidDataException>(() => model.Fit(Train, Options with { Checkpoints = Checkpoints, Resume = true })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_that_was_cut_off_is_passed_over()
    {
        using ModelHandle whole = Create();
        whole.Fit(Train, Options);
        Save(Options);
        byte[] content = File.ReadAllBytes(Checkpoints.FileOf(3));
        File.WriteAllBytes(Checkpoints.FileOf(3), content[..^1]);
        using ModelHandle model = Create(9);

        model.Fit(Train, Options with { Checkpoints = Checkpoints, Resume = true });

        Assert.Equal(FileModels.Contents(whole), FileModels.Contents(model));
        Assert.Equal(3, Checkpoints.FindNewest());
    }

    [Fact]
    public void A_state_of_another_model_is_not_saved()
    {
        string path = folder.Write("model", "old");
        using ModelHandle model = Create();
        TrainingState state = model.Fit(Train, Options).State!;

        foreach (TrainingState wrong in (TrainingState[])[state with { Step = 7 }, state with { BestParameters = new([], []) }, state with { Samples = 0 }])
        {
            ArgumentException refusal = Assert.Throws<ArgumentException>(() => model.SaveCheckpoint(path, wrong));
            Assert.Contains("The state is none of a training of Small: ", refusal.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentNullException>(() => model.SaveCheckpoint(path, null!));
        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public void A_save_that_fails_ends_the_training_and_leaves_the_model_usable()
    {
        using ModelHandle model = Create();
        using ModelHandle expected = Create();
        expected.Fit(Train, Options with { Epochs = 2, EarlyStopping = null });
        FitOptions options = Options with
        {
            EarlyStopping = null,
            Checkpoints = Checkpoints,
            OnEpochEnd = (record, _) =>
            {
                if (record.Epoch == 2)
                {
                    Directory.Delete(Checkpoints.Path, recursive: true);
                    File.WriteAllText(Checkpoints.Path, "in the folder's place");
                }

                return FitControl.Continue;
            },
        };

        Assert.ThrowsAny<IOException>(() => model.Fit(Train, options));

        Assert.Equal(FileModels.Contents(expected), FileModels.Contents(model));
        AssertUsable(model, expected);
    }

    [Fact]
    public void A_folder_that_must_not_be_written_to_does_so_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Who runs the tests may write everywhere.");
        Save(Options);
        using ModelHandle model = Create();
        using ModelHandle expected = Create();
        expected.Fit(Train, Options with { Epochs = 4 });
        FitOptions options = Options with { Checkpoints = Checkpoints, Epochs = 5, Resume = true };
        Writable(false);
        try
        {
            Assert.Throws<UnauthorizedAccessException>(() => model.Fit(Train, options));
        }
        finally
        {
            Writable(true);
        }

        AssertUsable(model, expected);
        Assert.Equal(3, Checkpoints.FindNewest());

        void Writable(bool may)
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(
                    Checkpoints.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute | (may ? UnixFileMode.UserWrite : UnixFileMode.None));
            }
        }
    }

    [Fact]
    public void A_report_that_throws_ends_the_training_and_leaves_the_model_usable()
    {
        using ModelHandle model = Create();
        using ModelHandle expected = Create();
        expected.Fit(Train, Options with { Epochs = 2, EarlyStopping = null });
        var thrown = new FormatException("from the report");

        Exception caught = Assert.Throws<FormatException>(
            () => model.Fit(Train, Options with { EarlyStopping = null, Progress = new Throwing(thrown) }));

        Assert.Same(thrown, caught);
        Assert.Equal(FileModels.Contents(expected), FileModels.Contents(model));
        AssertUsable(model, expected);
    }

    private static ModelHandle Create(ulong seed = 1) => CommonModels.Library.Create(CommonModels.Small, seed);

    /// <summary>Every kind of use, and a training that is the one of a model that nothing has happened to.</summary>
    private static void AssertUsable(ModelHandle model, ModelHandle expected)
    {
        foreach (ModelHandle each in (ModelHandle[])[model, expected])
        {
            each.Reconstruct(Test.Samples.Span, new float[Test.Samples.Length]);
            each.TrainStep(Test.Samples.Span);
            each.Fit(Train, Options);
        }

        Assert.Equal(FileModels.Contents(expected), FileModels.Contents(model));
    }

    private void Save(FitOptions options)
    {
        using ModelHandle model = Create();
        model.Fit(Train, options with { Checkpoints = Checkpoints });
    }

    private sealed class Throwing(Exception exception) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            // The report at the end of the second epoch, when all of its steps have been taken.
            if (value is { Epoch: 2, Step: 10 })
            {
                throw exception;
            }
        }
    }
}
