using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>The decoder that goes back through the encoder's widths, with the same activation where the width is the same.</summary>
internal static class Mirror
{
    public static IReadOnlyList<DeclaredLayer> Read(
        DeclaredAttribute attribute, IReadOnlyList<DeclaredLayer> encoder, ActivationSpec output, DiagnosticSink mistakes)
    {
        ActivationSpec? hidden = attribute.Has("HiddenActivation")
            ? FunctionReader.Activation(attribute, "HiddenActivation", mistakes)
            : null;
        InitializerKind initializer = ArgumentReader.Initializer(attribute, mistakes);

        var layers = new List<DeclaredLayer>();
        for (int i = encoder.Count - 1; i >= 0; i--)
        {
            // This layer undoes encoder layer i, so its outputs are those of the encoder layer before, or the input.
            ActivationSpec activation = i == 0 ? output : hidden ?? encoder[i - 1].Spec.Activation;
            layers.Add(new(
                new(
                    LayerNames.Default("decoder", layers.Count),
                    encoder[i].Spec.Outputs,
                    encoder[i].Spec.Inputs,
                    activation,
                    attribute.Value("Bias", true),
                    initializer),
                attribute));
        }

        return layers;
    }
}
