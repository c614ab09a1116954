using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Use;

/// <summary>Scores are the squared errors of what Reconstruct gives.</summary>
public abstract class ScoreTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const int N = 100;

    [Theory]
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

    [Fact]
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

    [Fact]
    public void Scores_do_not_ask_what_the_loss_asks()
    {
        using ModelHandle model = Create(CommonModels.Probabilities, 3);
        float[] data = [-3, 7, 2, 5, -1, 4], output = new float[6], scores = new float[1];
        model.Reconstruct(data, output);

        model.Score(data, scores);

        double expected = data.Zip(output, (x, r) => ((double)x - r) * ((double)x - r)).Average();
        Assert.Equal(expected, scores[0], 1e-6 * expected);
    }

    [Fact]
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
