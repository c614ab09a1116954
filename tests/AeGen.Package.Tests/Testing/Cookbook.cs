using System.Text.RegularExpressions;

namespace AeGen.Package.Tests.Testing;

/// <summary>The programs of <c>src/Cookbook</c>, each in a new project that refers to the package which the index names.</summary>
internal static partial class Cookbook
{
    private const string Properties =
        "<OutputType>Exe</OutputType><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><InvariantGlobalization>true</InvariantGlobalization>";

    /// <summary>The names of the programs, without an ending, in order.</summary>
    public static string[] Names(Workplace workplace) =>
        [.. Directory.GetFiles(Folder(workplace), "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>The programs that the index links to, each with the package that it takes, in order.</summary>
    public static (string Name, string Package)[] Index(Workplace workplace) =>
        [.. Row().Matches(File.ReadAllText(Path.Combine(Folder(workplace), "README.md")))
            .Select(row => (row.Groups[1].Value, row.Groups[2].Value))];

    /// <summary>The programs' projects.</summary>
    public static IEnumerable<Consumer> Declare(Workplace workplace) => Index(workplace).Select(row =>
        new Consumer(workplace, row.Name, Properties, Consumer.Refer(workplace, row.Package))
            .With("Program.cs", File.ReadAllText(Path.Combine(Folder(workplace), row.Name + ".cs"))));

    private static string Folder(Workplace workplace) => workplace.InFolder("libraries", "src", "Cookbook");

    [GeneratedRegex(@"^\| \[(\d\d-[a-z-]+)\.cs\]\(\1\.cs\) \| `(AeGen[.A-Za-z]*)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
