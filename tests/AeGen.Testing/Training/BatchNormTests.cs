using AeGen.Testing.Harness;
using AeGen.Testing.Reference;
using static AeGen.Testing.Training.TrainingData;

namespace AeGen.Testing.Training;

/// <summary>Trainings of a model that normalises over the batch: how their epochs are cut, and what statistics they come to.</summary>
public abstract class BatchNormTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    /// <summary>The share of a step in the running statistics, which begin as those of a standard normal distribution.</summary>
    private const double Momentum = 0.1;

    /// <remarks>
    /// A last batch of one would come to 0.48, 0.63 and 0.78 of the variance. Where there is one batch, its variance is that of the data;
    /// several come as close as those of 128 of the samples are.
    /// </remarks>
    [Theory]
    [InlineData(129, 1e-3)]
    [InlineData(130, 1e-3)]
    [InlineData(257, 0.05)]
    [InlineData(513, 0.05)]
    public void Running_statistics_come_to_those_of_the_data(int count, double tolerance)
    {
        using ModelHandle model = Target.Create(CommonModels.Library, CommonModels.Normalized, 3);
        var network = new ReferenceNetwork(CommonModels.Library.Declaration(CommonModels.Normalized));
        network.Set(ModelParameters.Of(model));
        var data = new DataSet(new Random(7).NextSingles(count * FeatureCount, -1, 1), FeatureCount);
        double[][] linear = network.Linear(0, data.Samples.ToArray());

        // Where a step takes long there are fewer batches to take the mean of; a last batch of one is further off all the same. One batch
        // says all.
        int epochs = !Target.IsSlow ? 100 : count < 256 ? 3 : 12;
        double allowed = Target.IsSlow ? 3 * tolerance : tolerance;
        long steps = 0;
        model.Fit(data, new() { Epochs = epochs, LearningRate = 0f, Progress = new Reporter(report => steps = report.Steps) });

        NormalizationParameters after = model.Layers[0].GetNormalization();
        double start = Math.Pow(1 - Momentum, steps);
        for (int unit = 0; unit < after.Gains.Length; unit++)
        {
            double mean = linear.Average(row => row[unit]);
            double variance = linear.Sum(row => (row[unit] - mean) * (row[unit] - mean)) / (count - 1);
            Assert.Equal(1, (after.RunningVariances![unit] - start) / (1 - start) / variance, allowed);
            Assert.Equal(mean, after.RunningMeans![unit] / (1 - start), allowed * Math.Sqrt(variance));
        }
    }

    [Theory]
    [InlineData(8, 8, 8, 8, 8, 8, 10)]
    [InlineData(20, 20, 30)]
    [InlineData(30, 30, 20)]
    [InlineData(9, 9, 9, 9, 9, 9, 5)]
    [InlineData(21, 21, 29)]
    [InlineData(49, 50)]
    public void A_short_rest_joins_the_batch_before_it(int batchSize, params int[] batches)
    {
        using ModelHandle fitted = Target.Create(CommonModels.Library, CommonModels.Normalized, 3);
        using ModelHandle stepped = Target.Create(CommonModels.Library, CommonModels.Normalized, 3);
        int epochSteps = 0;

        TrainingHistory history = fitted.Fit(
            Train, new() { Epochs = 2, BatchSize = batchSize, Shuffle = false, Progress = new Reporter(
                report => epochSteps = (int)report.Steps / 2) });
        double loss = 0;
        for (int epoch = 0; epoch < 2; epoch++)
        {
            (int first, loss) = (0, 0);
            foreach (int size in batches)
            {
                loss += size * (double)stepped.TrainStep(Train.Samples.Span.Slice(first * FeatureCount, size * FeatureCount)) / Count;
                first += size;
            }
        }

        Assert.Equal(batches.Length, epochSteps);
        Assert.Equal(ModelParameters.Of(stepped).Bits(), ModelParameters.Of(fitted).Bits());
        Assert.Equal(loss, history.FinalLoss, 1e-6);
    }

    [Fact]
    public void A_training_with_a_short_rest_goes_on_to_the_same_bits()
    {
        FitOptions options = new() { Epochs = 4, BatchSize = 8, Seed = 5 };
        using ModelHandle whole = Target.Create(CommonModels.Library, CommonModels.Normalized, 3);
        using ModelHandle broken = Target.Create(CommonModels.Library, CommonModels.Normalized, 3);

        whole.Fit(Train, options);
        TrainingState state = broken.Fit(Train, options with { Epochs = 2 }).State!;
        broken.Fit(Train, options with { ResumeFrom = state });

        Assert.Equal(12, state.Step);
        Assert.Equal(ModelParameters.Of(whole).Bits(), ModelParameters.Of(broken).Bits());
    }

    [Fact]
    public void A_batch_of_one_sample_is_refused()
    {
        using ModelHandle model = Target.Create(CommonModels.Library, CommonModels.Normalized, 3);
        int[] before = ModelParameters.Of(model).Bits();
        DataSet one = Train.Subset([0]), two = Train.Subset([0, 1]);

        Refuse("'batch' has 1 sample", () => model.TrainStep(one.Samples.Span));
        Refuse("'train' has 1 sample", () => model.Fit(one));
        Refuse("'train' has 1 sample", () => model.Fit(two, new() { ValidationSplit = 0.5 }));
        Refuse("Actual value was 1", () => model.Fit(Train, new() { BatchSize = 1 }));

        Assert.Equal(before, ModelParameters.Of(model).Bits());
        model.TrainStep(two.Samples.Span);
        model.Fit(two, new() { Epochs = 1 });
        model.Fit(Train.Subset([0, 1, 2]), new() { Epochs = 1, BatchSize = 2 });
        Assert.True(double.IsFinite(model.Evaluate(one.Samples.Span)));

        static void Refuse(string problem, Action call)
        {
            string message = Assert.ThrowsAny<ArgumentException>(call).Message;
            Assert.Contains(problem, message, StringComparison.Ordinal);
            Assert.Contains("at least 2", message, StringComparison.Ordinal);
        }
    }
}
