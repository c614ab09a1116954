using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AeGen.Bench.Gpu;

/// <summary>
/// A report's files: one to read and one to compute with. They are written after every result, so that a run that is cut short leaves what it had.
/// </summary>
internal sealed class GpuFiles
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

    /// <summary>Makes the folder before the work begins, not after it.</summary>
    public GpuFiles(string folder)
    {
        this.folder = Path.GetFullPath(folder);
        if (File.Exists(this.folder))
        {
            throw new UsageException($"The results cannot be written to '{this.folder}': that is a file. Name a folder.");
        }

        Directory.CreateDirectory(this.folder);
    }

    /// <summary>The file to read.</summary>
    public string Markdown => Path.Combine(folder, "gpu.md");

    /// <summary>The file to compute with.</summary>
    public string Numbers => Path.Combine(folder, "gpu.json");

    /// <summary>Writes both anew.</summary>
    public void Write(GpuReport report)
    {
        Replace(Numbers, JsonSerializer.Serialize(report, Json) + "\n");
        Replace(Markdown, Text(report));
    }

    private static string Text(GpuReport report)
    {
        var text = new StringBuilder("# AeGen on a GPU\n");
        foreach (string line in GpuTable.Conditions(report))
        {
            text.Append("\n- ").Append(line);
        }

        text.Append('\n');
        foreach (GpuTable table in GpuTable.Of(report))
        {
            text.Append("\n## ").Append(table.Title).Append("\n\n");
            Row(text, table.Headings);
            Row(text, [.. table.Headings.Select((_, column) => column < table.TextColumns ? "---" : "---:")]);
            foreach (IReadOnlyList<string> row in table.Rows)
            {
                Row(text, row);
            }
        }

        IReadOnlyList<string> problems = GpuTable.Problems(report);
        if (problems.Count > 0)
        {
            text.Append("\n## Not measured\n");
            foreach (string problem in problems)
            {
                text.Append("\n- ").Append(problem.ReplaceLineEndings(" "));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>Whoever reads the file meanwhile finds the old one or the new one.</summary>
    private static void Replace(string path, string content)
    {
        string unfinished = path + ".part";
        File.WriteAllText(unfinished, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(unfinished, path, overwrite: true);
    }
}
