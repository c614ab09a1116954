using System.Globalization;
using AeGen.Files;

namespace AeGen.ModelFiles;

/// <summary>Which names a file gives to a model's layers.</summary>
/// <remarks>
/// A layer stands under its own name. Where layers are normalised and none has been given a name, the modules of each side are
/// numbered as in PyTorch's <c>Sequential(Linear, BatchNorm1d, ReLU, Linear)</c>: a linear module a layer, one for its normalisation,
/// one for its activation. Files of others may number them otherwise: <c>encoder.0</c>, <c>encoder.2</c> and so on are then the
/// layers in this order.
/// </remarks>
internal static class LayerFileNames
{
    private const string Encoder = "encoder";
    private const string Decoder = "decoder";

    /// <summary>The names that AeGen writes, encoder first.</summary>
    public static TensorNames[] Of(Architecture architecture)
    {
        if (architecture.Layers.Any(layer => layer.Normalization is not null)
            && HasNoNames(Encoder, architecture.Encoder) && HasNoNames(Decoder, architecture.Decoder))
        {
            return
            [
                .. InSequence(Encoder, architecture.Encoder),
                .. InSequence(Decoder, architecture.Decoder),
                .. architecture.Layers.Skip(architecture.Encoder.Count + architecture.Decoder.Count).Select(
                    layer => new TensorNames(layer.Name)),
            ];
        }

        var taken = architecture.Layers.Select(layer => layer.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. architecture.Layers.Select(layer =>
                new TensorNames(layer.Name, layer.Normalization is null ? null : NormBehind(layer.Name, taken))),
        ];
    }

    /// <summary>The names in a file, encoder first; those that AeGen writes where the file does not number the layers otherwise.</summary>
    /// <exception cref="InvalidDataException">The file numbers more layers, or fewer, or has normalisations at other places.</exception>
    public static TensorNames[] Find(SafetensorsFile file, Architecture architecture)
    {
        TensorNames[] written = Of(architecture);
        int encoders = architecture.Encoder.Count, both = encoders + architecture.Decoder.Count;
        return
        [
            .. Find(file, architecture, Encoder, architecture.Encoder, written[..encoders]),
            .. Find(file, architecture, Decoder, architecture.Decoder, written[encoders..both]),
            .. written[both..],
        ];
    }

    private static bool HasNoNames(string side, IReadOnlyList<LayerArchitecture> layers) =>
        layers.Select((layer, index) => layer.Name == Numbered(side, index)).All(isDefault => isDefault);

    private static IEnumerable<TensorNames> InSequence(string side, IReadOnlyList<LayerArchitecture> layers)
    {
        int place = 0;
        foreach (LayerArchitecture layer in layers)
        {
            string linear = Numbered(side, place++);
            yield return new TensorNames(linear, layer.Normalization is null ? null : Numbered(side, place++));
            place += layer.Activation == Activation.Identity ? 0 : 1;
        }
    }

    /// <summary>The number after a layer's, where its name ends in one and the next is free; else its name and a word.</summary>
    private static string NormBehind(string layer, HashSet<string> taken)
    {
        int start = layer.LastIndexOf('.') + 1;
        if (int.TryParse(layer.AsSpan(start), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < int.MaxValue)
        {
            string next = string.Create(CultureInfo.InvariantCulture, $"{layer.AsSpan(0, start)}{number + 1}");
            if (taken.Add(next))
            {
                return next;
            }
        }

        string name = layer;
        do
        {
            name += "_norm";
        }
        while (!taken.Add(name));

        return name;
    }

    private static TensorNames[] Find(
        SafetensorsFile file, Architecture architecture, string side, IReadOnlyList<LayerArchitecture> layers, TensorNames[] written)
    {
        (SortedSet<int> linears, SortedSet<int> norms) = ModulesOf(file.Header, side);
        string[] found = [.. linears.Select(index => Numbered(side, index))];
        TensorNames[] plain = [.. layers.Select(layer => new TensorNames(layer.Name))];
        if (Fits(written))
        {
            return written;
        }

        IEnumerable<LayerArchitecture> normalised = layers.Where(layer => layer.Normalization is not null);
        if (Fits(plain) && normalised.All(layer => file.Header.Entries.ContainsKey(layer.Name + StateNames.Gain)))
        {
            return plain;
        }

        if (found.Length == layers.Count)
        {
            RequireNorms();
            return [.. layers.Zip(linears, (layer, index) => new TensorNames(
                Numbered(side, index), layer.Normalization is null ? null : Numbered(side, index + 1)))];
        }

        return found.All(name => written.Any(layer => layer.Linear == name) || plain.Any(layer => layer.Linear == name))
            ? written
            : throw new InvalidDataException(
                $"{file.Name}: the {side} has {found.Length} layers in the file, "
                + $"{string.Join(", ", found.Take(8))}{(found.Length > 8 ? " and more" : "")}, and {layers.Count} in {architecture.Name}.");

        // A layer of a tied or right-inverse decoder has no module where it has no biases.
        bool Fits(TensorNames[] names) =>
            found.All(name => names.Any(layer => layer.Linear == name))
            && norms.All(index => names.Any(layer => layer.Norm == Numbered(side, index)))
            && names.All(layer => layer.Norm is null || file.Header.Find(layer.Norm + StateNames.Weight) is not null)
            && layers.Zip(names).All(pair =>
                found.Contains(pair.Second.Linear)
                    || pair.Second.Linear == pair.First.Name || !(pair.First.HasBias || pair.First.HasOwnWeights));

        void RequireNorms()
        {
            foreach ((LayerArchitecture layer, int index) in layers.Zip(linears))
            {
                string linear = Numbered(side, index);
                if (norms.Remove(index + 1) != layer.Normalization is not null)
                {
                    string theirs = layer.Normalization is null
                        ? $"'{Numbered(side, index + 1)}' normalises '{linear}'"
                        : $"there is no normalisation right behind '{linear}'";
                    string ours = layer.Normalization is null ? "is not normalised" : $"has {layer.Normalization}";
                    throw new InvalidDataException($"{file.Name}: {theirs} in the file, and in {architecture.Name} '{layer.Name}' {ours}.");
                }
            }

            if (norms.Count > 0)
            {
                throw new InvalidDataException(
                    $"{file.Name}: '{Numbered(side, norms.Min)}' is a normalisation that stands right behind no linear layer; "
                    + $"in {architecture.Name} it could only stand there.");
            }
        }
    }

    /// <summary>The indices of a side's modules: linear ones, and normalisations, whose weights are a vector.</summary>
    private static (SortedSet<int> Linears, SortedSet<int> Norms) ModulesOf(SafetensorsHeader header, string side)
    {
        SortedSet<int> linears = [], norms = [];
        foreach (string tensor in header.Names)
        {
            if (IndexOf(tensor, side) is { } index)
            {
                string module = Numbered(side, index);
                bool isNorm = header.Find(module + StateNames.Weight) is { } weight
                    ? weight.Shape.Length == 1
                    : header.Find(module + StateNames.RunningMean) is not null && header.Find(module + StateNames.Gain) is null;
                (isNorm ? norms : linears).Add(index);
            }
        }

        return (linears, norms);
    }

    /// <summary>The index in a name such as encoder.2.weight, or null.</summary>
    private static int? IndexOf(string tensor, string side)
    {
        int end = tensor.LastIndexOf('.');
        return end > side.Length && tensor[end..] is StateNames.Weight or StateNames.Bias or StateNames.RunningMean
            && tensor.StartsWith(side + ".", StringComparison.Ordinal)
            && int.TryParse(tensor.AsSpan(side.Length + 1, end - side.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && tensor.AsSpan(0, end).SequenceEqual(Numbered(side, index))
                ? index
                : null;
    }

    private static string Numbered(string side, int index) => string.Create(CultureInfo.InvariantCulture, $"{side}.{index}");
}
