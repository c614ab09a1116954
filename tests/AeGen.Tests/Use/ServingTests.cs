using AeGen.Testing.Data;
using AeGen.Testing.Harness;
using AeGen.Testing.Reference;
using AeGen.Tests.Harness;

namespace AeGen.Tests.Use;

/// <summary>
/// A model that many threads use while others load files into it, train it or dispose it: each call sees one state, whole.
/// </summary>
[Collection(Alone.Name)]
public sealed class ServingTests : IDisposable
{
    private const int N = 100;
    private const int Readers = 4;
    private const int Loads = 400;

    private static readonly float[] Sample = new Random(1).NextSingles(N, -1, 1);

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [CommonModels.Dense, CommonModels.Tied, CommonModels.RightInverse];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Readers_get_what_one_file_or_the_other_gives(string name)
    {
        using ModelHandle model = Create(name, 9);
        State[] states = [Save(name, 1), Save(name, 2)];
        RequireApart(states);
        model.LoadWeights(states[0].Path);
        int counted = 0;

        WhileLoading(model, states, () =>
        {
            float[] score = new float[1], output = new float[N], scaled = new float[N];
            model.Score(Sample, score);
            Assert.Contains(score[0], states.Select(state => state.Score));
            model.Reconstruct(Sample, output);
            Assert.Contains(states, state => state.Output.AsSpan().SequenceEqual(output));
            Assert.Contains(model.Evaluate(Sample), states.Select(state => state.Loss));

            // Of one file it is an anomaly by that file's threshold, of either; by the other's it is none of the first.
            Assert.True(model.IsAnomaly(Sample));
            using (model.KeepState())
            {
                model.Scaling!.Apply(Sample, scaled);
                model.Score(scaled, score);
                State kept = states.Single(state => state.Threshold == model.Threshold);
                Assert.Equal((kept.ScaledScore, kept.Scaling), (score[0], model.Scaling));
            }

            Interlocked.Increment(ref counted);
        });

        Assert.True(counted >= Readers, $"{counted} readings");
    }

    [Fact]
    public void What_is_saved_or_converted_meanwhile_is_one_of_them()
    {
        using ModelHandle model = Create(CommonModels.Dense, 9);
        State[] states = [Save(CommonModels.Dense, 1), Save(CommonModels.Dense, 2)];
        model.LoadWeights(states[0].Path);
        byte[][] files = [.. states.Select(state => File.ReadAllBytes(state.Path))];
        int number = 0;

        WhileLoading(model, states, () =>
        {
            string path = Path.Combine(folder.Path, $"saved-{Interlocked.Increment(ref number)}");
            model.Save(path);
            Assert.Contains(files, file => file.AsSpan().SequenceEqual(File.ReadAllBytes(path)));
            File.Delete(path);
            using ModelHandle dense = CommonModels.Library.Type(CommonModels.Dense, ModelCompiler.Default).From(model, "ToDense");
            float[] score = new float[1];
            dense.Score(Sample, score);
            Assert.Contains(score[0], states.Select(state => state.Score));
        });
    }

    [Fact]
    public void A_fitted_threshold_is_of_the_weights_that_the_model_has_then()
    {
        using ModelHandle model = Create(CommonModels.Tied, 9);
        State[] states = [Save(CommonModels.Tied, 1), Save(CommonModels.Tied, 2)];
        var data = new DataSet(Sample, N);
        float[] score = new float[1];
        for (int round = 0; round < Loads; round++)
        {
            model.LoadWeights(states[round % 2].Path);
            Thread loader = Start(() => model.LoadWeights(states[(round + 1) % 2].Path));
            model.FitThreshold(data, 0);
            loader.Join();

            model.Score(Sample, score);
            State present = states.Single(state => state.Score == score[0]);
            Assert.Contains(model.Threshold!.Value, (double[])[present.Threshold, present.Score]);
        }
    }

    [Fact]
    public void Steps_of_many_threads_are_taken_one_after_the_other_while_others_read()
    {
        const int Steps = 50;
        float[] batch = new Random(3).NextSingles(8 * N, -1, 1);
        using ModelHandle expected = Create(CommonModels.Tied, 1);
        using ModelHandle model = Create(CommonModels.Tied, 1);
        for (int i = 0; i < Steps * Readers; i++)
        {
            expected.TrainStep(batch);
        }

        Exception? failure = null;
        int left = Readers;
        Thread[] threads =
        [
            .. Enumerable.Range(0, Readers).Select(_ => Start(() => Guard(ref failure, () =>
            {
                for (int i = 0; i < Steps; i++)
                {
                    model.TrainStep(batch);
                }

                Interlocked.Decrement(ref left);
            }))),
            .. Enumerable.Range(0, Readers).Select(_ => Start(() => Guard(ref failure, () =>
            {
                while (Volatile.Read(ref left) > 0 && Volatile.Read(ref failure) is null)
                {
                    model.Reconstruct(Sample, new float[N]);
                }
            }))),
        ];
        Array.ForEach(threads, thread => thread.Join());

        Assert.Null(failure);
        Assert.Equal(ModelParameters.Of(expected).Bits(), ModelParameters.Of(model).Bits());
    }

    [Fact]
    public void A_training_waits_for_readers_and_then_turns_them_away()
    {
        using ModelHandle model = Create(CommonModels.Dense, 1);
        State state = Save(CommonModels.Dense, 2);
        var data = new DataSet(new Random(3).NextSingles(64 * N, -1, 1), N);
        int refused = 0, done = 0;
        Exception? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, Readers).Select(index => Start(() => Guard(ref failure, () =>
        {
            while (Volatile.Read(ref done) == 0)
            {
                try
                {
                    if (index == 0)
                    {
                        model.LoadWeights(state.Path);
                    }
                    else
                    {
                        model.Reconstruct(Sample, new float[N]);
                    }
                }
                catch (InvalidOperationException exception) when (exception is not ObjectDisposedException)
                {
                    Assert.Contains("is being trained", exception.Message, StringComparison.Ordinal);
                    Interlocked.Increment(ref refused);
                }
            }
        })))];
        for (int i = 0; i < 20; i++)
        {
            // Nobody gets in between: the weights follow from those at the beginning.
            model.Fit(data, new() { Epochs = 3, BatchSize = 16, Progress = new Pause() });
        }

        done = 1;
        Array.ForEach(threads, thread => thread.Join());
        Assert.Null(failure);
        Assert.True(refused > 0);
    }

    [Fact]
    public void Disposing_lets_running_calls_end_and_turns_the_others_away_by_the_models_name()
    {
        for (int round = 0; round < 100; round++)
        {
            ModelHandle model = Create(CommonModels.Dense, 1);
            State state = Save(CommonModels.Dense, 1);
            Exception? failure = null;
            int ended = 0, running = 0;
            Thread[] threads = [.. Enumerable.Range(0, Readers).Select(_ => Start(() => Guard(ref failure, () =>
            {
                float[] score = new float[1];
                ObjectDisposedException refusal = Assert.Throws<ObjectDisposedException>((Action)(() =>
                {
                    while (true)
                    {
                        model.Score(Sample, score);
                        Assert.Equal(state.Score, score[0]);
                        Interlocked.Increment(ref running);
                    }
                }));
                Assert.Equal("AeGen.Testing.Compiled." + CommonModels.Dense, refusal.ObjectName);
                Interlocked.Increment(ref ended);
            })))];
            SpinWait.SpinUntil(() => Volatile.Read(ref running) > round);

            model.Dispose();
            model.Dispose();

            Array.ForEach(threads, thread => thread.Join());
            Assert.Null(failure);
            Assert.Equal(Readers, ended);
        }
    }

    [Fact]
    public void Disposing_waits_for_a_training()
    {
        ModelHandle model = Create(CommonModels.Dense, 1);
        using var started = new ManualResetEventSlim();
        TrainingHistory? history = null;
        Thread training = Start(() => history = model.Fit(new(new Random(3).NextSingles(64 * N, -1, 1), N), new()
        {
            Epochs = 3,
            OnEpochEnd = (_, _) =>
            {
                // It would wait for itself.
                Assert.Throws<InvalidOperationException>(model.Dispose);
                started.Set();
                Thread.Sleep(20);
                return FitControl.Continue;
            },
        }));
        started.Wait();

        model.Dispose();
        training.Join();

        Assert.Equal(3, history!.Epochs.Count);
        Assert.Throws<ObjectDisposedException>(() => model.Evaluate(Sample));
    }

    [Fact]
    public void A_thread_that_keeps_the_state_cannot_change_it_and_may_keep_it_again()
    {
        using ModelHandle model = Create(CommonModels.Dense, 1);
        using ModelHandle other = Create(CommonModels.Dense, 2);
        State state = Save(CommonModels.Dense, 2);
        using (model.KeepState())
        using (model.KeepState())
        {
            string message = Assert.Throws<InvalidOperationException>(() => model.LoadWeights(state.Path)).Message;
            Assert.Contains(
                "cannot be trained or changed from within a call or a scope of the same thread", message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => model.TrainStep(Sample));
            Assert.Throws<InvalidOperationException>(() => model.Fit(new(Sample, N)));
            Assert.Throws<InvalidOperationException>(model.Dispose);
            other.LoadWeights(state.Path);
            model.Reconstruct(Sample, new float[N]);
        }

        model.LoadWeights(state.Path);
        model.KeepState().Dispose();
    }

    [Fact]
    public void Nothing_is_allocated_to_keep_the_state()
    {
        using ModelHandle model = Create(CommonModels.Dense, 1);
        model.KeepState().Dispose();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            using (model.KeepState())
            {
            }
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static ModelHandle Create(string name, ulong seed) => CommonModels.Library.Create(name, seed);

    /// <summary>Has readers read while files are loaded in turn.</summary>
    private static void WhileLoading(ModelHandle model, State[] states, Action read)
    {
        Exception? failure = null;
        int done = 0;
        Thread[] threads = [.. Enumerable.Range(0, Readers).Select(_ => Start(() => Guard(ref failure, () =>
        {
            do
            {
                read();
            }
            while (Volatile.Read(ref done) == 0 && Volatile.Read(ref failure) is null);
        })))];
        Guard(ref failure, () =>
        {
            for (int i = 0; i < Loads; i++)
            {
                model.LoadWeights(states[i % 2].Path);
            }
        });
        Volatile.Write(ref done, 1);
        Array.ForEach(threads, thread => thread.Join());
        Assert.Null(failure);
    }

    private static void Guard(ref Exception? failure, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, exception, null);
        }
    }

    private static Thread Start(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        return thread;
    }

    /// <summary>
    /// The sample is an anomaly by the threshold of its own file, and the smaller score is none by the larger one's threshold.
    /// </summary>
    private static void RequireApart(State[] states)
    {
        Assert.All(states, state => Assert.True(state.Score > state.Threshold));
        Assert.True(states.Min(state => state.Score) <= states.Max(state => state.Threshold));
        Assert.Equal(4, states.SelectMany(state => (float[])[state.Score, state.ScaledScore]).Distinct().Count());
    }

    /// <summary>Saves a model of a seed, with a scaling and a threshold of its own, and says what it computes.</summary>
    private State Save(string name, ulong seed)
    {
        using ModelHandle model = Create(name, seed);
        float factor = seed / 4f;
        model.Scaling = new([.. Enumerable.Repeat(factor, N)], [.. Enumerable.Repeat(1 + factor, N)]);
        float[] score = new float[1], scaledScore = new float[1], output = new float[N], scaled = new float[N];
        model.Score(Sample, score);
        model.Reconstruct(Sample, output);
        model.Scaling.Apply(Sample, scaled);
        model.Score(scaled, scaledScore);
        model.Threshold = score[0] * 0.999999;
        string path = Path.Combine(folder.Path, $"{name}-{seed}.safetensors");
        model.Save(path);
        return new(path, score[0], scaledScore[0], output, model.Evaluate(Sample), model.Threshold.Value, model.Scaling);
    }

    private sealed record State(
        string Path, float Score, float ScaledScore, float[] Output, double Loss, double Threshold, Scaling Scaling);

    /// <summary>Lets others run within a training.</summary>
    private sealed class Pause : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Thread.Sleep(1);
    }
}
