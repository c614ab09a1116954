using AeGen.Runtime;
using AeGen.Tests.Harness;
using AeGen.Tests.Reference;

namespace AeGen.Tests.Use;

/// <summary>Scores are the squared errors of what Reconstruct gives.</summary>
public abstract class ScoreTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const int N = 100;

    [SkippableTheory]
    [InlineData(CommonModels.Dense, 1)]
    [InlineData(CommonModels.Tied, 5)]
    [InlineData(CommonModels.RightInverse, 129)]
    [InlineData(CommonModels.Dense, 200)]
    public void A_score_is_the_mean_squared_error_of_the_reconstruction(string name, int count)
    {
        using ModelHandle model = Create(name, 3);
        float[] data = new Random(1).NextSingles(count * N, -1, 1), output = new float[count * N];
        float[] scores = new float[count], contributions = new float[count * N];
        model.Reconstruct(data, output);

        model.Score(data, scores);
        model.Contributions(data, contributions);

        for (int i = 0; i < count; i++)
        {
            double expected = 0, mean = 0;
            for (int j = i * N; j < (i + 1) * N; j++)
            {
                double error = (double)data[j] - output[j];
                Assert.Equal(error * error, contributions[j], 1e-6 * Math.Max(error * error, 1e-3));
                expected += error * error / N;
                mean += (double)contributions[j] / N;
            }

            Assert.Equal(expected, scores[i], 1e-6 * expected);
            Assert.Equal(mean, scores[i], 1e-6 * expected);
        }
    }

    [SkippableFact]
    public void More_samples_than_a_device_gives_back_at_a_time_get_the_same_scores()
    {
        const int Count = 23;
        using ModelHandle model = Create(CommonModels.Dense, 3);
        float[] data = new Random(4).NextSingles(Count * N, -1, 1);
        float[] scores = new float[Count], contributions = new float[data.Length], piecewise = new float[Count], piecewiseContributions = new float[data.Length];
        model.Score(data, scores);
        model.Contributions(data, contributions);
        int usual = model.Device?.NumbersAtATime ?? 0;
        try
        {
            SetNumbersAtATime(model, (5 * N) + 1);
            model.Score(data, piecewise);
            model.Contributions(data, piecewiseContributions);
        }
        finally
        {
            SetNumbersAtATime(model, usual);
        }

        // Other pieces may run on other kernels, so not bit for bit.
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(scores[i], piecewise[i], 1e-5 * scores[i]);
        }

        Assert.All(contributions.Zip(piecewiseContributions), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [SkippableFact]
    public void Scores_do_not_ask_what_the_loss_asks()
    {
        using ModelHandle model = Create(CommonModels.Probabilities, 3);
        float[] data = [-3, 7, 2, 5, -1, 4], output = new float[6], scores = new float[1];
        model.Reconstruct(data, output);

        model.Score(data, scores);

        double expected = data.Zip(output, (x, r) => ((double)x - r) * ((double)x - r)).Average();
        Assert.Equal(expected, scores[0], 1e-6 * expected);
    }

    [SkippableFact]
    public void Scores_refuse_what_makes_no_sense()
    {
        using ModelHandle model = Create(CommonModels.Small, 1);
        float[] data = new Random(1).NextSingles(12, -1, 1), both = new float[24];

        Refuse("input", () => model.Score(new float[7], new float[1]));
        Refuse("input", () => model.Contributions([], []));
        Refuse("scores", () => model.Score(data, new float[3]));
        Refuse("contributions", () => model.Contributions(data, new float[13]));
        Refuse("scores", () => model.Score(both.AsSpan(0, 12), both.AsSpan(11, 2)));
        Refuse("contributions", () => model.Contributions(both.AsSpan(6, 12), both.AsSpan(6, 12)));
        data[8] = float.NaN;
        Refuse("input", () => model.Score(data, new float[2]));
        Refuse("input", () => model.Contributions(data, new float[12]));
    }

    private static void SetNumbersAtATime(ModelHandle model, int numbers)
    {
        if (model.Device is { } device)
        {
            device.NumbersAtATime = numbers;
        }
    }

    private static void Refuse(string argument, Action call) => Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(call).ParamName);
}

public sealed class ScoreTests(CpuTarget target) : ScoreTests<CpuTarget>(target), IClassFixture<CpuTarget>
{
    [Fact]
    public void Scores_and_thresholds_are_the_same_bits_for_any_number_of_threads()
    {
        float[] data = new Random(2).NextSingles(1001 * 100, -1, 1);
        foreach (TestVariant variant in Target.Variants)
        {
            int[]? expected = null;
            foreach (TestRun run in variant.Runs)
            {
                using ModelHandle model = Create(CommonModels.RightInverse, 4);
                run.Apply(model);
                float[] scores = new float[1001], contributions = new float[data.Length];
                model.Score(data, scores);
                model.Contributions(data, contributions);
                float threshold = (float)model.FitThreshold(new DataSet(data, 100));

                int[] bits = [.. scores.Concat(contributions).Append(threshold).Select(BitConverter.SingleToInt32Bits)];
                expected ??= bits;
                Assert.Equal(expected, bits);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(63)]
    [InlineData(100)]
    public void Errors_in_panels_are_those_in_rows(int features)
    {
        const int Rows = 5;
        const int Capacity = 8;
        float[] samples = new Random(1).NextSingles(Rows * features, -1, 1), outputs = new Random(2).NextSingles(Rows * features, -1, 1);
        float[] panels = new float[Panels.PadColumns(features) * Capacity];
        Array.Fill(panels, float.NaN);
        float[] byRows = new float[Rows], byPanels = new float[Rows], eachByRows = new float[samples.Length], eachByPanels = new float[samples.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            (int row, int column) = (i / features, i % features);
            panels[(column / 32 * 32 * Capacity) + (row * 32) + (column % 32)] = outputs[i];
        }

        SquaredErrors.Means(ref samples[0], ref outputs[0], features, 32, features, byRows);
        SquaredErrors.Means(ref samples[0], ref panels[0], 32, Capacity * 32, features, byPanels);
        SquaredErrors.Each(ref samples[0], ref outputs[0], features, 32, features, ref eachByRows[0], Rows);
        SquaredErrors.Each(ref samples[0], ref panels[0], 32, Capacity * 32, features, ref eachByPanels[0], Rows);

        Assert.Equal(byRows, byPanels);
        Assert.Equal(eachByRows, eachByPanels);
        for (int i = 0; i < Rows; i++)
        {
            double expected = Enumerable.Range(i * features, features).Average(j => Math.Pow((double)samples[j] - outputs[j], 2));
            Assert.Equal(expected, byRows[i], 1e-6 * expected);
        }
    }
}
