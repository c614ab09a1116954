using AeGen.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AeGen.Generators.Tests.CodeFixes;

/// <summary>Each diagnostic's page says what the light bulb offers, and every offer mends the page's example.</summary>
public sealed class PageTests
{
    private const string Offer = "The light bulb mends it: ";

    private static readonly string[] Ids = [.. Directory.GetFiles(Repository.Pages, "AEG*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    public static TheoryData<string> Pages => [.. Ids];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_names_what_is_offered_and_each_offer_mends_its_example(string id)
    {
        string page = await File.ReadAllTextAsync(Path.Combine(Repository.Pages, id + ".md"));
        string[] lines = [.. page.Split('\n').Where(line => line.Contains("light bulb", StringComparison.Ordinal))];
        if (!Workbench.Providers.Any(provider => provider.FixableDiagnosticIds.Contains(id)))
        {
            Assert.Empty(lines);
            return;
        }

        string line = Assert.Single(lines), wrong = "using AeGen;\n" + page.Split("```csharp\n")[1].Split("```")[0];
        using var bench = new Workbench(wrong);
        string[] titles = [.. (await bench.OffersAsync(id)).Select(offer => offer.Title)];
        Assert.NotEmpty(titles);
        Assert.Equal(Offer + Listed([.. titles.Select(title => $"*{title}*")]) + ".", line);
        foreach (string title in titles)
        {
            string mended = await bench.MendAllAsync(id, title);
            Assert.NotEqual(wrong, mended);
            Assert.DoesNotContain(
                Workbench.Mistakes(Compilations.Of(mended), Compilations.ParseOptions),
                mistake => mistake.Severity == DiagnosticSeverity.Error || mistake.Id.StartsWith("AEG", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_index_has_every_page()
    {
        string index = await File.ReadAllTextAsync(Path.Combine(Repository.Pages, "README.md"));

        Assert.All(Ids, id =>
        {
            string title = File.ReadLines(Path.Combine(Repository.Pages, id + ".md")).First()[$"# {id}: ".Length..];
            Assert.Contains($"| [{id}]({id}.md) | {title} |\n", index, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_provider_is_exported_and_no_two_mend_the_same()
    {
        string[] ids = [.. Workbench.Providers.SelectMany(provider => provider.FixableDiagnosticIds)];

        Assert.Equal(ids.Distinct(), ids);
        Assert.All(Workbench.Providers, provider =>
        {
            var export = (ExportCodeFixProviderAttribute)Attribute.GetCustomAttribute(provider.GetType(), typeof(ExportCodeFixProviderAttribute))!;
            Assert.Equal([LanguageNames.CSharp], export.Languages);
            Assert.Equal(provider.GetType().Name, export.Name);
            Assert.NotNull(provider.GetFixAllProvider());
        });
    }

    private static string Listed(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";
}
