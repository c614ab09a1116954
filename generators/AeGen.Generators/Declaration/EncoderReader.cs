using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>Reads the [Dense] layers, in source order.</summary>
internal static class EncoderReader
{
    public static IReadOnlyList<DeclaredLayer> Read(
        TypeSpec type, DeclaredAttribute autoencoder, int inputSize, IEnumerable<DeclaredAttribute> attributes, DiagnosticSink mistakes)
    {
        var layers = new List<DeclaredLayer>();
        int inputs = inputSize;
        foreach (DeclaredAttribute? attribute in attributes.Where(attribute => attribute.Kind == AttributeKind.Dense))
        {
            int size = ArgumentReader.Size(attribute, "size", mistakes);
            ActivationSpec activation = FunctionReader.Activation(attribute, "activation", mistakes);
            layers.Add(new(
                new(
                    LayerNames.Of(attribute, "encoder", layers.Count),
                    inputs,
                    size,
                    activation,
                    attribute.Value("Bias", true),
                    ArgumentReader.Initializer(attribute, mistakes)),
                attribute));
            inputs = size;
        }

        if (layers.Count == 0)
        {
            mistakes.Add(Descriptors.NoEncoder, autoencoder.Location, type.Name);
        }

        return layers;
    }
}
