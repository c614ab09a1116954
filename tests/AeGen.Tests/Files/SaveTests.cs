using System.Diagnostics;
using AeGen.Files;
using AeGen.ModelFiles;
using AeGen.Testing.Data;
using AeGen.Testing.Harness;
using AeGen.Tests.Harness;

namespace AeGen.Tests.Files;

/// <summary>Savings that fail leave the old file and nothing else.</summary>
public sealed class SaveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_failure_half_way_leaves_the_old_file_and_no_other()
    {
        string path = folder.Write("model", "old");

        IOException exception = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[200_000]);
            stream.Flush();
            Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
            throw new IOException("No more room.");
        }));

        Assert.Equal($"{path}: the file could not be written: No more room.", exception.Message);
        AssertOldFileAlone(path);
    }

    [Fact]
    public void Any_other_failure_does_so_too()
    {
        string path = folder.Write("model", "old");

        Assert.Throws<TimeZoneNotFoundException>(() => AtomicFile.Write(path, _ => throw new TimeZoneNotFoundException()));

        AssertOldFileAlone(path);
    }

    [Fact]
    public void Nothing_is_saved_of_a_model_that_could_not_be_loaded()
    {
        using ModelHandle model = FileModels.Create(FileModels.Dense);
        ModelState state = FileModels.StateOf(model).Gather(training: false);
        state.Tensors[2].Values[4] = float.NaN;
        string path = folder.Write("model", "old");

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => state.Save(path));

        Assert.Contains("'encoder.1.weight' holds NaN at index 4", exception.Message, StringComparison.Ordinal);
        AssertOldFileAlone(path);
    }

    [Fact]
    public void Texts_that_could_not_be_loaded_are_not_saved()
    {
        string path = folder.Write("model", "old");
        var state = new ModelState([], [new("history", new string('0', 100_000_000))]);

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => state.Save(path));

        Assert.Contains("more than 100000000", exception.Message, StringComparison.Ordinal);
        AssertOldFileAlone(path);
    }

    [Fact]
    public void A_folder_in_the_files_place_stays()
    {
        string path = Path.Combine(folder.Path, "model");
        Directory.CreateDirectory(path);
        using ModelHandle model = FileModels.Create(FileModels.Dense);

        IOException exception = Assert.Throws<IOException>(() => model.Save(path));

        Assert.Contains(path + ": ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("A folder has this name", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        string path = Path.Combine(folder.Path, "missing", "model");
        using ModelHandle model = FileModels.Create(FileModels.Dense);

        Assert.Contains(path + ": ", Assert.Throws<DirectoryNotFoundException>(() => model.SaveCheckpoint(path)).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => model.Save(""));
        Assert.ThrowsAny<ArgumentException>(() => model.LoadWeights(""));
        Assert.ThrowsAny<ArgumentException>(() => model.Save(null!));
    }

    [Fact]
    public void A_folder_that_must_not_be_written_to_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux alone has a folder that nobody may write to.");
        const string Path = "/sys/model.safetensors";
        using ModelHandle model = FileModels.Create(FileModels.Dense);

        Exception exception = Assert.ThrowsAny<Exception>(() => model.Save(Path));

        Assert.True(exception is IOException or UnauthorizedAccessException, exception.ToString());
        Assert.StartsWith(Path + ": ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_leaves_the_old_file_and_no_other()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/unshare"), "A small disk takes Linux's unshare.");

        // A disk of 300 KB of its own; the file takes some 400. Its content is listed before and after.
        string script = $"mount -t tmpfs -o size=300k none '{folder.Path}' || exit 9; echo old > '{folder.Path}/model'; "
            + $"\"$@\" '{folder.Path}/model'; code=$?; ls -A '{folder.Path}'; cat '{folder.Path}/model'; exit $code";
        using Process process = OwnProcess.Start(["save-once"], before: ["/usr/bin/unshare", "-Urm", "/bin/sh", "-c", script, "sh"]);
        string output = process.StandardOutput.ReadToEnd(), errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.SkipWhen(process.ExitCode is 1 or 9 && output.Length == 0, $"This system lends no disk: {errors}");

        Assert.True(process.ExitCode == SavingProcess.Refused, output + errors);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith($"{folder.Path}/model: the file could not be written: ", lines[0], StringComparison.Ordinal);
        Assert.Contains("No space left on device", lines[0], StringComparison.Ordinal);
        Assert.Equal(["model", "old"], lines[1..]);
    }

    [Fact]
    public void A_files_rights_and_a_link_to_it_stay()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such rights, and links only for some.");
            return;
        }

        string target = folder.Write("target", "old");
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(target, Mode);
        string link = Path.Combine(folder.Path, "link");
        File.CreateSymbolicLink(link, "target");
        using ModelHandle model = FileModels.Create(FileModels.Dense);

        model.Save(link);

        Assert.Equal("target", new FileInfo(link).LinkTarget);
        Assert.Equal(Mode, File.GetUnixFileMode(target));
        using ModelHandle loaded = FileModels.Library.Type(FileModels.Dense, ModelCompiler.Default).Load(target);
        Assert.Equal(ModelParameters.Of(model).Bits(), ModelParameters.Of(loaded).Bits());
    }

    private void AssertOldFileAlone(string path)
    {
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }
}
