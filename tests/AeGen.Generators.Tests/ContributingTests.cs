using System.Text.RegularExpressions;
using AeGen.Generators.Tests.Testing;

namespace AeGen.Generators.Tests;

/// <summary>The guide for contributors names folders that exist.</summary>
public sealed partial class ContributingTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Repository.Generators, ".."));
    private static readonly string Guide = File.ReadAllText(Path.Combine(Root, ".github", "CONTRIBUTING.md"));

    [Fact]
    public void Every_path_exists() =>
        Assert.All(NamedPath().Matches(Guide).Select(match => match.Groups[1].Value), path => Assert.True(Path.Exists(Path.Combine(Root, path)), path));

    [Fact]
    public void Every_stage_is_a_folder_of_the_generator() =>
        Assert.All(Stage().Matches(Guide).Select(match => match.Groups[1].Value), stage =>
            Assert.True(Directory.Exists(Path.Combine(Repository.Generators, "AeGen.Generators", stage)), stage));

    [GeneratedRegex(@"`((?:src|generators|tests|bench)/[^`\s]+|\.editorconfig)`")]
    private static partial Regex NamedPath();

    [GeneratedRegex("^([A-Z][a-z]+)/ ", RegexOptions.Multiline)]
    private static partial Regex Stage();
}
