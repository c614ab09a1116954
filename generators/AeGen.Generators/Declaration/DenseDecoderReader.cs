using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>Reads [DenseDecoder]: once without a size, the mirror of the encoder; with sizes, layer by layer.</summary>
internal static class DenseDecoderReader
{
    public static IReadOnlyList<DeclaredLayer> Read(
        IReadOnlyList<DeclaredAttribute> attributes,
        TypeSpec type,
        DeclaredAttribute autoencoder,
        ActivationSpec output,
        IReadOnlyList<DeclaredLayer> encoder,
        DiagnosticSink mistakes)
    {
        var mirrors = attributes.Where(attribute => !attribute.TakesSize).ToList();
        var layers = attributes.Where(attribute => attribute.TakesSize).ToList();
        foreach (DeclaredAttribute? surplus in layers.Count > 0 ? mirrors : mirrors.Skip(1))
        {
            mistakes.Add(Descriptors.MirrorNotAlone, surplus.Location, type.Name);
        }

        foreach (DeclaredAttribute? mirror in mirrors.Where(mirror => mirror.Has("Name")))
        {
            mistakes.Add(Descriptors.NameOfMirror, mirror.LocationOf("Name"));
        }

        foreach (DeclaredAttribute? layer in layers.Where(layer => layer.Has("HiddenActivation")))
        {
            mistakes.Add(Descriptors.HiddenActivationOfLayer, layer.LocationOf("HiddenActivation"));
        }

        var mirrored = mirrors.Select(mirror => Mirror.Read(mirror, encoder, output, mistakes)).ToList();
        return layers.Count == 0 ? mirrored[0] : ReadLayers(layers, autoencoder, output, encoder, mistakes);
    }

    private static List<DeclaredLayer> ReadLayers(
        List<DeclaredAttribute> attributes,
        DeclaredAttribute autoencoder,
        ActivationSpec output,
        IReadOnlyList<DeclaredLayer> encoder,
        DiagnosticSink mistakes)
    {
        var layers = new List<DeclaredLayer>();
        int inputs = encoder.Count > 0 ? encoder[encoder.Count - 1].Spec.Outputs : 0;
        foreach (DeclaredAttribute attribute in attributes)
        {
            int size = ArgumentReader.Size(attribute, "size", mistakes);
            ActivationSpec activation = FunctionReader.Activation(attribute, "activation", mistakes);
            if (attribute == attributes[attributes.Count - 1])
            {
                activation = LastActivation(attribute, activation, autoencoder, output, mistakes);
            }

            layers.Add(new(
                new(
                    LayerNames.Of(attribute, "decoder", layers.Count),
                    inputs,
                    size,
                    activation,
                    attribute.Value("Bias", true),
                    ArgumentReader.Initializer(attribute, mistakes)),
                attribute));
            inputs = size;
        }

        return layers;
    }

    /// <summary>The reconstruction's activation has two places to stand in; they must not contradict each other.</summary>
    private static ActivationSpec LastActivation(
        DeclaredAttribute last, ActivationSpec activation, DeclaredAttribute autoencoder, ActivationSpec output, DiagnosticSink mistakes)
    {
        if (!last.Has("activation"))
        {
            return output;
        }

        if (autoencoder.Has("Output") && activation != output)
        {
            mistakes.Add(Descriptors.OutputContradicted, last.LocationOf("activation"), activation, output);
        }

        return activation;
    }
}
