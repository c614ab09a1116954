using AeGen.Testing.Data;
using AeGen.Testing.Harness;

namespace AeGen.Tests.Files;

/// <summary>Which checkpoints stay, and which is found.</summary>
public sealed class CheckpointFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_last_few_and_the_best_stay()
    {
        using ModelHandle model = FileModels.Create(FileModels.Dense);
        var checkpoints = new CheckpointFolder(InFolder("runs", "first"), keepLast: 2);
        double[] losses = [5, 4, 1, 2, double.NaN, 3, 1];

        Assert.Null(checkpoints.FindNewest());
        Assert.Null(checkpoints.FindBest());
        for (int epoch = 0; epoch < losses.Length; epoch++)
        {
            FileModels.Train(model, epoch, 1);
            Assert.Equal(checkpoints.FileOf(epoch), checkpoints.Save(epoch, losses[epoch], model.SaveCheckpoint));
            Assert.Equal(epoch, checkpoints.FindNewest());
            Assert.Equal(Math.Min(epoch, 2), checkpoints.FindBest());
        }

        Assert.Equal(["best.txt", "epoch-0002.safetensors", "epoch-0005.safetensors", "epoch-0006.safetensors"], Files(checkpoints));
        using ModelHandle other = FileModels.Create(FileModels.Dense, 9);
        other.LoadCheckpoint(checkpoints.FileOf(6));
        Assert.Equal(FileModels.Contents(model), FileModels.Contents(other));
    }

    [Fact]
    public void Another_process_goes_on_where_one_stopped()
    {
        var first = new CheckpointFolder(folder.Path, keepLast: 1);
        first.Save(1, 0.1, Whole);
        first.Save(2, 0.2, Whole);

        var second = new CheckpointFolder(folder.Path, keepLast: 1);
        Assert.Equal((2, 1), (second.FindNewest(), second.FindBest()));
        second.Save(3, 0.05, Whole);

        Assert.Equal((3, 3), (second.FindNewest(), second.FindBest()));
        Assert.Equal(["best.txt", "epoch-0003.safetensors"], Files(second));
        Assert.Equal("3 0.05\n", File.ReadAllText(InFolder("best.txt")));
    }

    [Fact]
    public void Without_a_best_only_the_last_stay()
    {
        var checkpoints = new CheckpointFolder(folder.Path, keepLast: 2, keepBest: false);
        for (int epoch = 9998; epoch <= 10001; epoch++)
        {
            checkpoints.Save(epoch, epoch, Whole);
        }

        Assert.Equal(["epoch-10000.safetensors", "epoch-10001.safetensors"], Files(checkpoints));
    }

    [Fact]
    public void Damaged_and_foreign_files_are_passed_over()
    {
        var checkpoints = new CheckpointFolder(folder.Path);
        checkpoints.Save(1, 1, Whole);
        checkpoints.Save(2, 0.5, Whole);
        folder.Write("epoch-0003.safetensors", [.. File.ReadAllBytes(checkpoints.FileOf(2))[..^1]]);
        folder.Write("epoch-4.safetensors", File.ReadAllBytes(checkpoints.FileOf(2)));
        folder.Write("epoch-00005.safetensors", File.ReadAllBytes(checkpoints.FileOf(2)));
        folder.Write("epoch-best.safetensors", File.ReadAllBytes(checkpoints.FileOf(2)));

        Assert.Equal((2, 2), (checkpoints.FindNewest(), checkpoints.FindBest()));

        // The best is damaged: what was noted of it is no longer a bound.
        folder.Write("epoch-0002.safetensors", "damaged");
        Assert.Equal((1, null), (checkpoints.FindNewest(), checkpoints.FindBest()));
        checkpoints.Save(2, 0.75, Whole);
        Assert.Equal((2, 2), (checkpoints.FindNewest(), checkpoints.FindBest()));
        Assert.False(File.Exists(checkpoints.FileOf(3)), "A damaged later file would be taken for another training's.");
        Assert.True(File.Exists(InFolder("epoch-best.safetensors")));
    }

    [Fact]
    public void A_crash_between_any_two_steps_leaves_a_checkpoint()
    {
        var checkpoints = new CheckpointFolder(folder.Path, keepLast: 1);
        checkpoints.Save(1, 1, Whole);

        // Before the file is in its place, and after it but before the best is noted and the old one removed.
        Assert.Throws<TimeoutException>(() => checkpoints.Save(2, 0.5, _ => throw new TimeoutException()));
        Assert.Equal((1, 1), (checkpoints.FindNewest(), checkpoints.FindBest()));
        Assert.Throws<TimeoutException>(() => checkpoints.Save(2, 0.5, path =>
        {
            Whole(path);
            throw new TimeoutException();
        }));
        Assert.Equal((2, 1), (checkpoints.FindNewest(), checkpoints.FindBest()));

        checkpoints.Save(3, 2, Whole);
        Assert.Equal(["best.txt", "epoch-0001.safetensors", "epoch-0003.safetensors"], Files(checkpoints));
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_when_it_is_old()
    {
        string old = folder.Write(".aegen-0123.tmp", "part"), young = folder.Write(".aegen-4567.tmp", "part"), other = folder.Write("other.tmp", "whole");
        foreach (string file in (string[])[old, other])
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-2));
        }

        new CheckpointFolder(folder.Path).Save(1, 1, Whole);

        Assert.Equal((false, true, true), (File.Exists(old), File.Exists(young), File.Exists(other)));
    }

    [Fact]
    public void An_epoch_that_would_not_be_the_newest_is_refused()
    {
        var checkpoints = new CheckpointFolder(folder.Path);
        checkpoints.Save(7, 1, Whole);

        foreach (int epoch in (int[])[1, 7])
        {
            InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => checkpoints.Save(epoch, 0, Whole));
            Assert.Contains($"checkpoint of epoch 7, and epoch {epoch}", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal((7, 7), (checkpoints.FindNewest(), checkpoints.FindBest()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("7 0.5")]
    [InlineData("-7 0.5\n")]
    [InlineData("7 NaN\n")]
    [InlineData("7 x\n")]
    [InlineData("7 0.5 000000000000000000000000000000000000000000000000000000000000000000000\n")]
    public void A_damaged_note_of_the_best_is_refused(string content)
    {
        var checkpoints = new CheckpointFolder(folder.Path);
        checkpoints.Save(7, 1, Whole);
        string path = folder.Write("best.txt", content);

        Assert.StartsWith(path + ": ", Assert.Throws<InvalidDataException>(() => checkpoints.FindBest()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => checkpoints.Save(8, 1, Whole));
        Assert.Equal(7, checkpoints.FindNewest());
    }

    [Fact]
    public void Arguments_out_of_range_are_refused()
    {
        var checkpoints = new CheckpointFolder(folder.Path);

        Assert.ThrowsAny<ArgumentException>(() => new CheckpointFolder(""));
        Assert.ThrowsAny<ArgumentException>(() => new CheckpointFolder("x", keepLast: 0));
        Assert.ThrowsAny<ArgumentException>(() => checkpoints.Save(-1, 0, Whole));
        Assert.ThrowsAny<ArgumentException>(() => checkpoints.Save(1, 0, null!));
        Assert.Empty(Files(checkpoints));
    }

    private static void Whole(string path) => File.WriteAllBytes(path, SafetensorsBuilder.File(("a", [2], [1, 2])));

    private static IEnumerable<string?> Files(CheckpointFolder checkpoints) =>
        Directory.GetFiles(checkpoints.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private string InFolder(params string[] names) => Path.Combine([folder.Path, .. names]);
}
