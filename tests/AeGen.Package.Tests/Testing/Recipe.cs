using System.Globalization;
using System.Text.RegularExpressions;

namespace AeGen.Package.Tests.Testing;

/// <summary>What a program of the cookbook has printed, in lines of a label, a colon and numbers, and the folder where it ran.</summary>
internal sealed partial class Recipe(string output, string folder)
{
    /// <summary>What stands after the colon of the line with a label, the first if there are several.</summary>
    public string Text(string label) => Programs.Lines(output).First(line => line.StartsWith(label + ": ", StringComparison.Ordinal))[(label.Length + 2)..];

    /// <summary>The numbers of the line with a label, in order.</summary>
    public double[] Numbers(string label) => [.. Number().Matches(Text(label)).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];

    /// <summary>The first of them.</summary>
    public double Value(string label) => Numbers(label)[0];

    /// <summary>The path of a file or folder that the program has written.</summary>
    public string Path(string name) => System.IO.Path.Combine(folder, name);

    [GeneratedRegex(@"-?\d+(\.\d+)?(E[+-]\d+)?")]
    private static partial Regex Number();
}
