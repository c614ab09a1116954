using AeGen.Analysis;

namespace AeGen.Tests.Analysis;

public sealed class ReconstructionKneeTests
{
    [Fact]
    public void The_last_width_whose_fall_is_seven_tenths_of_the_largest_in_logarithms_is_the_knee()
    {
        // Falls of 3.9, 3.9, 2.8, 2 and 1.05, whose logarithms to base 3.9 are 1, 1, 0.76, 0.51 and 0.04. The floor is below all errors.
        var knee = ReconstructionKnee.Of([3.9 * 3.9 * 2.8 * 2 * 1.05, 3.9 * 2.8 * 2 * 1.05, 2.8 * 2 * 1.05, 2 * 1.05, 1.05, 1], 1e-5);

        Assert.Equal([3.9, 3.9, 2.8, 2, 1.05], knee.Falls.Select(fall => Math.Round(fall, 12)));
        Assert.Equal((3, 2, 4), (knee.Width, knee.LeastWidth, knee.MostWidth));
        Assert.True(knee.IsClear);
    }

    [Fact]
    public void Below_the_floor_errors_are_equal()
    {
        // Without the floor the error falls most from 1e-3 to 1e-6, which training alone can do.
        double[] errors = [1, 0.5, 0.05, 1e-3, 1e-6];

        Assert.Equal(4, ReconstructionKnee.Of(errors, 1e-9).Width);
        var knee = ReconstructionKnee.Of(errors, 0.04);
        Assert.Equal((2, 2, 2), (knee.Width, knee.LeastWidth, knee.MostWidth));
        Assert.Equal([2, 10, 1.25, 1], knee.Falls.Select(fall => Math.Round(fall, 12)));
        Assert.Equal(0.002, ReconstructionKnee.DefaultFloor);
    }

    [Fact]
    public void The_floor_is_a_share_of_the_spread_so_that_units_do_not_matter() =>
        Assert.Equal(ReconstructionKnee.Of([1, 0.5, 0.25 / 128, 0.0001]).Falls, ReconstructionKnee.Of([1024, 512, 2, 0.1024]).Falls);

    [Fact]
    public void Where_the_error_falls_alike_throughout_there_is_no_knee()
    {
        var knee = ReconstructionKnee.Of([.. Enumerable.Range(0, 8).Select(width => Math.Pow(0.8, width))]);

        Assert.False(knee.IsClear);
        Assert.Equal((7, 7), (knee.Width, knee.MostWidth));
    }

    [Fact]
    public void A_width_that_leaves_much_of_the_spread_is_no_knee_however_far_the_error_falls_there()
    {
        var knee = ReconstructionKnee.Of([2, 0.8, 0.7, 0.6]);

        Assert.Equal((1, 0.4), (knee.Width, knee.ErrorShare));
        Assert.False(knee.IsClear);
        Assert.True(ReconstructionKnee.Of([2, 0.08, 0.07, 0.06]).IsClear);
    }

    [Fact]
    public void A_wider_code_that_was_trained_worse_is_no_fall()
    {
        var knee = ReconstructionKnee.Of([1, 0.02, 0.04, 0.03]);

        Assert.Equal((1, 1), (knee.Width, knee.MostWidth));
        Assert.Equal(1, knee.Falls[1]);
    }

    [Fact]
    public void Neither_is_the_way_back_from_one_that_was_trained_badly()
    {
        var knee = ReconstructionKnee.Of([1, 0.1, 0.005, 0.6, 0.005]);

        Assert.Equal((2, 2), (knee.Width, knee.MostWidth));
        Assert.Equal((1, 1), (knee.Falls[2], knee.Falls[3]));
    }

    [Fact]
    public void A_fall_to_a_quarter_pays_however_far_the_error_fell_before()
    {
        // Falls of 98 and 4.08, of 102 and 3.92: both are below a third in logarithms.
        var sure = ReconstructionKnee.Of([1, 0.0102, 0.0025]);
        Assert.Equal((2, 1, 2), (sure.Width, sure.LeastWidth, sure.MostWidth));
        Assert.Equal(1, ReconstructionKnee.Of([1, 0.0098, 0.0025]).Width);

        // And however little is asked for.
        Assert.Equal(2, ReconstructionKnee.Of([1, 0.009, 0.00215]).MostWidth);
    }

    [Fact]
    public void No_error_at_all_is_the_floor()
    {
        Assert.Equal(1 / ReconstructionKnee.DefaultFloor, ReconstructionKnee.Of([1, 0]).Falls[0], 1e-9);
        Assert.Equal(1, ReconstructionKnee.Of([1, 2, 3]).Width);
    }

    [Fact]
    public void Errors_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ReconstructionKnee.Of([1]));
        Assert.Throws<ArgumentException>(() => ReconstructionKnee.Of([0, 0]));
        Assert.Throws<ArgumentException>(() => ReconstructionKnee.Of([1, -0.5]));
        Assert.Throws<ArgumentException>(() => ReconstructionKnee.Of([1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReconstructionKnee.Of([1, 0.5], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReconstructionKnee.Of([1, 0.5], double.NaN));
    }
}
