using System.Xml.Linq;
using AeGen.Lab;
using AeGen.Lab.Report;
using AeGen.Lab.Theory;
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

    private sealed class WithoutData : TheoryExperiment
    {
        public override string Name => "without";

        public override string Title => "without data";

        public override Evidence Run(TheoryContext context) => throw new FileNotFoundException("gone.csv is missing");
    }
}
