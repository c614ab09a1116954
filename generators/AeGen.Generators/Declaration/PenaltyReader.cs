using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>Reads penalties.</summary>
internal static class PenaltyReader
{
    public static PenaltySpec Read(IReadOnlyList<DeclaredAttribute> attributes, IReadOnlyList<DeclaredLayer> encoder, DiagnosticSink mistakes)
    {
        DeclaredAttribute? Find(AttributeKind kind) => attributes.FirstOrDefault(attribute => attribute.Kind == kind);
        return new(
            Strength(Find(AttributeKind.L1), mistakes),
            Strength(Find(AttributeKind.L2), mistakes),
            Find(AttributeKind.Orthogonality) is { } orthogonality ? ReadOrthogonality(orthogonality, encoder, mistakes) : 0,
            Find(AttributeKind.Sparsity) is { } sparsity ? ReadSparsity(sparsity, encoder, mistakes) : null)
        {
            Contraction = Find(AttributeKind.Contractive) is { } contractive ? ReadContraction(contractive, encoder, mistakes) : 0,
        };
    }

    private static double ReadOrthogonality(DeclaredAttribute attribute, IEnumerable<DeclaredLayer> encoder, DiagnosticSink mistakes)
    {
        foreach (LayerSpec layer in encoder.Select(layer => layer.Spec))
        {
            if (layer.Outputs > layer.Inputs && ArgumentReader.IsLegalSize(layer.Inputs) && ArgumentReader.IsLegalSize(layer.Outputs))
            {
                mistakes.Add(Descriptors.OrthogonalityOfWidening, attribute.Location, layer.Inputs, layer.Outputs);
            }
        }

        return Strength(attribute, mistakes);
    }

    private static double ReadContraction(DeclaredAttribute attribute, IReadOnlyCollection<DeclaredLayer> encoder, DiagnosticSink mistakes)
    {
        if (encoder.Count > 1)
        {
            mistakes.Add(Descriptors.ContractionOfDeepEncoder, attribute.Location, FormattableString.Invariant($"{encoder.Count} layers"));
        }
        else if (encoder.FirstOrDefault()?.Spec.Normalization is { } normalization)
        {
            mistakes.Add(Descriptors.ContractionOfDeepEncoder, attribute.Location, $"a [{normalization.Kind}Norm]");
        }

        return Strength(attribute, mistakes);
    }

    private static SparsitySpec? ReadSparsity(DeclaredAttribute attribute, IReadOnlyList<DeclaredLayer> encoder, DiagnosticSink mistakes)
    {
        double strength = Strength(attribute, mistakes);
        SparsityMeasureKind measure = ArgumentReader.Enumeration(attribute, "measure", SparsityMeasureKind.L1, mistakes);
        double target = attribute.Value("Target", 0.05);
        if (!((float)target > 0 && (float)target < 1))
        {
            mistakes.Add(Descriptors.TargetOutOfRange, attribute.LocationOf("Target"), target);
        }

        string code = encoder.Count > 0 ? encoder[encoder.Count - 1].Spec.Activation.Name : FunctionNames.Sigmoid;
        if (measure == SparsityMeasureKind.KullbackLeibler && code != FunctionNames.Sigmoid)
        {
            mistakes.Add(Descriptors.DivergenceWithoutSigmoid, attribute.LocationOf("measure"), code);
        }

        return strength > 0 ? new SparsitySpec(measure, strength, target) : null;
    }

    /// <summary>A penalty's factor, 0 where it is not declared.</summary>
    private static double Strength(DeclaredAttribute? penalty, DiagnosticSink mistakes) =>
        penalty is null ? 0 : ArgumentReader.Strength(penalty, "strength", 0, mistakes);
}
