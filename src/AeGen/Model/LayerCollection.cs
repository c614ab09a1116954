using System.Collections;

namespace AeGen;

/// <summary>A model's layers, encoder first, by position and by name. A variational model's layer of log-variances comes last.</summary>
public sealed class LayerCollection : IReadOnlyList<LayerParameters>
{
    private readonly LayerParameters[] layers;

    internal LayerCollection(LayerParameters[] layers) => this.layers = layers;

    /// <inheritdoc/>
    public int Count => layers.Length;

    /// <inheritdoc/>
    public LayerParameters this[int index] => layers[index];

    /// <summary>The layer of that name.</summary>
    /// <param name="name">A layer's name, such as <c>encoder.0</c>.</param>
    /// <exception cref="KeyNotFoundException">No layer has that name; the message lists those there are.</exception>
    public LayerParameters this[string name] =>
        Array.Find(layers, layer => layer.Name == name)
        ?? throw new KeyNotFoundException($"No layer is named '{name}'; there are {string.Join(", ", layers.Select(layer => $"'{layer.Name}'"))}.");

    /// <inheritdoc/>
    public IEnumerator<LayerParameters> GetEnumerator() => ((IEnumerable<LayerParameters>)layers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
