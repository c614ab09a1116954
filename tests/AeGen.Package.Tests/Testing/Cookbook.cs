using System.Text.RegularExpressions;

namespace AeGen.Package.Tests.Testing;

/// <summary>The programs of <c>src/Cookbook</c>, each in a new project that refers to packages only, built in one go.</summary>
/// <param name="workplace">Where they are built.</param>
public sealed partial class Cookbook(Workplace workplace) : IAsyncLifetime
{
    private const string Properties =
        "<OutputType>Exe</OutputType><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><InvariantGlobalization>true</InvariantGlobalization>";

    private readonly Dictionary<string, Consumer> programs = [];

    /// <summary>The programs that the index links to, each with the package that it takes, in order.</summary>
    public IReadOnlyList<(string Name, string Package)> Index =>
        [.. Row().Matches(File.ReadAllText(Path.Combine(Folder, "README.md"))).Select(row => (row.Groups[1].Value, row.Groups[2].Value))];

    /// <summary>The folder with the programs and their index.</summary>
    public string Folder => workplace.InFolder("sources", "src", "Cookbook");

    /// <summary>The names of the programs, without an ending, in order.</summary>
    public IReadOnlyList<string> Names =>
        [.. Directory.GetFiles(Folder, "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        foreach ((string name, string package) in Index)
        {
            string text = await File.ReadAllTextAsync(Path.Combine(Folder, name + ".cs"));
            programs.Add(name, new Consumer(workplace, name, Properties, Consumer.Refer(workplace, package)).With("Program.cs", text));
        }

        string solution = workplace.InFolder("Cookbook.slnx");
        await File.WriteAllTextAsync(
            solution, $"<Solution>{string.Concat(programs.Keys.Select(name => $"""<Project Path="{name}/{name}.csproj" />"""))}</Solution>");
        (await Dotnet.RunAsync(workplace.InFolder(), "build", solution, "-c", "Release")).Succeeded();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Runs a program in its own folder.</summary>
    internal async Task<Recipe> RunAsync(string name) => new((await programs[name].RunBuiltAsync()).Succeeded().Output, programs[name].InFolder());

    [GeneratedRegex(@"^\| \[(\d\d-[a-z-]+)\.cs\]\(\1\.cs\) \| `(AeGen[.A-Za-z]*)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
