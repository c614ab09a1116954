using System.Xml.Linq;
using AeGen.Lab;
using AeGen.Lab.Report;
using AeGen.Lab.Theory;
using AeGen.Lab.Theory.Linear;
using AeGen.Lab.Theory.Topology;
using AeGen.Testing.Data;
using AeGen.Testing.Lab;
using Spectre.Console.Testing;

namespace AeGen.Tests.Lab;

public sealed class TheoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>All but the dimension of manifolds, which takes as long as all others: what it asks of a data set is tested with the command of that name.</summary>
    public static TheoryData<string> Experiments => [.. TheoryCatalog.All.Select(experiment => experiment.Name).Where(name => name != "dimension")];

    [Theory]
    [MemberData(nameof(Experiments))]
    public async Task In_the_quick_form_an_experiment_is_on_its_page_and_a_linear_ones_claims_hold(string name)
    {
        XElement page = await RunAsync("theory", name, "--quick");

        Assert.Equal([name], page.Descendants("section").Select(section => section.Attribute("id")!.Value));
        XElement table = page.Descendants("tbody").First();
        string[] verdicts = [.. table.Elements("tr").Select(row => row.Elements("td").ElementAt(3).Value)];
        Assert.NotEmpty(verdicts);
        if (TheoryCatalog.Named(name).IsLinear)
        {
            Assert.All(verdicts, verdict => Assert.True(verdict is "holds" or "measured", table.ToString()));
        }
    }

    [Fact(Explicit = true)]
    public async Task The_quick_form_of_all_has_them_in_order_on_one_page()
    {
        XElement page = await RunAsync("theory", "--quick");

        Assert.Equal(TheoryCatalog.All.Select(experiment => experiment.Name), page.Descendants("section").Select(section => section.Attribute("id")!.Value));
    }

    [Fact]
    public async Task One_experiment_is_run_by_its_name_and_again_to_the_same_words()
    {
        string[] tables = new string[2];
        for (int run = 0; run < 2; run++)
        {
            (int code, string? output, string _) = await CommandLine.RunAsync(
                "theory", "Gram-Schmidt", "--quick", "--seed", "5", "--threads", $"{1 + run}", "--report", Path.Combine(folder.Path, "one.html"));
            Assert.Equal(ExitCodes.Success, code);
            tables[run] = string.Join('\n', output.Split('\n').Where(line => line.Contains("holds  ", StringComparison.Ordinal)));
        }

        Assert.Contains("5 to 7", tables[0], StringComparison.Ordinal);
        Assert.Equal(tables[0], tables[1]);
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(1ul)]
    [InlineData(2ul)]
    public void A_torus_is_whole_in_three_numbers_by_the_initial_weights_that_none_are_named_for(ulong seed)
    {
        var training = new ChartTraining(Manifold.Torus, seed, new TheoryContext(null!) { Quick = true });

        Assert.InRange(training.Of(3).Errors.Maximum, 0, Manifold.Torus.PartReach / 2);
    }

    public static TheoryData<string, double> Reaches =>
        new() { { "unit circle", 1 }, { "unit sphere", 1 }, { "torus of radii 1 and 0.5", 0.5 }, { "flat torus", 0.7071 } };

    [Theory]
    [MemberData(nameof(Reaches))]
    public void The_reach_that_a_manifold_is_said_to_have_is_the_one_of_its_samples(string name, double reach)
    {
        Manifold manifold = ((Manifold[])[Manifold.Circle, Manifold.Sphere, Manifold.Torus, Manifold.FlatTorus]).Single(
            one => one.Name == name);

        Assert.Equal(reach, manifold.PartReach, 1e-4);
        Assert.Equal(reach, manifold.MeasureReach(3), 2e-3);
        Assert.Equal(reach, AeGen.Analysis.Reach.Estimate(manifold.Sample(3, 2000), manifold.Dimension).Value, 0.02);
    }

    [Fact]
    public void Circles_that_are_held_apart_are_whole_in_two_numbers_and_their_codes_do_not_cross()
    {
        ChartTraining training = new ChartTraining(Manifold.LinkedCirclesApart, 0, new TheoryContext(null!)).Of(2);

        Assert.InRange(training.Errors.Maximum, 0, 0.1);
        Assert.Equal(new Crossings(0, 0), Crossings.Of(training));
    }

    [Fact]
    public void A_ratio_of_times_is_that_of_undisturbed_rounds()
    {
        var clock = new HandClock();
        int calls = 0;
        double ratio = DecoderTiming.Ratio(() => clock.Pass(200), () =>
            clock.Pass(++calls < 3 ? 1_000_000 : calls % 300 < 40 ? 4000 : 100), TimeSpan.FromMilliseconds(60), clock);

        Assert.Equal(2, ratio, 1e-9);
    }

    [Fact]
    public async Task An_experiment_that_is_not_there_is_told_the_names_of_those_that_are()
    {
        (int code, string _, string? errors) = await CommandLine.RunAsync("theory", "everything");

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("'everything'", errors, StringComparison.Ordinal);
        Assert.Contains("right-inverse, gram-schmidt", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_that_does_not_hold_is_shown_as_failing()
    {
        var evidence = new Evidence("on nothing", [new Finding("two is three", "3", "2", false, "0"), new Finding("how many", "", "7", null, "0")], []);
        var result = new TheoryResult(TheoryCatalog.All[0], evidence, TimeSpan.FromSeconds(1));
        using var console = new TestConsole();
        TheoryTable.Write(console, result);

        Assert.Contains("FAILS", console.Output, StringComparison.Ordinal);
        Assert.Contains("0 claims hold, 1 fail, 1 are", TheoryTable.Summary([result]), StringComparison.Ordinal);
        Assert.Contains("class=\"failed\"", TheoryReport.Render([result], DateTimeOffset.UnixEpoch), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_are_not_here_are_a_finding_and_no_failure()
    {
        var result = TheoryResult.Of(new WithoutData(), new TheoryContext(null!));

        Finding finding = Assert.Single(result.Evidence.Findings);
        Assert.Null(finding.Holds);
        Assert.Contains("not run", finding.Measured, StringComparison.Ordinal);
        Assert.Contains("gone.csv", result.Evidence.Setting, StringComparison.Ordinal);
    }

    /// <summary>Runs a command whose report is a page on which every figure has a caption.</summary>
    private async Task<XElement> RunAsync(params string[] arguments)
    {
        string path = Path.Combine(folder.Path, "theory.html");
        (int code, string? output, string? errors) = await CommandLine.RunAsync([.. arguments, "--report", path]);
        Assert.Contains("hold", output, StringComparison.Ordinal);
        string text = await File.ReadAllTextAsync(path);
        int expected = text.Contains("class=\"failed\"", StringComparison.Ordinal) ? ExitCodes.Failure : ExitCodes.Success;
        Assert.True(code == expected, $"{code}: {errors}");
        var page = XElement.Parse(text.Replace("<!DOCTYPE html>", string.Empty, StringComparison.Ordinal));
        Assert.All(page.Descendants("figure"), figure => Assert.EndsWith(".", figure.Element("figcaption")!.Value, StringComparison.Ordinal));
        return page;
    }

    /// <summary>A clock that goes on when it is told to.</summary>
    private sealed class HandClock : TimeProvider
    {
        private long microseconds;

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => microseconds;

        public void Pass(long time) => microseconds += time;
    }

    private sealed class WithoutData : TheoryExperiment
    {
        public override string Name => "without";

        public override string Title => "without data";

        public override Evidence Run(TheoryContext context) => throw new FileNotFoundException("gone.csv is missing");
    }
}
