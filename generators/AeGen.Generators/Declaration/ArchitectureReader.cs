using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>From well-formed attributes to the architecture.</summary>
internal static class ArchitectureReader
{
    /// <summary>Reads all of it and notes every mistake; where there is one, the architecture is incomplete and not to be used.</summary>
    public static ArchitectureSpec Read(TypeSpec type, IReadOnlyList<DeclaredAttribute> attributes, DiagnosticSink mistakes)
    {
        DeclaredAttribute autoencoder = attributes.Single(attribute => attribute.Kind == AttributeKind.Autoencoder);
        int inputSize = ArgumentReader.Size(autoencoder, "inputSize", mistakes);
        ActivationSpec output = FunctionReader.Activation(autoencoder, "Output", mistakes);
        string loss = FunctionReader.Loss(autoencoder, "Loss", mistakes);
        OptimizerSpec optimizer = FunctionReader.Optimizer(autoencoder, "Optimizer", mistakes);

        // Where the order of the layers is unknown, what follows from one layer to the next cannot be judged, but each layer's own arguments can.
        bool ordered = PartialDeclarations.AreOrdered(type, autoencoder, attributes, mistakes);
        IReadOnlyList<DeclaredLayer> encoder = EncoderReader.Read(type, autoencoder, inputSize, attributes, mistakes);
        DeclaredDecoder decoder = DecoderReader.Read(type, autoencoder, output, encoder, attributes, mistakes);
        if (ordered)
        {
            LayerChain.Check(inputSize, encoder, decoder, mistakes);
        }

        DeclaredVariational? variational = VariationalReader.Read(attributes, encoder, mistakes);
        IReadOnlyList<DeclaredLayer> layers = [.. encoder, .. decoder.Layers];
        IEnumerable<DeclaredLayer> heads = variational is null ? [] : [new(variational.Spec.LogVariance, variational.Attribute)];
        LayerNames.Check([.. layers, .. heads], mistakes);
        layers = NormalizationReader.Read(attributes, layers, encoder.Count, mistakes);
        encoder = [.. layers.Take(encoder.Count)];
        IReadOnlyList<NoiseSpec> noises = NoiseReader.Read(attributes, layers.Count, mistakes);
        var architecture = new ArchitectureSpec(
            type,
            inputSize,
            new(encoder.Select(layer => layer.Spec)),
            new(layers.Skip(encoder.Count).Select(layer => layer.Spec)),
            decoder.Kind,
            decoder.Damping,
            loss,
            optimizer,
            new(noises),
            PenaltyReader.Read(attributes, encoder, mistakes))
        {
            Variational = variational?.Spec,
        };
        return architecture with { PrincipalAxes = PrincipalAxesReader.Read(attributes, architecture, mistakes) };
    }
}
