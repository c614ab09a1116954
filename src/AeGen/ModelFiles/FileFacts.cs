using System.Globalization;
using AeGen.Files;

namespace AeGen.ModelFiles;

/// <summary>What files say about themselves in their metadata.</summary>
internal static class FileFacts
{
    private const string Format = "aegen.format";
    private const string Version = "aegen.version";
    private const string Architecture = "aegen.architecture";
    private const string Content = "aegen.content";
    private const string Weights = "weights";
    private const string Checkpoint = "checkpoint";

    /// <summary>The format of files whose numbers stand under the layers' names alone, which every version of AeGen reads.</summary>
    private const int Plain = 1;

    /// <summary>The format since normalisations are modules of their own and a scaling stands in the metadata.</summary>
    private const int Latest = 2;

    /// <summary>The metadata of a file of a model.</summary>
    /// <param name="architecture">The model's architecture.</param>
    /// <param name="names">The names of the layers in the file, encoder first.</param>
    /// <param name="hasScaling">Whether the file has a scaling.</param>
    /// <param name="training">Whether the file holds the training's state too.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(
        Architecture architecture, TensorNames[] names, bool hasScaling, bool training)
    {
        // The shapes and the order of numbers are PyTorch's, which is what its tools ask for under this name.
        yield return new("format", "pt");
        int number = hasScaling || names.Any(layer => layer.Norm is not null) ? Latest : Plain;
        yield return new(Format, number.ToString(CultureInfo.InvariantCulture));
        yield return new(Version, typeof(FileFacts).Assembly.GetName().Version!.ToString(3));
        yield return new(Architecture, ArchitectureText.Of(architecture));
        yield return new(Content, training ? Checkpoint : Weights);
        for (int index = 0; index < architecture.Decoder.Count; index++)
        {
            if (!architecture.Decoder[index].HasOwnWeights)
            {
                int encoders = architecture.Encoder.Count;
                string origin = names[encoders - 1 - index].Weight;
                yield return new(names[encoders + index].Weight, DerivedWeights.Origin(architecture.DecoderKind, origin));
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

        if (!int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number is < Plain or > Latest)
        {
            throw new InvalidDataException(
                $"{file.Name}: the metadata's '{Format}' is {FileText.Quote(format)}; "
                + $"this version of AeGen reads formats {Plain} to {Latest}.");
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
