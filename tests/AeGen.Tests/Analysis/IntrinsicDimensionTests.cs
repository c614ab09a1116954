using AeGen.Analysis;
using AeGen.Testing.Reference;

namespace AeGen.Tests.Analysis;

public sealed class IntrinsicDimensionTests
{
    [Fact]
    public void Four_samples_on_a_line_have_the_ratios_that_one_finds_by_hand()
    {
        // 0, 1, 3 and 7 have the distances 1 and 3, 1 and 2, 2 and 3, 4 and 6: the ratios are 1.5, 1.5, 2 and 3, of which the last is left out.
        double[] x = [Math.Log(1.5), Math.Log(1.5), Math.Log(2)], y = [-Math.Log(0.75), -Math.Log(0.5), -Math.Log(0.25)];
        double expected = x.Zip(y, (a, b) => a * b).Sum() / x.Sum(a => a * a);

        Assert.Equal(expected, IntrinsicDimension.TwoNearestNeighbours(DataSet.FromRows([[0], [1], [3], [7]])), 1e-12);
    }

    [Fact]
    public void A_regular_ring_has_the_likelihood_that_one_finds_by_hand()
    {
        // Each of 40 points has two neighbours at each chord: distances a, a, b, b, c with k = 5.
        const int Count = 40;
        double Chord(int steps) => 2 * Math.Sin(Math.PI * steps / Count);
        double expected = 4 / (2 * Math.Log(Chord(3) / Chord(1)) + (2 * Math.Log(Chord(3) / Chord(2))));
        float[][] ring = [.. Enumerable.Range(0, Count).Select(i => (float[])[MathF.Cos(2 * MathF.PI * i / Count), MathF.Sin(2 * MathF.PI * i / Count)])];

        Assert.Equal(expected, IntrinsicDimension.LevinaBickel(DataSet.FromRows(ring), 5, 5), 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Cubes_turned_into_a_larger_space_have_their_own_dimension(int dimension)
    {
        const int Features = 12, Count = 1500;
        var random = new Random(dimension);
        float[] turn = random.NextSingles(dimension * Features, -1, 1), values = new float[Count * Features];
        for (int sample = 0; sample < Count; sample++)
        {
            float[] place = random.NextSingles(dimension, 0, 1);
            for (int feature = 0; feature < Features; feature++)
            {
                for (int axis = 0; axis < dimension; axis++)
                {
                    values[(sample * Features) + feature] += place[axis] * turn[(axis * Features) + feature];
                }
            }
        }

        var data = new DataSet(values, Features);

        Assert.InRange(IntrinsicDimension.TwoNearestNeighbours(data), 0.85 * dimension, 1.15 * dimension);
        Assert.InRange(IntrinsicDimension.LevinaBickel(data), 0.8 * dimension, 1.15 * dimension);
    }

    [Fact]
    public void Samples_that_stand_several_times_are_left_out()
    {
        DataSet twice = DataSet.FromRows([[0], [1], [3], [7], [20], [20]]);
        DataSet same = DataSet.FromRows([[1, 2], [1, 2], [1, 2], [1, 2]]);

        Assert.True(double.IsFinite(IntrinsicDimension.TwoNearestNeighbours(twice)));
        Assert.Throws<ArgumentException>(() => IntrinsicDimension.TwoNearestNeighbours(same));
        Assert.Throws<ArgumentException>(() => IntrinsicDimension.LevinaBickel(same, 2, 3));
    }

    [Fact]
    public void Numbers_out_of_their_ranges_are_refused()
    {
        DataSet few = DataSet.FromRows([[0], [1]]);

        Assert.Contains("2 samples; the estimate needs at least 3", Assert.Throws<ArgumentException>(() => IntrinsicDimension.TwoNearestNeighbours(few)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => IntrinsicDimension.TwoNearestNeighbours(few, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntrinsicDimension.LevinaBickel(few, 1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => IntrinsicDimension.LevinaBickel(few, 5, 3));
        Assert.Throws<ArgumentException>(() => IntrinsicDimension.LevinaBickel(few));
    }
}
