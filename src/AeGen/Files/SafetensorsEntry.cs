namespace AeGen.Files;

/// <summary>One tensor in a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its numbers, one of the known ones.</param>
/// <param name="Shape">Its dimensions, the slowest first.</param>
/// <param name="Offset">Where its bytes begin in the file.</param>
/// <param name="Length">Number of its bytes.</param>
internal sealed record SafetensorsEntry(string Name, string Type, long[] Shape, long Offset, long Length)
{
    /// <summary>Number of its numbers.</summary>
    public long Count => Length / TensorTypes.SizeOf(Type);

    /// <summary>The first offset after its bytes.</summary>
    public long End => Offset + Length;
}
