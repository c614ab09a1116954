using AeGen.Analysis;
using AeGen.Testing.Reference;

namespace AeGen.Tests.Analysis;

public sealed class SubspacesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1e-9)]
    [InlineData(0.3)]
    [InlineData(1.2)]
    [InlineData(Math.PI / 2)]
    public void Two_lines_have_the_angle_between_them(double angle)
    {
        double[] other = [2 * Math.Cos(angle), -2 * Math.Sin(angle), 0];

        Assert.Equal(angle, Assert.Single(Subspaces.PrincipalAngles([-3, 0, 0], other, 3)), 1e-15 + (1e-14 * angle));
        Assert.Equal(Math.Sin(angle), Subspaces.Distance([-3, 0, 0], other, 3), 1e-14);
    }

    [Fact]
    public void Planes_share_directions_and_turn_in_others()
    {
        // Both hold the third axis, in other words; the rest is turned by 0.5 from the first axis towards the fourth.
        double[] left = [1, 0, 1, 0, 0, 0, 2, 0], right = [0, 0, 5, 0, Math.Cos(0.5), 0, 7, Math.Sin(0.5)];

        double[] angles = Subspaces.PrincipalAngles(left, right, 4);

        Assert.Equal([0, 0.5], angles.Select(angle => Math.Round(angle, 12)));
        Assert.Equal(Math.Sin(0.5), Subspaces.Distance(right, left, 4), 1e-14);
    }

    [Fact]
    public void A_line_in_a_plane_has_no_angle_with_it_and_one_beside_it_has()
    {
        double[] plane = [1, 2, 0, 0, 1, 0];

        Assert.Equal(0, Assert.Single(Subspaces.PrincipalAngles(plane, [5, -1, 0], 3)), 1e-14);
        Assert.Equal(Math.PI / 4, Assert.Single(Subspaces.PrincipalAngles([1, 0, 1], plane, 3)), 1e-14);
    }

    [Fact]
    public void The_distance_is_that_of_the_projections()
    {
        const int K = 4, N = 11;
        Matrix left = Matrix.Random(K, N, new Random(1)), right = Matrix.Random(K, N, new Random(2));
        Matrix difference = left.RightInverse(0).Times(left).Minus(right.RightInverse(0).Times(right));

        // The largest singular value of a symmetric matrix by the power method.
        double[] vector = [.. Enumerable.Range(0, N).Select(i => 1.0 + i)];
        double length = 0;
        for (int i = 0; i < 5000; i++)
        {
            Matrix next = difference.Times(difference).Times(new Matrix(N, 1, vector));
            length = next.Norm();
            vector = [.. next.Values.Select(value => value / length)];
        }

        Assert.Equal(Math.Sqrt(length), Subspaces.Distance(left.Values, right.Values, N), 1e-9);
    }

    [Fact]
    public void Vectors_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Subspaces.PrincipalAngles([1, 0, 0, 1], [1, 0, 0], 3));
        Assert.Throws<ArgumentException>(() => Subspaces.PrincipalAngles([], [1, 0, 0], 3));
        Assert.Contains("3 vectors of 2 numbers", Assert.Throws<ArgumentException>(() => Subspaces.PrincipalAngles([1, 0, 0, 1, 1, 1], [1, 0], 2)).Message, StringComparison.Ordinal);
        Assert.Contains("dimensions", Assert.Throws<ArgumentException>(() => Subspaces.Distance([1, 0, 0, 1], [1, 0], 2)).Message, StringComparison.Ordinal);
    }
}
