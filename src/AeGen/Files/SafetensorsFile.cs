using AeGen.Runtime;

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
        string quoted = FileText.Quote(entry.Name);
        if (!TensorTypes.IsReadable(entry.Type))
        {
            throw new InvalidDataException($"{name}: {quoted} at offset {entry.Offset} is of type {entry.Type}; {TensorTypes.Readable} are read.");
        }

        if (entry.Count > Array.MaxLength)
        {
            throw new InvalidDataException($"{name}: {quoted} at offset {entry.Offset} has {entry.Count} numbers; at most {Array.MaxLength} are read.");
        }

        float[] values = new float[entry.Count];
        int size = TensorTypes.SizeOf(entry.Type);
        byte[] bytes = new byte[Math.Min(BytesAtATime, entry.Length)];
        stream.Position = entry.Offset;
        for (int done = 0; done < values.Length;)
        {
            Span<float> part = values.AsSpan(done, Math.Min(bytes.Length / size, values.Length - done));
            Span<byte> content = bytes.AsSpan(0, part.Length * size);
            int read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            if (read < content.Length)
            {
                throw new InvalidDataException($"{name}: the file ends at offset {entry.Offset + ((long)done * size) + read}, within {quoted}.");
            }

            TensorTypes.ToSingles(entry.Type, content, part);
            int index = ValueScan.FirstNotFinite(part);
            if (index >= 0)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"{name}: {quoted} holds {part[index]} at index {done + index}, offset {entry.Offset + ((long)(done + index) * size)}: it must be finite in single precision."));
            }

            done += part.Length;
        }

        return values;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();
}
