using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Misuse;

/// <summary>Models that are disposed, in use by training, or led astray.</summary>
public abstract class LifetimeTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const int N = 6;
    private const int K = 3;
    private const int Batch = 8;

    private static readonly float[] Data = new Random(31).NextSingles(Batch * N, -1, 1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Calls => ["Encode", "Decode", "Reconstruct", "Evaluate", "TrainStep", "Fit", "SetWeights", "Score", "ToDense"];

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_disposed_model_refuses(string call)
    {
        ModelHandle model = Create(CommonModels.Small, 1);
        model.Dispose();
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Make(call, model));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_model_in_training_refuses_others(string call)
    {
        using ModelHandle model = Create(CommonModels.Small, 1);
        using var started = new ManualResetEventSlim();
        using var finish = new ManualResetEventSlim();
        Exception? trainingFailure = null;
        var training = new Thread(() =>
            trainingFailure = Record.Exception(() => model.Fit(new(Data, N), new() { Epochs = 1, Progress = new Gate(started, finish) })));
        training.Start();
        try
        {
            Assert.True(started.Wait(Patience), "The training reports no progress.");
            Assert.Throws<InvalidOperationException>(() => Make(call, model));
        }
        finally
        {
            finish.Set();
            training.Join();
        }

        Assert.Null(trainingFailure);
        Make(call, model);
    }

    [Fact]
    public void Readers_do_not_disturb_each_other()
    {
        using ModelHandle model = Create(CommonModels.Dense, 1);
        float[] data = new Random(32).NextSingles(65 * 100, -1, 1);
        float[] expected = new float[data.Length];
        model.Reconstruct(data, expected);

        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            float[] actual = new float[data.Length];
            model.Reconstruct(data, actual);
            Assert.Equal(expected, actual);
        });
    }

    [Fact]
    public void A_diverging_step_changes_nothing()
    {
        using ModelHandle model = Create(CommonModels.LinearTied, 1);
        int[] before = ModelParameters.Of(model).Bits();
        float[] huge = new Random(33).NextSingles(Batch * 20, 1e37, 1e38);

        Assert.Throws<LossDivergedException>(() => model.TrainStep(huge));

        Assert.Equal(before, ModelParameters.Of(model).Bits());
        Assert.True(float.IsFinite(model.TrainStep(new Random(34).NextSingles(Batch * 20, -1, 1))));
    }

    [Fact]
    public void A_diverging_training_keeps_the_parameters_before_the_step()
    {
        using ModelHandle model = Create(CommonModels.LinearTied, 1);
        float[] data = new Random(35).NextSingles(Batch * 20, -1, 1);

        LossDivergedException exception =
            Assert.Throws<LossDivergedException>(() => model.Fit(new(data, 20), new() { Epochs = 1000, LearningRate = 1e6f }));
        Assert.Contains($"learning rate than {1e6f}", exception.Message, StringComparison.Ordinal);

        foreach (LayerParameters layer in model.Layers)
        {
            Assert.All(layer.GetWeights(), weight => Assert.True(float.IsFinite(weight)));
        }
    }

    [Fact]
    public void A_description_names_every_layer()
    {
        using ModelHandle model = Create(CommonModels.Dense, 1);

        string description = model.Describe();

        Assert.All(model.Layers, layer => Assert.Contains(layer.Name, description, StringComparison.Ordinal));
    }

    private static void Make(string call, ModelHandle model)
    {
        switch (call)
        {
            case "Encode":
                model.Encode(Data, new float[Batch * K]);
                break;
            case "Decode":
                model.Decode(Data.AsSpan(0, Batch * K), new float[Batch * N]);
                break;
            case "Reconstruct":
                model.Reconstruct(Data, new float[Batch * N]);
                break;
            case "Evaluate":
                model.Evaluate(Data);
                break;
            case "TrainStep":
                model.TrainStep(Data);
                break;
            case "Score":
                model.Score(Data, new float[Batch]);
                break;
            case "ToDense":
                CommonModels.Library.Type(CommonModels.Small, ModelCompiler.Default).From(model, "ToDense").Dispose();
                break;
            case "Fit":
                model.Fit(new(Data, N), new() { Epochs = 1 });
                break;
            default:
                LayerParameters layer = model.Layers[0];
                layer.SetWeights(new float[layer.Architecture.Outputs * layer.Architecture.Inputs]);
                break;
        }
    }

    /// <summary>Holds the training at its first report until it is let go.</summary>
    private sealed class Gate(ManualResetEventSlim started, ManualResetEventSlim finish) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            started.Set();
            finish.Wait(Patience);
        }
    }
}
