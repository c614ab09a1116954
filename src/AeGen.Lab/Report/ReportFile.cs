using System.Text;

namespace AeGen.Lab.Report;

/// <summary>Where a report goes. It appears there whole or not at all.</summary>
internal sealed class ReportFile
{
    private readonly string path;

    /// <summary>Checks the place before the work begins, not after it.</summary>
    public ReportFile(string path)
    {
        this.path = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(this.path))
        {
            throw new UsageException($"The report cannot be written to '{this.path}': that is a folder. Name a file.");
        }

        Directory.CreateDirectory(Folder);
    }

    public string Path => path;

    private string Folder => System.IO.Path.GetDirectoryName(path)!;

    public void Write(string content)
    {
        string unfinished = System.IO.Path.Combine(Folder, System.IO.Path.GetRandomFileName());
        try
        {
            File.WriteAllText(unfinished, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
