using AeGen.Analysis;

namespace AeGen.Tests.Analysis;

public class TearTests
{
    // Points on a line, a tenth apart.
    private static readonly DataSet Line = new(Enumerable.Range(0, 100).Select(index => index / 10f).ToArray(), 1);

    [Fact]
    public void Samples_above_the_threshold_hang_together_across_less_than_the_gap()
    {
        ErrorDistribution errors = With((10, 1), (11, 3), (13, 2), (50, 5), (70, 0.5f));

        IReadOnlyList<Tear> tears = Tear.Locate(Line, errors, threshold: 0.9, gap: 0.25);

        Assert.Equal([[10, 11, 13], [50]], tears.Select(tear => tear.Samples));
        Assert.Equal([11, 50], tears.Select(tear => tear.Worst));
        Assert.Equal([3, 5], tears.Select(tear => Math.Round(tear.MaximumError, 5)));
        Assert.Equal(0.2, tears[0].Extent, 6);
        Assert.Equal(0, tears[1].Extent);
    }

    [Fact]
    public void A_smaller_gap_parts_them_and_a_higher_threshold_leaves_none()
    {
        ErrorDistribution errors = With((10, 1), (11, 3), (13, 2));

        Assert.Equal([2, 1], Tear.Locate(Line, errors, 0.9, 0.15).Select(tear => tear.Samples.Count));
        Assert.Empty(Tear.Locate(Line, errors, 3, 0.15));
    }

    [Fact]
    public void Errors_of_another_probe_and_a_gap_that_is_none_are_refused()
    {
        ErrorDistribution errors = With();

        Assert.Contains("100", Assert.Throws<ArgumentException>(() => Tear.Locate(Line.Subset([1, 2]), errors, 1, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Tear.Locate(Line, errors, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tear.Locate(Line, errors, 1, double.NaN));
    }

    /// <summary>Errors of the line's samples: those given, and zero elsewhere.</summary>
    private static ErrorDistribution With(params (int Index, float Error)[] errors)
    {
        float[] reconstructions = Line.Samples.ToArray();
        foreach ((int index, float error) in errors)
        {
            reconstructions[index] += error;
        }

        return ErrorDistribution.Between(Line, reconstructions);
    }
}
