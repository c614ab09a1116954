using System.Text;
using AeGen.Lab.Running;

namespace AeGen.Lab.Report;

/// <summary>Where a report goes. It appears there whole or not at all.</summary>
/// <param name="path">The file; whether it can be one is checked before the work begins, not after it.</param>
internal sealed class ReportFile(string path)
{
    private readonly OutputFile file = new(path);

    public string Path => file.Path;

    public void Write(string content)
    {
        string unfinished = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, System.IO.Path.GetRandomFileName());
        try
        {
            File.WriteAllText(unfinished, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(unfinished, Path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
