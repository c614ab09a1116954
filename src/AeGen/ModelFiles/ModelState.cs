using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using AeGen.Files;
using AeGen.Vectors;

namespace AeGen.ModelFiles;

/// <summary>A copy of what makes up a model, or a model and the state of its training: all that a file of it holds.</summary>
/// <param name="Tensors">The numbers.</param>
/// <param name="Metadata">Everything else, as text.</param>
internal sealed record ModelState(IReadOnlyList<NamedTensor> Tensors, IReadOnlyList<KeyValuePair<string, string>> Metadata)
{
    private const int Alignment = 8;

    /// <summary>Writes a file in place of the one of that name, whole or not at all.</summary>
    /// <exception cref="InvalidOperationException">A number is NaN or infinite, or the texts are too long: the file could not be loaded.</exception>
    public void Save(string path)
    {
        foreach (NamedTensor tensor in Tensors)
        {
            int index = ValueScan.FirstNotFinite(tensor.Values);
            if (index >= 0)
            {
                throw new InvalidOperationException(
                    $"{path}: nothing was written: '{tensor.Name}' holds {tensor.Values[index]} at index {index}, and such a file could not be loaded.");
            }
        }

        int header = Header().Length;
        if (header > SafetensorsHeader.MaxLength)
        {
            throw new InvalidOperationException(
                $"{path}: nothing was written: names and texts take {header} bytes, and a file with more than {SafetensorsHeader.MaxLength} could not be loaded.");
        }

        AtomicFile.Write(path, Write);
    }

    /// <summary>Writes a safetensors file: the same bytes for the same state, tensors and metadata in the order that they have here.</summary>
    public void Write(Stream stream)
    {
        ReadOnlySpan<byte> header = Header();
        Span<byte> length = stackalloc byte[SafetensorsHeader.Start];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (NamedTensor tensor in Tensors)
        {
            TensorTypes.Write(stream, tensor.Type, tensor.Values);
        }
    }

    /// <summary>The header, padded with spaces so that the tensors after it are aligned.</summary>
    private ReadOnlySpan<byte> Header()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string key, string value) in Metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            long offset = 0;
            foreach (NamedTensor tensor in Tensors)
            {
                long end = offset + ((long)tensor.Values.Length * TensorTypes.SizeOf(tensor.Type));
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type);
                WriteNumbers(json, "shape", [.. tensor.Shape]);
                WriteNumbers(json, "data_offsets", [offset, end]);
                json.WriteEndObject();
                offset = end;
            }

            json.WriteEndObject();
        }

        int padding = (Alignment - (buffer.WrittenCount % Alignment)) % Alignment;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
