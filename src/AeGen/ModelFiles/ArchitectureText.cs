using System.Globalization;
using AeGen.Files;

namespace AeGen.ModelFiles;

/// <summary>
/// An architecture on one line, the same for equal architectures: what a file must agree on with the model that loads it. Names are not in it: the
/// tensors have them; nor are initializers, which a file overrides.
/// </summary>
internal static class ArchitectureText
{
    private const string Between = "; ";
    private const string Is = ": ";

    /// <summary>Writes an architecture down, such as <c>input: 784; encoder.0: 784 -> 32, Relu, bias; ...</c>.</summary>
    public static string Of(Architecture architecture) => string.Join(Between, Facts(architecture).Select(fact => fact.Key + Is + fact.Value));

    /// <summary>What a text says otherwise than an architecture's, in words; null if nothing.</summary>
    public static string? Difference(string text, Architecture architecture)
    {
        if (text == Of(architecture))
        {
            return null;
        }

        var theirs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string part in text.Split(Between))
        {
            int end = part.IndexOf(Is, StringComparison.Ordinal);
            theirs[end < 0 ? part : part[..end]] = end < 0 ? string.Empty : part[(end + Is.Length)..];
        }

        var differences = new List<string>();
        foreach ((string key, string ours) in Facts(architecture))
        {
            if (!theirs.Remove(key, out string? value))
            {
                differences.Add($"the file has no {key}, and {architecture.Name} has '{ours}'");
            }
            else if (value != ours)
            {
                differences.Add($"{key} is {FileText.Quote(value)} in the file and '{ours}' in {architecture.Name}");
            }
        }

        const int Most = 4;
        differences.AddRange(theirs.Take(Most).Select(fact => $"{FileText.Quote(fact.Key)} is {FileText.Quote(fact.Value)} in the file, and {architecture.Name} has none"));
        return differences.Count == 0 ? null : string.Join("; ", differences.Take(Most)) + (differences.Count > Most ? "; and more" : string.Empty);
    }

    private static IEnumerable<KeyValuePair<string, string>> Facts(Architecture architecture)
    {
        yield return new("input", architecture.InputSize.ToString(CultureInfo.InvariantCulture));
        for (int index = 0; index < architecture.Encoder.Count; index++)
        {
            yield return Layer("encoder", index, architecture.Encoder[index]);
        }

        for (int index = 0; index < architecture.Decoder.Count; index++)
        {
            yield return Layer("decoder", index, architecture.Decoder[index]);
        }

        yield return new("decoder", architecture.DecoderKind.ToString());
        if (architecture.DecoderKind == DecoderKind.RightInverse)
        {
            yield return new("damping", architecture.Damping.ToString("R", CultureInfo.InvariantCulture));
        }

        if (architecture.Variational is not null)
        {
            yield return new("variational", "code of means and log-variances");
        }

        yield return new("loss", architecture.Loss.ToString());
        yield return new("optimizer", architecture.Optimizer.ToString());
    }

    private static KeyValuePair<string, string> Layer(string side, int index, LayerArchitecture layer) => new(
        string.Create(CultureInfo.InvariantCulture, $"{side}.{index}"),
        string.Create(CultureInfo.InvariantCulture, $"{layer.Inputs} -> {layer.Outputs}, {layer.Activation}, {(layer.HasBias ? "bias" : "no bias")}{Normalization(layer)}"));

    private static string Normalization(LayerArchitecture layer) => layer.Normalization is { } normalization ? $", {normalization}" : string.Empty;
}
