using System.Buffers.Binary;
using System.Text.Json;

namespace AeGen.Files;

/// <summary>Which tensors a safetensors file holds, and its metadata.</summary>
/// <remarks>
/// The format (huggingface/safetensors): the length of the header as 64 bits, little-endian; the header, a JSON object in UTF-8 with a type, a shape and
/// a range of bytes for every name, padded with spaces; the tensors' bytes, which cover the rest without holes. What a file announces is believed only as
/// far as its bytes go: nothing is allocated on the word of a number in it.
/// </remarks>
internal sealed class SafetensorsHeader
{
    /// <summary>Bytes of the header's length, before the header.</summary>
    public const int Start = 8;

    /// <summary>The longest header, as in the reference implementation.</summary>
    public const int MaxLength = 100_000_000;

    private SafetensorsHeader(Dictionary<string, SafetensorsEntry> entries, Dictionary<string, string> metadata)
    {
        Entries = entries;
        Metadata = metadata;
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries { get; }

    /// <summary>The metadata; empty where the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The names of the tensors, and those of tensors that share one's numbers.</summary>
    public IEnumerable<string> Names =>
        Entries.Keys.Concat(Metadata.Keys.Where(name => !Entries.ContainsKey(name) && Find(name) is not null));

    /// <summary>
    /// The tensor of a name, or the one whose numbers it shares: of tensors in the same memory <c>safetensors.torch.save_model</c>
    /// keeps one, and the metadata have its name under those of the others. Null where there is neither.
    /// </summary>
    public SafetensorsEntry? Find(string name) =>
        Entries.GetValueOrDefault(name) ?? (Metadata.TryGetValue(name, out string? kept) ? Entries.GetValueOrDefault(kept) : null);

    /// <summary>Reads the header and checks that its tensors cover the rest of the file.</summary>
    /// <param name="stream">The file, at its beginning.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidDataException">The file is damaged or no safetensors file.</exception>
    public static SafetensorsHeader Read(Stream stream, string name)
    {
        long fileLength = stream.Length;
        Span<byte> word = stackalloc byte[Start];
        int read = stream.ReadAtLeast(word, Start, throwOnEndOfStream: false);
        if (read < Start)
        {
            throw new InvalidDataException($"{name}: the file ends at offset {read}, within the length of its header.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(word);
        if (length > MaxLength)
        {
            throw new InvalidDataException($"{name}: the header's length at offset 0 is {length}: it is at most {MaxLength}.");
        }

        if ((long)length > fileLength - Start)
        {
            throw new InvalidDataException($"{name}: the header's length at offset 0 is {length}, and the file ends at offset {fileLength}.");
        }

        byte[] json = new byte[(int)length];
        read = stream.ReadAtLeast(json, json.Length, throwOnEndOfStream: false);
        if (read < json.Length)
        {
            throw new InvalidDataException($"{name}: the file ends at offset {Start + read}, within its header.");
        }

        return Parse(json, name, fileLength);
    }

    private static SafetensorsHeader Parse(ReadOnlySpan<byte> json, string name, long fileLength)
    {
        var parser = new SafetensorsParser(json, name, Start);
        try
        {
            parser.Run();
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{name}: the header is not JSON at offset {parser.Position}: {exception.Message}", exception);
        }

        CheckCoverage(parser.Entries, name, Start + json.Length, fileLength);
        return new SafetensorsHeader(parser.Entries, parser.Metadata);
    }

    /// <summary>The tensors in the order of their bytes must follow on each other, from the header's end to the file's.</summary>
    private static void CheckCoverage(Dictionary<string, SafetensorsEntry> entries, string name, long start, long fileLength)
    {
        SafetensorsEntry[] ordered = [.. entries.Values];
        Array.Sort(ordered, (left, right) => left.Offset != right.Offset ? left.Offset.CompareTo(right.Offset) : left.Length.CompareTo(right.Length));
        long position = start;
        string before = "the header";
        foreach (SafetensorsEntry entry in ordered)
        {
            string place = $"{name}: {FileText.Quote(entry.Name)} lies at offsets {entry.Offset} to {entry.End}";
            if (entry.Offset != position)
            {
                throw new InvalidDataException(
                    $"{place}, and {before} ends at offset {position}: there is {(entry.Offset > position ? "a hole between them" : "an overlap")}.");
            }

            if (entry.Length > fileLength - position)
            {
                throw new InvalidDataException($"{place}, and the file ends at offset {fileLength}.");
            }

            position = entry.End;
            before = FileText.Quote(entry.Name);
        }

        if (position != fileLength)
        {
            throw new InvalidDataException($"{name}: there are bytes left at offset {position}, where the last tensor ends; the file ends at {fileLength}.");
        }
    }
}
