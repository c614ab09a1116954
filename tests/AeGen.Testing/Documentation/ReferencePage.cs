using System.Reflection;
using System.Text.RegularExpressions;

namespace AeGen.Testing.Documentation;

/// <summary>A page of reference: below each heading of the third level a table, whose first columns are the code's.</summary>
internal sealed partial class ReferencePage
{
    private readonly string folder;
    private readonly string text;

    /// <param name="folders">The page's folder, from the repository's.</param>
    public ReferencePage(params string[] folders)
    {
        string project = typeof(ReferencePage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!;
        folder = Path.Combine([project, "..", "..", .. folders]);
        text = File.ReadAllText(Path.Combine(folder, "README.md"));
        foreach (string line in text.Split('\n'))
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                Sections.Add(heading.Groups[1].Value, []);
            }
            else if (line.StartsWith("| `", StringComparison.Ordinal) && Sections.Count > 0)
            {
                string[] cells = [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
                Assert.True(cells.Length is 2 or 5 && cells[^1].EndsWith('.'), $"A row is a value and a sentence, or four columns and a sentence: {line}");
                Sections.Last().Value.Add(cells.Length == 2 ? cells[0] : string.Join(" | ", cells[..3]));
            }
        }
    }

    /// <summary>For each heading the rows below it, as <see cref="ReferenceSection"/> writes them.</summary>
    public OrderedDictionary<string, List<string>> Sections { get; } = [];

    /// <summary>Requires the page to have these sections, and no others.</summary>
    public void RequireSections(IEnumerable<ReferenceSection> expected)
    {
        ReferenceSection[] sections = [.. expected];
        Assert.Equal(sections.Select(section => section.Name).Order(), Sections.Keys.Order());
        Assert.All(sections, section => Assert.Equal(section.Rows, Sections[section.Name]));
    }

    /// <summary>Requires the page to send the reader to a file beside it.</summary>
    public void RequireLink(string file)
    {
        Assert.Contains($"]({file})", text, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, file)), file);
    }

    /// <summary>Requires every name in the text that begins with a capital to be one of some assemblies: of a namespace, a public type or a member.</summary>
    public void RequireNames(params Assembly[] assemblies)
    {
        Type[] types = [.. assemblies.SelectMany(assembly => assembly.GetExportedTypes())];
        HashSet<string> known =
        [
            .. types.Select(type => type.Name.Split('`')[0]), .. types.SelectMany(type => type.GetMembers()).Select(member => member.Name),
            .. types.SelectMany(type => type.Namespace!.Split('.')), .. assemblies.SelectMany(assembly => assembly.GetName().Name!.Split('.')),
            .. types.SelectMany(type => type.GetProperties()).SelectMany(property => Identifier().Matches(property.PropertyType.ToString())).Select(match => match.Value),
            .. types.SelectMany(type => type.GetMethods()).SelectMany(method => method.GetParameters())
                .SelectMany(parameter => Identifier().Matches(parameter.ParameterType.ToString())).Select(match => match.Value),
        ];

        string[] strange = [.. Name().Matches(text).SelectMany(match => match.Groups[1].Value.Split('.')).Where(name => !known.Contains(name))];
        Assert.Empty(strange);
    }

    [GeneratedRegex("^### `(.+)`$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"`([A-Z]\w*(?:\.[A-Z]\w*)*)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"[A-Z]\w*")]
    private static partial Regex Identifier();
}
