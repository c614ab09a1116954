using System.Globalization;
using AeGen.Files;

namespace AeGen;

/// <summary>
/// A folder with a checkpoint an epoch, of which the last few stay, and the best. Whenever the process stops, what is there is whole: a checkpoint goes
/// only when a newer one is on the disk.
/// </summary>
/// <remarks>
/// <see cref="FitOptions.Checkpoints"/> has a training save there, and <see cref="FitOptions.Resume"/> go on from the newest. The files are named
/// <c>epoch-0012.safetensors</c> and so on; <c>best.txt</c> names the best epoch and its loss. A folder belongs to one training at a time.
/// </remarks>
public sealed class CheckpointFolder
{
    private const string Prefix = "epoch-";
    private const string Suffix = ".safetensors";
    private const string BestName = "best.txt";

    /// <summary>A temporary file of that age is that of a process that was killed; saving takes seconds.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>Names a folder. It is made when the first checkpoint is saved.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="keepLast">Number of the newest checkpoints that stay, at least 1.</param>
    /// <param name="keepBest">Whether the one of the smallest loss stays too.</param>
    /// <exception cref="ArgumentException">The path is empty, or the number less than 1.</exception>
    public CheckpointFolder(string path, int keepLast = 3, bool keepBest = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(keepLast, 1);
        Path = path;
        KeepLast = keepLast;
        KeepBest = keepBest;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Number of the newest checkpoints that stay.</summary>
    public int KeepLast { get; }

    /// <summary>Whether the checkpoint of the smallest loss stays too.</summary>
    public bool KeepBest { get; }

    /// <summary>The file of an epoch, whether it is there or not.</summary>
    /// <param name="epoch">The epoch, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is negative.</exception>
    public string FileOf(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        return System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{epoch:0000}{Suffix}"));
    }

    /// <summary>The newest epoch whose checkpoint is complete, or null; damaged files are passed over.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public int? FindNewest()
    {
        foreach (int epoch in Epochs())
        {
            if (IsComplete(epoch))
            {
                return epoch;
            }
        }

        return null;
    }

    /// <summary>The epoch of the smallest loss so far, or null where none is noted or its checkpoint is not complete.</summary>
    /// <exception cref="InvalidDataException"><c>best.txt</c> holds something else.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public int? FindBest() => ReadBest()?.Epoch;

    /// <summary>Saves a checkpoint, notes whether it is the best, and removes those that need not stay.</summary>
    /// <param name="epoch">The epoch, later than those that are there.</param>
    /// <param name="loss">Its loss, by which the best is chosen; NaN never is.</param>
    /// <param name="save">Saves to a path, whole or not at all: a model's <c>SaveCheckpoint</c>.</param>
    /// <returns>The file.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is negative.</exception>
    /// <exception cref="InvalidOperationException">The folder has a checkpoint of this epoch or a later one, such as those of another training.</exception>
    /// <exception cref="InvalidDataException"><c>best.txt</c> holds something else.</exception>
    /// <exception cref="IOException">The folder or a file in it cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be written to.</exception>
    public string Save(int epoch, double loss, Action<string> save)
    {
        ArgumentNullException.ThrowIfNull(save);
        string file = FileOf(epoch);
        if (FindNewest() is { } newest && newest >= epoch)
        {
            throw new InvalidOperationException(
                $"{Path} has a checkpoint of epoch {newest}, and epoch {epoch} would not be its newest; go on from there, or take another folder.");
        }

        (int Epoch, double Loss)? best = KeepBest ? ReadBest() : null;
        Directory.CreateDirectory(Path);
        if (best is null)
        {
            // What is noted, if anything, is of a file that is gone or damaged: this one must not inherit its loss.
            File.Delete(BestFile);
        }

        save(file);
        if (KeepBest && (best is null ? !double.IsNaN(loss) : loss < best.Value.Loss))
        {
            best = (epoch, loss);
            AtomicFile.Write(BestFile, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{epoch} {loss:R}\n"))));
        }

        Prune(epoch, best?.Epoch);
        return file;
    }

    private string BestFile => System.IO.Path.Combine(Path, BestName);

    /// <summary>The epochs whose files are there, the newest first.</summary>
    private IEnumerable<int> Epochs()
    {
        if (!Directory.Exists(Path))
        {
            return [];
        }

        var epochs = new List<int>();
        foreach (string file in Directory.EnumerateFiles(Path, Prefix + "*" + Suffix))
        {
            string name = System.IO.Path.GetFileName(file);
            ReadOnlySpan<char> number = name.AsSpan(Prefix.Length, name.Length - Prefix.Length - Suffix.Length);
            if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) && System.IO.Path.GetFileName(FileOf(epoch)) == name)
            {
                epochs.Add(epoch);
            }
        }

        return epochs.OrderDescending();
    }

    /// <summary>Whether a file is there in full: its header accounts for every byte.</summary>
    private bool IsComplete(int epoch)
    {
        try
        {
            using var file = SafetensorsFile.Open(FileOf(epoch));
            return true;
        }
        catch (Exception exception) when (exception is InvalidDataException or FileNotFoundException)
        {
            return false;
        }
    }

    private (int Epoch, double Loss)? ReadBest()
    {
        const int Longest = 64;
        if (!File.Exists(BestFile))
        {
            return null;
        }

        using FileStream stream = File.OpenRead(BestFile);
        Span<byte> content = stackalloc byte[Longest];
        content = content[..stream.ReadAtLeast(content, Longest, throwOnEndOfStream: false)];
        int end = content.IndexOf((byte)' ');
        return end >= 0 && content[^1] == '\n'
            && int.TryParse(content[..end], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch)
            && double.TryParse(content[(end + 1)..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double loss)
            && !double.IsNaN(loss)
                ? (IsComplete(epoch) ? (epoch, loss) : null)
                : throw new InvalidDataException($"{BestFile}: an epoch and its loss are expected, such as '12 0.25'.");
    }

    private void Prune(int newest, int? best)
    {
        int kept = 0;
        foreach (int epoch in Epochs())
        {
            // A later one than the newest is damaged, or it would be the newest.
            if (epoch > newest || (kept++ >= KeepLast && epoch != best))
            {
                Remove(FileOf(epoch));
            }
        }

        foreach (string temporary in Directory.EnumerateFiles(Path, AtomicFile.TemporaryFiles))
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(temporary) > Abandoned)
            {
                Remove(temporary);
            }
        }
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file too many is no reason to end a training; the next epoch tries again.
        }
    }
}
