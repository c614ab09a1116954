using AeGen.Generators.Targets;
using AeGen.Generators.Tests.Testing;

namespace AeGen.Generators.Tests;

/// <summary>
/// The generated text of four small declarations, kept to be read in review; what others become is seen in their plans. With AEGEN_UPDATE_GOLDEN=1 in the environment the tests write the files
/// in Golden/ instead of comparing with them.
/// </summary>
public sealed class GoldenTests
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("AEGEN_UPDATE_GOLDEN") == "1";

    public static TheoryData<string> Names { get; } = [.. Examples.Golden.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_files_are_the_golden_ones(string name)
    {
        // The members of the class itself are those of every model, so one file of them is enough.
        SourceFile[] files = [.. Run.OnWithIlgpu(Examples.Golden[name]).Files.Where(file => name == "Tied" || !file.HintName.EndsWith(".Model.g.cs", StringComparison.Ordinal))];
        string folder = Path.Combine(Repository.Golden, name);
        Assert.NotEmpty(files);
        if (Update)
        {
            Rewrite(folder, files);
        }

        Assert.True(Directory.Exists(folder), $"There is no {folder}: run once with AEGEN_UPDATE_GOLDEN=1.");
        Assert.Equal(files.Select(file => file.HintName).Order(), Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order());
        Assert.All(files, file => Assert.Equal(File.ReadAllText(Path.Combine(folder, file.HintName)), file.Text));
    }

    private static void Rewrite(string folder, IEnumerable<SourceFile> files)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        foreach (SourceFile file in files)
        {
            File.WriteAllText(Path.Combine(folder, file.HintName), file.Text);
        }
    }
}
