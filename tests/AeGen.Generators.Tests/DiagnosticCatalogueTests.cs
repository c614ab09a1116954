using System.Reflection;
using AeGen.Generators.Advice;
using AeGen.Generators.Conversions;
using AeGen.Generators.Diagnostics;
using AeGen.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AeGen.Generators.Tests;

/// <summary>Each diagnostic is complete: descriptor, release row, page, link to the page, test.</summary>
public sealed class DiagnosticCatalogueTests
{
    private static readonly DiagnosticDescriptor[] Descriptors =
    [
        .. typeof(Descriptors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (DiagnosticDescriptor)field.GetValue(null)!),
    ];

    [Fact]
    public void Every_id_has_a_descriptor_a_release_row_a_page_and_a_test()
    {
        string[] ids = [.. Descriptors.Select(descriptor => descriptor.Id)];

        Assert.Equal(Enumerable.Range(1, ids.Length).Select(number => $"AEG{number:0000}"), ids);
        Assert.Equal(ids, ReleasedIds().Order());
        Assert.Equal(ids, Directory.GetFiles(Repository.Pages, "AEG*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order());
        Assert.Equal(ids, TestedIds().Distinct().Order());
    }

    [Fact]
    public void Every_descriptor_links_to_its_page_and_every_page_has_its_title() => Assert.All(Descriptors, descriptor =>
    {
        Assert.Equal("AeGen", descriptor.Category);
        Assert.Contains($"{descriptor.Id} | AeGen | {descriptor.DefaultSeverity} | [{descriptor.Title}](", Releases(), StringComparison.Ordinal);
        Assert.Equal($"https://github.com/aegen/aegen/blob/main/generators/docs/{descriptor.Id}.md", descriptor.HelpLinkUri);
        Assert.StartsWith($"# {descriptor.Id}: {descriptor.Title}\n", Page(descriptor.Id), StringComparison.Ordinal);
    });

    [Fact]
    public void Every_page_shows_the_mistake_and_mends_it() => Assert.All(Descriptors, descriptor =>
    {
        string[] examples = [.. Page(descriptor.Id).Split("```csharp\n").Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)])];
        if (examples.Length == 0)
        {
            // The mistake is in the project file.
            Assert.Equal(2, Page(descriptor.Id).Split("```xml\n").Length - 1);
            return;
        }

        Assert.Equal(2, examples.Length);
        Assert.Equal([descriptor.Id], Reported(examples[0], descriptor).Distinct());
        Assert.Empty(Reported(examples[1], descriptor));
    });

    private static string Page(string id) => File.ReadAllText(Path.Combine(Repository.Pages, id + ".md"));

    /// <summary>What is said of an example in a project for GPUs; of information, what the page is of.</summary>
    private static IEnumerable<string> Reported(string example, DiagnosticDescriptor descriptor)
    {
        var run = Run.OnWithIlgpu("using AeGen;\n" + example);
        return run.Result.Diagnostics
            .Concat(new DiagnosticAnalyzer[] { new ConversionAnalyzer(), new AdviceAnalyzer(), new CostAnalyzer() }.SelectMany(run.Analyze))
            .Where(found => found.Severity > DiagnosticSeverity.Info || found.Id == descriptor.Id)
            .Select(found => found.Id);
    }

    private static string Releases() => string.Concat(
        Directory.GetFiles(Path.Combine(Repository.Generators, "AeGen.Generators"), "AnalyzerReleases.*.md").Select(File.ReadAllText));

    private static IEnumerable<string> ReleasedIds() =>
        Releases().Split('\n')
            .Where(line => line.StartsWith("AEG", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[0]);

    private static IEnumerable<string> TestedIds() =>
        typeof(DiagnosticCatalogueTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<CoversAttribute>())
            .Select(covers => covers.Id);
}
