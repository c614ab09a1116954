using System.Numerics;
using AeGen.Vectors;

namespace AeGen.Files;

/// <summary>A safetensors file that is open for reading.</summary>
/// <param name="stream">The file, at its beginning; its length is known.</param>
/// <param name="name">The file's name, for messages.</param>
/// <exception cref="InvalidDataException">The file is damaged or no safetensors file.</exception>
internal sealed class SafetensorsFile(Stream stream, string name) : IDisposable
{
    private const int BytesAtATime = 1 << 16;

    /// <summary>The file's name.</summary>
    public string Name => name;

    /// <summary>What it holds.</summary>
    public SafetensorsHeader Header { get; } = SafetensorsHeader.Read(stream, name);

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or no safetensors file.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);

        // Whoever saves meanwhile puts a new file in this one's place, which a sharing violation would keep him from on Windows.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BytesAtATime);
        try
        {
            return stream.CanSeek
                ? new SafetensorsFile(stream, path)
                : throw new InvalidDataException($"{path}: this is not a file with a length.");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads a tensor's numbers as float32, row-major.</summary>
    /// <exception cref="InvalidDataException">They are of another kind, or one of them is NaN or infinite.</exception>
    public float[] Read(SafetensorsEntry entry)
    {
        if (entry.Count > Array.MaxLength)
        {
            throw new InvalidDataException(
                $"{name}: {FileText.Quote(entry.Name)} at offset {entry.Offset} has {entry.Count} numbers; at most {Array.MaxLength} are read.");
        }

        RequireReadable(entry);
        float[] values = new float[entry.Count];
        int done = 0;
        CopyTo<float>(entry, part =>
        {
            int index = ValueScan.FirstNotFinite(part);
            if (index >= 0)
            {
                long offset = entry.Offset + ((long)(done + index) * TensorTypes.SizeOf(entry.Type));
                throw new InvalidDataException(FormattableString.Invariant(
                    $"{name}: {FileText.Quote(entry.Name)} holds {part[index]} at index {done + index}, offset {offset}: it must be finite in single precision."));
            }

            part.CopyTo(values.AsSpan(done));
            done += part.Length;
        });
        return values;
    }

    /// <summary>Passes a tensor's numbers on, row-major, piece by piece, rounded where they have more digits.</summary>
    /// <exception cref="InvalidDataException">They are of another kind, or the file has become shorter.</exception>
    public void CopyTo<T>(SafetensorsEntry entry, Action<ReadOnlySpan<T>> take)
        where T : struct, IFloatingPointIeee754<T>
    {
        RequireReadable(entry);
        int size = TensorTypes.SizeOf(entry.Type);
        byte[] bytes = new byte[Math.Min(BytesAtATime, entry.Length)];
        var values = new T[bytes.Length / size];
        stream.Position = entry.Offset;
        for (long done = 0; done < entry.Count;)
        {
            Span<T> part = values.AsSpan(0, (int)Math.Min(values.Length, entry.Count - done));
            Span<byte> content = bytes.AsSpan(0, part.Length * size);
            int read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            if (read < content.Length)
            {
                throw new InvalidDataException(
                    $"{name}: the file ends at offset {entry.Offset + (done * size) + read}, within {FileText.Quote(entry.Name)}.");
            }

            TensorTypes.Read(entry.Type, content, part);
            take(part);
            done += part.Length;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();

    private void RequireReadable(SafetensorsEntry entry)
    {
        if (!TensorTypes.IsReadable(entry.Type))
        {
            throw new InvalidDataException(
                $"{name}: {FileText.Quote(entry.Name)} at offset {entry.Offset} is of type {entry.Type}; {TensorTypes.Readable} are read.");
        }
    }
}
