using AeGen.ModelFiles;

namespace AeGen.Tests.Files;

/// <summary>What a state is after it has been written down and read.</summary>
public sealed class TrainingStateTextTests
{
    private static readonly double[] Awkward =
        [0, -0.0, 0.1, 1 / 3.0, double.Epsilon, -double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 5e-324, 1.7976931348623157e308];

    [Fact]
    public void Every_number_comes_back_as_the_same_bits()
    {
        var random = new Random(9);
        var losses = Awkward.Concat(Enumerable.Range(0, 200).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64()))).ToList();
        EpochRecord[] epochs =
        [
            .. losses.Select((loss, index) => new EpochRecord(
                index + 1, loss, index % 3 == 0 ? null : loss, (float)random.NextDouble() * 1e-30f, loss, TimeSpan.FromTicks(random.NextInt64()))
            {
                GradientNorm = index % 2 == 0 ? null : loss,
            }),
        ];
        var state = new TrainingState
        {
            Epochs = epochs,
            Step = long.MaxValue,
            Samples = int.MaxValue,
            BatchSize = 1,
            Shuffle = true,
            Seed = ulong.MaxValue,
            Monitor = MonitoredLoss.Training,
            BestEpoch = 7,
            BestLoss = 1 / 3.0,
            EpochsWithoutImprovement = int.MaxValue,
            Plateau = new(1 / 3f, double.PositiveInfinity, 3, 4),
        };

        TrainingState read = TrainingStateText.Parse(TrainingStateText.Of(state));

        Assert.Equal(epochs, read.Epochs);
        Assert.Equal(losses.Select(BitConverter.DoubleToInt64Bits), read.Epochs.Select(epoch => BitConverter.DoubleToInt64Bits(epoch.Loss)));
        Assert.Equal(state with { Epochs = read.Epochs }, read);
        TrainingState bare = state with { Epochs = [], BestEpoch = null, BestLoss = null, Plateau = null };
        Assert.Equal(bare, TrainingStateText.Parse(TrainingStateText.Of(bare)) with { Epochs = bare.Epochs });
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"epochs\":[]")]
    public void What_is_no_state_is_refused(string text) => Assert.Throws<FormatException>(() => TrainingStateText.Parse(text));
}
