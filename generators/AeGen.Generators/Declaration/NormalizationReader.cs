using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>Reads normalisations, each of the layer that it stands behind.</summary>
internal static class NormalizationReader
{
    /// <summary>Reads them.</summary>
    /// <param name="attributes">All attributes of the class, in source order.</param>
    /// <param name="layers">The layers, encoder first.</param>
    /// <param name="encoders">Number of layers of the encoder.</param>
    /// <param name="mistakes">Receives what is wrong.</param>
    /// <returns>The layers with their normalisations.</returns>
    public static IReadOnlyList<DeclaredLayer> Read(
        IReadOnlyList<DeclaredAttribute> attributes, IReadOnlyList<DeclaredLayer> layers, int encoders, DiagnosticSink mistakes)
    {
        var found = new NormalizationSpec?[layers.Count];
        foreach ((DeclaredAttribute attribute, int layer) in Places.Of(attributes, layers.Count, AttributeKinds.IsNormalization))
        {
            NormalizationSpec normalization = Read(attribute, mistakes);
            if (layer < 0)
            {
                mistakes.Add(
                    Descriptors.NothingToNormalize, attribute.Location, attribute.Kind, "no layer stands above it: write it below a [Dense]; samples are scaled by Scaling");
            }
            else if (layer == layers.Count - 1 && layers.Count > encoders)
            {
                mistakes.Add(
                    Descriptors.NothingToNormalize, attribute.Location, attribute.Kind, "the reconstruction itself is not normalised: write it below a layer before the last");
            }
            else if (layer < layers.Count && found[layer] is not null)
            {
                mistakes.Add(Descriptors.NormalizedTwice, attribute.Location, attribute.Kind, layers[layer].Spec.Name);
            }
            else if (layer < layers.Count)
            {
                found[layer] = normalization;
                if (normalization.Kind == NormalizationKind.Layer && layers[layer].Spec.Outputs == 1)
                {
                    mistakes.Add(
                        Descriptors.NothingToNormalize, attribute.Location, attribute.Kind, "a single number beside its own mean is always 0: write [BatchNorm], or remove it");
                }
            }
        }

        return [.. layers.Select((layer, index) => layer with { Spec = layer.Spec with { Normalization = found[index] } })];
    }

    private static NormalizationSpec Read(DeclaredAttribute attribute, DiagnosticSink mistakes)
    {
        bool ofBatch = attribute.Kind == AttributeKind.BatchNorm;
        double epsilon = attribute.Value("Epsilon", 1e-5), momentum = ofBatch ? attribute.Value("Momentum", 0.1) : 0;
        if (!((float)epsilon >= 1e-12f && epsilon <= 1))
        {
            mistakes.Add(Descriptors.NormalizationOutOfRange, attribute.LocationOf("Epsilon"), "epsilon", epsilon, "from 1e-12 to 1");
        }

        if (ofBatch && !((float)momentum > 0 && momentum <= 1))
        {
            mistakes.Add(Descriptors.NormalizationOutOfRange, attribute.LocationOf("Momentum"), "momentum", momentum, "above 0 and at most 1");
        }

        return new(ofBatch ? NormalizationKind.Batch : NormalizationKind.Layer, epsilon, momentum);
    }
}
