using System.Text.RegularExpressions;
using AeGen.Generators.Tests.Testing;

namespace AeGen.Generators.Tests;

/// <summary>The guide for contributors names files that exist, and all that know a thing of each kind.</summary>
public sealed partial class ContributingTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Repository.Generators, ".."));
    private static readonly string Guide = File.ReadAllText(Path.Combine(Repository.Generators, "CONTRIBUTING.md"));

    [Fact]
    public void Every_path_exists() => Assert.All(PathsIn(Guide), path => Assert.True(Path.Exists(Path.Combine(Root, path)), path));

    [Theory]
    [InlineData("An activation", @"\b(Activation|ActivationKind)\.Sine\b|\bSine = ")]
    [InlineData("A loss", @"\b(Loss|LossKind)\.Huber\b|\bHuber = ")]
    [InlineData("An optimizer", @"\b(Optimizer|OptimizerKind)\.RmsProp\b|\bRmsProp = ")]
    [InlineData("A decoder", @"\bDecoderKind\.\w|\bRightInverseDecoder(Attribute)?\b")]
    [InlineData("A layer, a noise or a penalty", @"\bContractive(Attribute)?\b|\bPenalty\.Contraction\b")]
    [InlineData("A target", @"\bMarkerType\b|\bDeviceKernels\? ")]
    [InlineData("A diagnostic", @"\bAEG0051\b|\bDescriptors\.CodeCutOff\b")]
    public void Every_file_that_knows_such_a_thing_is_named(string section, string thing)
    {
        HashSet<string> named = [.. PathsIn(Guide.Split("\n## ").Single(part => part.StartsWith(section + "\n", StringComparison.Ordinal)))];

        string[] unnamed =
        [
            .. Sources().Where(path => Regex.IsMatch(WithoutReferences(path), thing))
                .Where(path => !named.Contains(path) && !named.Any(folder => path.StartsWith(folder + "/", StringComparison.Ordinal))),
        ];

        Assert.Empty(unnamed);
    }

    private static IEnumerable<string> PathsIn(string text) => NamedPath().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>The sources of the library and of the generator, from the repository's root.</summary>
    private static IEnumerable<string> Sources() => ((string[])["src/AeGen", "src/AeGen.Ilgpu", "generators/AeGen.Generators"])
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"));

    /// <summary>A file's text, in which documentation that refers to a thing is not about it.</summary>
    private static string WithoutReferences(string path) => Reference().Replace(File.ReadAllText(Path.Combine(Root, path)), string.Empty);

    [GeneratedRegex(@"`((?:src|generators|tests|bench)/[^`\s]+|\.editorconfig)`")]
    private static partial Regex NamedPath();

    [GeneratedRegex("<see cref=\"[^\"]*\"/>")]
    private static partial Regex Reference();
}
