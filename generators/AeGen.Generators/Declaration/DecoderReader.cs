using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>Finds the one decoder that a declaration has, and reads it.</summary>
internal static class DecoderReader
{
    public static DeclaredDecoder Read(
        TypeSpec type,
        DeclaredAttribute autoencoder,
        ActivationSpec output,
        IReadOnlyList<DeclaredLayer> encoder,
        IEnumerable<DeclaredAttribute> attributes,
        DiagnosticSink mistakes)
    {
        var decoders = attributes.Where(attribute => attribute.Kind.IsDecoder()).ToList();
        if (decoders.Count == 0)
        {
            mistakes.Add(Descriptors.NoDecoder, autoencoder.Location, type.Name);
            return new(DecoderKind.Dense, Damping: 0, []);
        }

        // Each kind present is read, for its own mistakes; the first one is the decoder.
        var kinds = decoders.GroupBy(attribute => attribute.Kind).ToList();
        foreach (DeclaredAttribute? other in kinds.Skip(1).SelectMany(kind => kind))
        {
            mistakes.Add(Descriptors.SeveralDecoders, other.Location, type.Name, kinds[0].Key, other.Kind);
        }

        return kinds.Select(kind => ReadKind([.. kind], type, autoencoder, output, encoder, mistakes)).ToList()[0];
    }

    private static DeclaredDecoder ReadKind(
        IReadOnlyList<DeclaredAttribute> decoders,
        TypeSpec type,
        DeclaredAttribute autoencoder,
        ActivationSpec output,
        IReadOnlyList<DeclaredLayer> encoder,
        DiagnosticSink mistakes) => decoders[0].Kind switch
        {
            AttributeKind.TiedDecoder => new(
                decoders[0].Value("AtInitializationOnly", false) ? DecoderKind.TiedAtInitialization : DecoderKind.Tied,
                Damping: 0,
                Mirror.Read(decoders[0], encoder, output, mistakes)),
            AttributeKind.RightInverseDecoder => new(
                DecoderKind.RightInverse,
                ArgumentReader.Damping(decoders[0], mistakes),
                Mirror.Read(decoders[0], encoder, output, mistakes)),
            AttributeKind.DenseDecoder => new(
                DecoderKind.Dense,
                Damping: 0,
                DenseDecoderReader.Read(decoders, type, autoencoder, output, encoder, mistakes)),
            _ => throw new InvalidOperationException($"{decoders[0].Kind} is no decoder."),
        };
}
