namespace AeGen.Tests.Data;

public class DataSetTests
{
    private static readonly DataSet Numbered =
        new(Enumerable.Range(0, 200).Select(value => (float)value).ToArray(), 2, Enumerable.Range(0, 100).ToArray());

    [Fact]
    public void Rows_and_a_matrix_give_the_same_samples()
    {
        var rows = DataSet.FromRows([[1, 2, 3], [4, 5, 6]]);
        var matrix = DataSet.FromMatrix(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });

        Assert.Equal([1, 2, 3, 4, 5, 6], rows.Samples.ToArray());
        Assert.Equal(rows.Samples.ToArray(), matrix.Samples.ToArray());
        Assert.Equal((2, 3), (matrix.Count, matrix.SampleSize));
        Assert.Equal([4, 5, 6], matrix[1].ToArray());
        Assert.False(rows.HasLabels);
    }

    [Fact]
    public void Ragged_and_empty_rows_are_refused()
    {
        Assert.Contains("Row 1", Assert.Throws<ArgumentException>(() => DataSet.FromRows([[1, 2], [3]])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DataSet.FromRows([[1, 2], null!]));
        Assert.Throws<ArgumentException>(() => DataSet.FromRows([[]]));
        Assert.Throws<ArgumentException>(() => DataSet.FromRows([]));
        Assert.Throws<ArgumentException>(() => DataSet.FromMatrix(new float[0, 3]));
        Assert.Throws<ArgumentException>(() => new DataSet(new float[4], 2, new int[3]));
    }

    [Fact]
    public void A_split_keeps_every_sample_once_and_beside_its_label()
    {
        (DataSet? train, DataSet? test) = Numbered.Split(0.29, seed: 7);

        Assert.Equal((29, 71), (train.Count, test.Count));
        int[] labels = [.. train.Labels.ToArray(), .. test.Labels.ToArray()];
        Assert.Equal(Enumerable.Range(0, 100), labels.Order());
        Assert.NotEqual(Enumerable.Range(0, 100), labels);
        for (int index = 0; index < train.Count; index++)
        {
            Assert.Equal(2 * train.Labels.Span[index], train[index][0]);
        }
    }

    [Fact]
    public void A_split_depends_on_the_seed_alone()
    {
        Assert.Equal(Numbered.Split(0.8, 1).Train.Labels.ToArray(), Numbered.Split(0.8, 1).Train.Labels.ToArray());
        Assert.NotEqual(Numbered.Split(0.8, 1).Train.Labels.ToArray(), Numbered.Split(0.8, 2).Train.Labels.ToArray());
    }

    [Fact]
    public void Every_order_of_three_is_equally_likely()
    {
        var counts = Enumerable.Range(0, 6000)
            .GroupBy(seed => string.Concat(RandomOrder.Of(3, (ulong)seed)))
            .ToDictionary(group => group.Key, group => group.Count());

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(0.001)]
    [InlineData(double.NaN)]
    public void A_split_that_leaves_a_set_empty_is_refused(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered.Split(fraction));

    [Fact]
    public void Scaling_copies_and_keeps_the_labels()
    {
        DataSet scaled = Numbered.Scale(0.5f);

        Assert.Equal(0.5f * Numbered[99][1], scaled[99][1]);
        Assert.Equal(199, Numbered[99][1]);
        Assert.Equal(Numbered.Labels.ToArray(), scaled.Labels.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered.Scale(float.NaN));
        Assert.Contains("sample 1", Assert.Throws<ArgumentException>(
            () => Numbered.Scale(float.MaxValue)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subset_names_the_range_of_positions()
    {
        Assert.Equal([3, 3, 0], Numbered.Subset([3, 3, 0]).Labels.ToArray());
        Assert.Contains("0 to 99", Assert.Throws<ArgumentOutOfRangeException>(
            () => Numbered.Subset([100])).Message, StringComparison.Ordinal);
    }
}
