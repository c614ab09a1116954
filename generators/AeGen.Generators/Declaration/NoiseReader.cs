using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>Reads noise, each between the layers where it stands in the source.</summary>
internal static class NoiseReader
{
    public static IReadOnlyList<NoiseSpec> Read(IReadOnlyList<DeclaredAttribute> attributes, int layers, DiagnosticSink mistakes)
    {
        int encoders = attributes.Count(attribute => attribute.Kind == AttributeKind.Dense);
        var noises = new List<NoiseSpec>();
        foreach ((DeclaredAttribute attribute, int layer) in Places.Of(attributes, layers, AttributeKinds.IsNoise))
        {
            noises.Add(Read(attribute, layer, mistakes));
            if (layer == layers - 1 && layers > encoders)
            {
                mistakes.Add(Descriptors.NoiseOnReconstruction, attribute.Location, attribute.Kind);
            }
        }

        return noises;
    }

    private static NoiseSpec Read(DeclaredAttribute attribute, int layer, DiagnosticSink mistakes)
    {
        (NoiseKind kind, string argument) = attribute.Kind switch
        {
            AttributeKind.GaussianNoise => (NoiseKind.Gaussian, "standardDeviation"),
            AttributeKind.MaskingNoise => (NoiseKind.Masking, "rate"),
            AttributeKind.Dropout => (NoiseKind.Dropout, "rate"),
            _ => throw new InvalidOperationException($"{attribute.Kind} is no noise."),
        };
        double amount = attribute.Value(argument, 0.0);
        if (kind == NoiseKind.Gaussian && !(amount >= 0 && amount <= float.MaxValue))
        {
            mistakes.Add(Descriptors.DeviationOutOfRange, attribute.LocationOf(argument), amount);
        }
        else if (kind != NoiseKind.Gaussian && !(amount >= 0 && (float)amount < 1))
        {
            mistakes.Add(Descriptors.RateOutOfRange, attribute.LocationOf(argument), amount);
        }

        return new NoiseSpec(kind, amount, layer);
    }
}
