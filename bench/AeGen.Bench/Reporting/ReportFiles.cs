using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AeGen.Bench.Reporting;

/// <summary>
/// A report's files: one to read and one to compute with. They are written after every result, so that a run that is cut short leaves what it had.
/// </summary>
internal sealed class ReportFiles
{
    /// <summary>How the program and the peers' scripts write records.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        WriteIndented = true,
        IndentSize = 1,
    };

    private readonly string folder;
    private readonly string suite;

    /// <summary>Makes the folder before the work begins, not after it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="suite">The files' name without its end.</param>
    public ReportFiles(string folder, string suite)
    {
        this.folder = Path.GetFullPath(folder);
        this.suite = suite;
        if (File.Exists(this.folder))
        {
            throw new UsageException($"The results cannot be written to '{this.folder}': that is a file. Name a folder.");
        }

        Directory.CreateDirectory(this.folder);
    }

    /// <summary>The file to read.</summary>
    public string Markdown => Path.Combine(folder, suite + ".md");

    /// <summary>The file to compute with.</summary>
    public string Numbers => Path.Combine(folder, suite + ".json");

    /// <summary>Writes both anew.</summary>
    /// <param name="report">All numbers.</param>
    /// <param name="text">The file to read.</param>
    public void Write<TReport>(TReport report, string text)
    {
        Replace(Numbers, JsonSerializer.Serialize(report, Json) + "\n");
        Replace(Markdown, text);
    }

    /// <summary>Whoever reads the file meanwhile finds the old one or the new one.</summary>
    private static void Replace(string path, string content)
    {
        string unfinished = path + ".part";
        File.WriteAllText(unfinished, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(unfinished, path, overwrite: true);
    }
}
