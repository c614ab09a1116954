using AeGen.Lab;
using AeGen.Lab.Dimension;
using AeGen.Lab.Theory.Dimension;
using AeGen.Testing.Data;
using AeGen.Testing.Lab;

namespace AeGen.Tests.Lab;

public sealed class DimensionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_dimension_of_a_sphere_in_a_file_is_told_and_reported()
    {
        string data = InFolder("sphere.csv"), report = InFolder("report.html");
        CsvFile.Write(data, new Embedding(3, 10, 1).Draw(Manifold.Sphere(2), 2000, 0, 2));

        (int code, string output, string errors) = await CommandLine.RunAsync(
            "dimension", "--data", data, "--steps", "2400", "--trainings", "1", "--report", report);

        Assert.Equal((ExitCodes.Success, string.Empty), (code, errors));
        Assert.Contains("The dimension of sphere.csv", output, StringComparison.Ordinal);
        Assert.Contains("1,600 + 400 samples of 10 features", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\s+2 +\S+ % +\S+ % +<- the knee", output);
        Assert.Matches(@"(?m)^Dimension: 2\b", output);

        // S^2 takes three directions, and the penalty leaves few more of 24: the others are gone to rounding.
        Assert.Matches(@"singular values of the code +[34] .* a gap of \dE\+(9|1\d)", output);
        Assert.Matches("two nearest neighbours +(1\\.[89]|2\\.[012]) ", output);
        Assert.Contains($"Report: {report}", output, StringComparison.Ordinal);
        string page = await File.ReadAllTextAsync(report);
        Assert.Contains("Median error by code width", page, StringComparison.Ordinal);
        Assert.Contains("Dimension: 2", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_result_does_not_depend_on_the_number_of_threads()
    {
        string data = InFolder("chart.csv");
        CsvFile.Write(data, new Embedding(4, 70, 1).Draw(Manifold.Chart(2), 300, 0, 2));

        string one = await Run(1), three = await Run(3);

        Assert.Equal(one, three);
        Assert.Contains("the best of 2 trainings of 60 steps and as many smaller ones to code width 3", one, StringComparison.Ordinal);
        Assert.Contains("projected on 64 principal directions, which lose ", one, StringComparison.Ordinal);

        async Task<string> Run(int threads)
        {
            (int code, string output, string errors) = await CommandLine.RunAsync(
                "dimension", "--data", data, "--steps", "60", "--trainings", "2", "--threads", $"{threads}", "--report", InFolder("report.html"));
            Assert.Equal((ExitCodes.Success, string.Empty), (code, errors));
            return string.Join('\n', output.Split('\n').SkipWhile(line => !line.StartsWith("The dimension of", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("dimension --data nowhere.csv --report OUT", "folder or file 'nowhere.csv'")]
    [InlineData("dimension --data FEW --report OUT", "50 samples are too few to tell a dimension: it takes 100")]
    [InlineData("dimension --data SAME --report OUT", "All 160 training samples are the same: they have no dimension")]
    [InlineData("dimension --data FEW --steps 0 --report OUT", "--steps is a whole number, at least 1")]
    [InlineData("dimension --data FEW --trainings 0 --report OUT", "--trainings is a whole number, at least 1")]
    [InlineData("dimension --data FEW --report FOLDER", "that is a folder")]
    public async Task A_mistake_is_told_in_a_line_and_the_exit_code_is_2(string arguments, string message)
    {
        CsvFile.Write(InFolder("few.csv"), new Embedding(2, 3, 1).Draw(Manifold.Sphere(1), 50, 0, 2));
        CsvFile.Write(InFolder("same.csv"), DataSet.FromRows([.. Enumerable.Repeat((float[])[0.1f, 2, 3], 200)]));

        (int code, string output, string errors) = await CommandLine.RunAsync([.. arguments.Split(' ').Select(argument => argument
            .Replace("FEW", InFolder("few.csv"), StringComparison.Ordinal)
            .Replace("SAME", InFolder("same.csv"), StringComparison.Ordinal)
            .Replace("OUT", InFolder("report.html"), StringComparison.Ordinal)
            .Replace("FOLDER", folder.Path, StringComparison.Ordinal))]);

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
        Assert.False(File.Exists(InFolder("report.html")));
    }

    [Fact]
    public void Samples_become_inputs_of_mean_0_and_variance_1_on_average()
    {
        DataSet data = new Embedding(3, 9, 5).Draw(Manifold.Sphere(2), 500, 0, 6);

        CommonInput input = CommonInput.Of(data, data, default);

        Assert.Equal((CommonInput.Size, 500, 0.0), (input.Train.SampleSize, input.Train.Count, input.LostShare));
        Assert.Equal(CommonInput.Size, Enumerable.Range(0, 500).Average(sample => Squares(input.Train[sample].ToArray())), 1e-3);
        Assert.All(Enumerable.Range(0, 500), sample => Assert.All(input.Test[sample][9..].ToArray(), value => Assert.Equal(0, value)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Manifolds_are_where_they_are_said_to_be(int dimension)
    {
        MathNet.Numerics.Random.RandomSource random = AeGen.Lab.Theory.Numbers.Source(1);
        double[] sphere = Draw(Manifold.Sphere(dimension)), torus = Draw(Manifold.Torus(dimension)), roll = Draw(Manifold.SwissRoll(dimension));

        Assert.Equal(1, sphere.Sum(value => value * value), 1e-12);
        Assert.All(torus.Chunk(2), circle => Assert.Equal(1.0 / dimension, (circle[0] * circle[0]) + (circle[1] * circle[1]), 1e-12));

        // A point of the spiral has the radius t / 4.5 pi at the angle t.
        double scale = Math.Sqrt((dimension + 1) / 3.0), t = scale * Math.Sqrt((roll[0] * roll[0]) + (roll[1] * roll[1])) * 4.5 * Math.PI;
        Assert.InRange(t, 1.5 * Math.PI, 4.5 * Math.PI);
        Assert.Equal((Math.Cos(t), Math.Sin(t)), (scale * roll[0] * 4.5 * Math.PI / t, scale * roll[1] * 4.5 * Math.PI / t), (left, right) =>
            Math.Abs(left.Item1 - right.Item1) + Math.Abs(left.Item2 - right.Item2) < 1e-9);

        double[] Draw(Manifold manifold)
        {
            double[] point = new double[manifold.Coordinates];
            manifold.Draw(random, point);
            return point;
        }
    }

    [Fact]
    public void Draws_are_the_same_for_equal_seeds_and_the_noise_has_its_size()
    {
        var embedding = new Embedding(3, 50, 1);
        DataSet clean = embedding.Draw(Manifold.Sphere(2), 400, 0, 2), again = new Embedding(3, 50, 1).Draw(Manifold.Sphere(2), 400, 0, 2);

        Assert.Equal(clean.Samples.ToArray(), again.Samples.ToArray());
        Assert.NotEqual(clean.Samples.ToArray(), embedding.Draw(Manifold.Sphere(2), 400, 0, 3).Samples.ToArray());

        // The same point is drawn with another noise only where the draws before it were the same: the first one's.
        float[] first = clean[0].ToArray(), noisy = embedding.Draw(Manifold.Sphere(2), 400, 0.1, 2)[0].ToArray();
        Assert.InRange(Math.Sqrt(Squares([.. first.Zip(noisy, (a, b) => b - a)]) / 50), 0.07, 0.13);
    }

    private static double Squares(float[] values) => values.Sum(value => (double)value * value);

    private string InFolder(string name) => Path.Combine(folder.Path, name);
}
