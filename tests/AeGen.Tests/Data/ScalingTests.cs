namespace AeGen.Tests.Data;

public sealed class ScalingTests
{
    private static readonly DataSet Data = DataSet.FromRows([[1, 5, -2], [3, 5, 2], [2, 5, 6]]);

    [Fact]
    public void The_least_goes_to_0_and_the_greatest_to_1()
    {
        var scaling = Scaling.MinMax(Data);

        Assert.Equal([1, 5, -2], scaling.Offsets.ToArray());
        Assert.Equal([0.5f, 1, 0.125f], scaling.Factors.ToArray());
        Assert.Equal([0, 0, 0, 1, 0, 0.5f, 0.5f, 0, 1], scaling.Apply(Data).Samples.ToArray());
    }

    [Fact]
    public void No_scaled_value_is_outside_of_0_and_1()
    {
        var random = new Random(3);
        for (int trial = 0; trial < 2000; trial++)
        {
            float scale = MathF.Pow(10, (random.NextSingle() * 76) - 38);
            float[] column = [.. Enumerable.Range(0, 5).Select(_ => ((random.NextSingle() * 2) - 1) * scale)];
            float[] scaled = Scaling.MinMax(new DataSet(column, 1)).Apply(new DataSet(column, 1)).Samples.ToArray();

            Assert.Equal(0, scaled.Min());
            Assert.Equal(1, scaled.Max());
        }
    }

    [Fact]
    public void The_widest_and_the_narrowest_spreads_stay_finite()
    {
        var widest = new DataSet(new[] { -float.MaxValue, float.MaxValue }, 1);
        var narrowest = new DataSet(new[] { 0, float.Epsilon }, 1);

        Assert.InRange(Scaling.MinMax(widest).Apply(widest)[1][0], 0.9999f, 1);
        Assert.Equal([-1, 1], Scaling.Standard(widest).Apply(widest).Samples.ToArray().Select(value => MathF.Round(value, 4)));
        Assert.Equal([0, 1], Scaling.MinMax(narrowest).Apply(narrowest).Samples.ToArray());
        Assert.Equal([-1, 1], Scaling.Standard(narrowest).Apply(narrowest).Samples.ToArray());
        Assert.Equal(
            narrowest.Samples.ToArray(), Scaling.MinMax(narrowest).Invert(Scaling.MinMax(narrowest).Apply(narrowest)).Samples.ToArray());
    }

    [Fact]
    public void Standard_features_have_mean_0_and_variance_1()
    {
        var random = new Random(4);
        float[] values = new float[3000 * 3];
        for (int index = 0; index < values.Length; index++)
        {
            // Deviations that are small beside the mean: the textbook's sum of squares would lose them all, in double precision too for the last feature.
            values[index] = (index % 3) switch { 0 => random.NextSingle(), 1 => 1000 + random.NextSingle(), _ => 1e7f + random.Next(4) };
        }

        var data = new DataSet(values, 3);
        DataSet scaled = Scaling.Standard(data).Apply(data);

        for (int feature = 0; feature < 3; feature++)
        {
            double[] column = [.. Enumerable.Range(0, scaled.Count).Select(index => (double)scaled[index][feature])];
            double mean = column.Average();
            Assert.InRange(Math.Abs(mean), 0, 1e-6);
            Assert.Equal(1, column.Average(value => (value - mean) * (value - mean)), 1e-5);
        }
    }

    [Fact]
    public void An_offset_that_is_no_single_number_is_taken_off_in_full()
    {
        // The mean, 100,000,004, is halfway between two numbers of single precision.
        var data = new DataSet(new[] { 1e8f, 1e8f + 8 }, 1);
        var scaling = Scaling.Standard(data);

        Assert.Equal([1e8 + 4], scaling.Offsets.ToArray());
        Assert.Equal([-1, 1], scaling.Apply(data).Samples.ToArray());
        Assert.Equal(data.Samples.ToArray(), scaling.Invert(scaling.Apply(data)).Samples.ToArray());
    }

    [Fact]
    public void Numbers_of_double_precision_are_scaled_as_they_are()
    {
        double[] times = [.. Enumerable.Range(0, 1000).Select(second => 1.7e12 + (1000.0 * second))], back = new double[1000];
        float[] scaled = new float[1000];
        var scaling = new Scaling([1.7e12], [1 / 1000.0]);

        scaling.Apply(times, scaled);
        scaling.Invert(scaled, back);

        Assert.Equal(Enumerable.Range(0, 1000).Select(second => (float)second), scaled);
        Assert.Equal(times, back);
        Assert.Throws<ArgumentException>(() => scaling.Apply(times, new float[2]));
        Assert.Throws<ArgumentException>(() => scaling.Invert(scaled, new double[2]));
    }

    [Fact]
    public void Offsets_and_factors_make_the_same_scaling_again()
    {
        var scaling = Scaling.Standard(Data);

        Assert.Equal(scaling, new Scaling(scaling.Offsets, scaling.Factors));
    }

    [Fact]
    public void Values_beyond_the_limits_are_taken_to_them()
    {
        var scaling = Scaling.MinMax(new DataSet(new float[] { 0, 50 }, 1));
        var heldOut = new DataSet(new float[] { -1, 0, 25, 50, 51 }, 1);
        Scaling clipped = scaling.ClippedTo(0, 1);

        Assert.Equal([-0.02f, 0, 0.5f, 1, 1.02f], scaling.Apply(heldOut).Samples.ToArray());
        Assert.Equal([0, 0, 0.5f, 1, 1], clipped.Apply(heldOut).Samples.ToArray());
        Assert.Equal([0, 0.5f, 1], clipped.Invert(new DataSet(new float[] { 0, 0.01f, 0.02f }, 1)).Samples.ToArray());
        Assert.Equal((0, 1), (clipped.Least, clipped.Greatest));
        Assert.Equal((float.NegativeInfinity, float.PositiveInfinity), (scaling.Least, scaling.Greatest));
        Assert.NotEqual(scaling, clipped);
        Assert.Equal(clipped, scaling.ClippedTo(0, 1));
        Assert.Equal(scaling, clipped.ClippedTo(float.NegativeInfinity, float.PositiveInfinity));
        Assert.Contains("least scaled value is 1 and the greatest 1",
            Assert.Throws<ArgumentException>(() => scaling.ClippedTo(1, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => scaling.ClippedTo(float.NaN, 1));
    }

    [Fact]
    public void A_feature_of_one_value_keeps_the_factor_1()
    {
        var data = new DataSet(Enumerable.Repeat(0.1f, 1000).ToArray(), 1);

        Assert.Equal(new Scaling([0.1f], [1]), Scaling.Standard(data));
        Assert.Equal(new Scaling([0.1f], [1]), Scaling.MinMax(data));
        Assert.Equal(0, Scaling.Standard(data).Apply(data)[7][0]);
    }

    [Fact]
    public void Scaling_back_gives_the_samples()
    {
        var scaling = new Scaling([1, -2, 1e6f], [3, -0.25f, 0.5f]);
        float[] samples = [1, 2, 1e6f, -4, 5, 2e6f];
        float[] values = [.. samples];

        scaling.Apply(values, values);
        Assert.Equal([0, -1, 0, -15, -1.75f, 500_000], values);
        scaling.Invert(values, values);

        Assert.Equal(samples, values);
        Assert.Equal(samples, scaling.Invert(scaling.Apply(new DataSet(samples, 3))).Samples.ToArray());
    }

    [Fact]
    public void Labels_stay()
    {
        DataSet scaled = Scaling.MinMax(Data).Apply(new DataSet(Data.Samples, 3, Enumerable.Range(7, 3).ToArray()));

        Assert.Equal([7, 8, 9], scaled.Labels.ToArray());
    }

    [Fact]
    public void Equal_numbers_are_equal_scalings()
    {
        var scaling = new Scaling([1, 2], [3, 4]);
        double[] offsets = [1, 2];
        var copied = new Scaling(offsets, [3, 4]);
        offsets[0] = 9;

        Assert.Equal(scaling, copied);
        Assert.Equal(scaling.GetHashCode(), copied.GetHashCode());
        Assert.NotEqual(scaling, new Scaling([1, 2], [3, 5]));
        Assert.NotEqual(scaling, new Scaling([1, 0], [3, 4]));
        Assert.NotEqual(scaling, new Scaling([1], [3]));
        Assert.False(scaling.Equals(null));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused_by_feature_and_value()
    {
        Assert.Contains("factor of feature 1 is 0", Assert.Throws<ArgumentException>(() => new Scaling([0, 0], [1, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("offset of feature 0 is NaN", Assert.Throws<ArgumentException>(() => new Scaling([float.NaN], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("Infinity", Assert.Throws<ArgumentException>(() => new Scaling([0], [float.PositiveInfinity])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Scaling([0, 1], [1]));
        Assert.Throws<ArgumentException>(() => new Scaling([], []));
    }

    [Fact]
    public void Data_that_does_not_fit_is_refused()
    {
        var scaling = new Scaling([0, 0], [2, 2]);

        Assert.Throws<ArgumentException>(() => scaling.Apply(Data));
        Assert.Throws<ArgumentException>(() => scaling.Apply(new float[3], new float[3]));
        Assert.Throws<ArgumentException>(() => scaling.Invert(new float[4], new float[2]));
        Assert.Contains("Feature 1 of sample 1", Assert.Throws<ArgumentException>(
            () => scaling.Apply(new DataSet(new[] { 1, 1, 1, float.MaxValue }, 2))).Message, StringComparison.Ordinal);
        var missing = new DataSet(new[] { 1, float.NaN }, 1);
        Assert.Contains("Feature 0 of sample 1", Assert.Throws<ArgumentException>(() => Scaling.MinMax(missing)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Scaling.Standard(missing));
    }
}
