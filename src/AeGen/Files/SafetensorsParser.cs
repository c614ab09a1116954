using System.Text.Json;

namespace AeGen.Files;

/// <summary>Reads the JSON of a safetensors header, strictly: what the format does not know is refused, and no name stands twice.</summary>
internal ref struct SafetensorsParser
{
    private const string MetadataName = "__metadata__";

    /// <summary>The most dimensions of a tensor: NumPy's limit, and PyTorch's.</summary>
    private const int MaxRank = 64;

    private readonly ReadOnlySpan<byte> json;
    private readonly string name;
    private readonly int start;
    private Utf8JsonReader reader;
    private bool hasMetadata;

    /// <summary>Makes a parser.</summary>
    /// <param name="json">The header.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="start">The header's offset in the file.</param>
    public SafetensorsParser(ReadOnlySpan<byte> json, string name, int start)
    {
        this.json = json;
        this.name = name;
        this.start = start;
        reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 3 });
    }

    /// <summary>The tensors by name.</summary>
    public Dictionary<string, SafetensorsEntry> Entries { get; } = new(StringComparer.Ordinal);

    /// <summary>The metadata.</summary>
    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>The offset in the file up to which the header is read.</summary>
    public readonly long Position => start + reader.BytesConsumed;

    /// <summary>The offset in the file of what was read last.</summary>
    private readonly long Place => start + reader.TokenStartIndex;

    /// <summary>Reads the header.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidDataException">It is no header.</exception>
    public void Run()
    {
        if (json.Length == 0 || json[0] != (byte)'{')
        {
            throw new InvalidDataException($"{name}: the header at offset {start} does not begin with a brace.");
        }

        reader.Read();
        while (NextName() is { } key)
        {
            if (key == MetadataName)
            {
                ReadMetadata();
            }
            else if (!Entries.TryAdd(key, ReadEntry(key)))
            {
                throw new InvalidDataException($"{name}: the tensor {FileText.Quote(key)}, described before offset {Position}, is described twice.");
            }
        }

        int rest = json[(int)reader.BytesConsumed..].IndexOfAnyExcept((byte)' ');
        if (rest >= 0)
        {
            throw new InvalidDataException($"{name}: the header goes on at offset {Position + rest} after its end; only spaces may follow.");
        }
    }

    private void ReadMetadata()
    {
        if (hasMetadata)
        {
            throw new InvalidDataException($"{name}: there is a second {MetadataName} at offset {Place}.");
        }

        hasMetadata = true;
        Next(JsonTokenType.StartObject, "the metadata", "an object");
        while (NextName() is { } key)
        {
            long place = Place;
            Next(JsonTokenType.String, $"the metadata's {FileText.Quote(key)}", "a string");
            if (!Metadata.TryAdd(key, Text()))
            {
                throw new InvalidDataException($"{name}: the metadata's {FileText.Quote(key)} at offset {place} stands there twice.");
            }
        }
    }

    private SafetensorsEntry ReadEntry(string tensor)
    {
        string quoted = FileText.Quote(tensor);
        long place = Place;
        string? type = null;
        long[]? shape = null, range = null;
        Next(JsonTokenType.StartObject, $"the tensor {quoted}", "an object");
        while (NextName() is { } key)
        {
            bool isNew;
            switch (key)
            {
                case "dtype":
                    isNew = type is null;
                    Next(JsonTokenType.String, $"the type of {quoted}", "a string");
                    type = Text();
                    break;
                case "shape":
                    isNew = shape is null;
                    shape = ReadNumbers($"the shape of {quoted}", MaxRank);
                    break;
                case "data_offsets":
                    isNew = range is null;
                    range = ReadNumbers($"the range of {quoted}", 2);
                    break;
                default:
                    throw new InvalidDataException($"{name}: {quoted} has a field {FileText.Quote(key)} at offset {Place}, which the format does not know.");
            }

            if (!isNew)
            {
                throw new InvalidDataException($"{name}: the {key} of {quoted}, given before offset {Position}, is given twice.");
            }
        }

        return type is not null && shape is not null && range is { Length: 2 }
            ? Entry(tensor, type, shape, range, place)
            : throw new InvalidDataException(
                $"{name}: the tensor {quoted} at offset {place} lacks {(type is null ? "a dtype" : shape is null ? "a shape" : "two data_offsets")}.");
    }

    private readonly SafetensorsEntry Entry(string tensor, string type, long[] shape, long[] range, long place)
    {
        string quoted = $"{name}: the tensor {FileText.Quote(tensor)} at offset {place}";
        int size = TensorTypes.SizeOf(type);
        if (size == 0)
        {
            throw new InvalidDataException($"{quoted} is of type {FileText.Quote(type)}, which is not known.");
        }

        long bytes = size;
        foreach (long dimension in shape)
        {
            if (Math.BigMul((ulong)bytes, (ulong)dimension, out ulong product) != 0 || product > long.MaxValue)
            {
                throw new InvalidDataException($"{quoted} has the shape {FileText.Shape(shape)}, more than 2^63 bytes.");
            }

            bytes = (long)product;
        }

        // Offsets in the header count from its end.
        long data = start + json.Length;
        if (range[0] > range[1] || range[1] > long.MaxValue - data)
        {
            throw new InvalidDataException($"{quoted} has the range {FileText.Shape(range)}, which ends before it begins or past 2^63 bytes.");
        }

        return range[1] - range[0] == bytes
            ? new SafetensorsEntry(tensor, type, shape, data + range[0], bytes)
            : throw new InvalidDataException(
                $"{quoted} has the range {FileText.Shape(range)}, {range[1] - range[0]} bytes; its shape {FileText.Shape(shape)} of {type} takes {bytes}.");
    }

    private long[] ReadNumbers(string what, int most)
    {
        Next(JsonTokenType.StartArray, what, "an array");
        Span<long> numbers = stackalloc long[MaxRank];
        int count = 0;
        while (true)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                return numbers[..count].ToArray();
            }

            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetUInt64(out ulong number) || number > long.MaxValue)
            {
                throw new InvalidDataException($"{name}: {what} has something other at offset {Place} than a whole number from 0 to 2^63 - 1.");
            }

            if (count == most)
            {
                throw new InvalidDataException($"{name}: {what} has more at offset {Place} than {most} numbers.");
            }

            numbers[count++] = (long)number;
        }
    }

    /// <summary>The next name in an object, or null at its end.</summary>
    private string? NextName()
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.EndObject ? null : Text();
    }

    private void Next(JsonTokenType type, string what, string expected)
    {
        reader.Read();
        if (reader.TokenType != type)
        {
            throw new InvalidDataException($"{name}: {what} is not {expected} at offset {Place}.");
        }
    }

    private readonly string Text()
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException($"{name}: the text at offset {Place} is not UTF-8, or has half a surrogate pair.", exception);
        }
    }
}
