using System.Globalization;

namespace AeGen.Files;

/// <summary>What files say about themselves in their metadata.</summary>
internal static class FileFacts
{
    private const string Format = "aegen.format";
    private const string Version = "aegen.version";
    private const string Architecture = "aegen.architecture";
    private const string Content = "aegen.content";
    private const string Weights = "weights";
    private const string Checkpoint = "checkpoint";
    private const int FormatVersion = 1;

    /// <summary>The metadata of a file of a model.</summary>
    /// <param name="architecture">The model's architecture.</param>
    /// <param name="training">Whether the file holds the training's state too.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(Architecture architecture, bool training)
    {
        // The shapes and the order of numbers are PyTorch's, which is what its tools ask for under this name.
        yield return new("format", "pt");
        yield return new(Format, FormatVersion.ToString(CultureInfo.InvariantCulture));
        yield return new(Version, typeof(FileFacts).Assembly.GetName().Version!.ToString(3));
        yield return new(Architecture, ArchitectureText.Of(architecture));
        yield return new(Content, training ? Checkpoint : Weights);
        for (int index = 0; index < architecture.Decoder.Count; index++)
        {
            LayerArchitecture layer = architecture.Decoder[index];
            if (!layer.HasOwnWeights)
            {
                string origin = architecture.Encoder[architecture.Encoder.Count - 1 - index].Name + StateNames.Weight;
                yield return new(layer.Name + StateNames.Weight, DerivedWeights.Origin(architecture.DecoderKind, origin));
            }
        }
    }

    /// <summary>Refuses a file of another format, content or architecture. A file that AeGen has not written says nothing of all that.</summary>
    /// <param name="file">The file.</param>
    /// <param name="architecture">The architecture of the model that loads it.</param>
    /// <param name="training">Whether the training's state is wanted too.</param>
    public static void Check(SafetensorsFile file, Architecture architecture, bool training)
    {
        IReadOnlyDictionary<string, string> metadata = file.Header.Metadata;
        if (!metadata.TryGetValue(Format, out string? format))
        {
            if (training)
            {
                throw new InvalidDataException(
                    $"{file.Name}: this is no checkpoint: the metadata has no '{Format}'. Files of weights are for Load and LoadWeights.");
            }

            return;
        }

        if (format != FormatVersion.ToString(CultureInfo.InvariantCulture))
        {
            throw new InvalidDataException(
                $"{file.Name}: the metadata's '{Format}' is {FileText.Quote(format)}; this version of AeGen reads format {FormatVersion}.");
        }

        if (training && metadata.GetValueOrDefault(Content) != Checkpoint)
        {
            throw new InvalidDataException(
                $"{file.Name}: this is no checkpoint: the metadata's '{Content}' is {FileText.Quote(metadata.GetValueOrDefault(Content) ?? string.Empty)}. Files of weights are for Load and LoadWeights.");
        }

        if (!metadata.TryGetValue(Architecture, out string? text))
        {
            throw new InvalidDataException($"{file.Name}: the metadata has no '{Architecture}'.");
        }

        if (ArchitectureText.Difference(text, architecture) is { } difference)
        {
            throw new InvalidDataException($"{file.Name}: the file is of another architecture than {architecture.Name}: {difference}.");
        }
    }
}
