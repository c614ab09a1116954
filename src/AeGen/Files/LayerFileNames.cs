using System.Globalization;

namespace AeGen.Files;

/// <summary>
/// Which names a file gives to a model's layers. Where activations stand between the layers of a PyTorch Sequential, their indices skip:
/// <c>encoder.0</c>, <c>encoder.2</c> and so on are then the layers in this order.
/// </summary>
internal static class LayerFileNames
{
    /// <summary>
    /// The name in the file of every layer, encoder first; the layer's own name where the file does not number them otherwise. That of the log-variances, to
    /// which no number belongs, is always its own.
    /// </summary>
    /// <exception cref="InvalidDataException">The file numbers more layers, or fewer.</exception>
    public static string[] Find(SafetensorsFile file, Architecture architecture) =>
    [
        .. Find(file, architecture, "encoder", architecture.Encoder),
        .. Find(file, architecture, "decoder", architecture.Decoder),
        .. architecture.Variational is { } variational ? [variational.LogVariance.Name] : Array.Empty<string>(),
    ];

    private static string[] Find(SafetensorsFile file, Architecture architecture, string side, IReadOnlyList<LayerArchitecture> layers)
    {
        var indices = new SortedSet<int>();
        foreach (string tensor in file.Header.Entries.Keys)
        {
            if (IndexOf(tensor, side) is { } index)
            {
                indices.Add(index);
            }
        }

        string[] own = [.. layers.Select(layer => layer.Name)];
        string[] numbered = [.. indices.Select(index => Numbered(side, index))];
        if (numbered.All(name => architecture.Encoder.Concat(architecture.Decoder).Any(layer => layer.Name == name)))
        {
            return own;
        }

        return numbered.Length == own.Length
            ? numbered
            : throw new InvalidDataException(
                $"{file.Name}: the {side} has {numbered.Length} layers in the file, {string.Join(", ", numbered.Take(8))}{(numbered.Length > 8 ? " and more" : "")}, and {own.Length} in {architecture.Name}.");
    }

    /// <summary>The index in a name such as encoder.2.weight, or null.</summary>
    private static int? IndexOf(string tensor, string side)
    {
        int end = tensor.LastIndexOf('.');
        return end > side.Length && tensor[end..] is ".weight" or ".bias"
            && tensor.StartsWith(side + ".", StringComparison.Ordinal)
            && int.TryParse(tensor.AsSpan(side.Length + 1, end - side.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && tensor.AsSpan(0, end).SequenceEqual(Numbered(side, index))
                ? index
                : null;
    }

    private static string Numbered(string side, int index) => string.Create(CultureInfo.InvariantCulture, $"{side}.{index}");
}
