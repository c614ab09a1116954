namespace AeGen.Generators.CodeFixes;

/// <summary>Adds the decoder that is missing, of a kind that is chosen.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingDecoderMending))]
[Shared]
public sealed class MissingDecoderMending : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.NoDecoder.Id];

    private protected override IEnumerable<Mending> Find(Mistake mistake)
    {
        // Behind everything that stands between the layers: noise on the code is above the decoder.
        if (mistake.Attributes.LastOrDefault(attribute => attribute.Kind is AttributeKind.Dense || attribute.Kind.IsNoise() || attribute.Kind.IsNormalization()) is not { } last
            || mistake.CodeLayer is null)
        {
            yield break;
        }

        foreach (AttributeKind kind in (AttributeKind[])[AttributeKind.TiedDecoder, AttributeKind.RightInverseDecoder, AttributeKind.DenseDecoder])
        {
            if (mistake.NameOf(kind) is { } name && (kind != AttributeKind.RightInverseDecoder || HasRightInverse(mistake)))
            {
                yield return new($"Add [{kind}]", $"Add{kind}", edits => NewAttribute.Behind(last.Syntax!, name, edits));
            }
        }
    }

    /// <summary>Whether no layer widens or saturates, and nothing else refuses a right inverse: otherwise the mending would be a mistake of its own.</summary>
    private static bool HasRightInverse(Mistake mistake)
    {
        int[] sizes =
        [
            .. mistake.Of(AttributeKind.Autoencoder).Select(autoencoder => autoencoder.Value("inputSize", 0)),
            .. mistake.Of(AttributeKind.Dense).Select(layer => layer.Value("size", 0)),
        ];
        return sizes.Zip(sizes.Skip(1), (inputs, outputs) => outputs <= inputs).All(narrows => narrows)
            && !mistake.Of(AttributeKind.Dense).Any(layer => FunctionReader.Activation(layer, "activation", new()).Saturates)
            && !mistake.Of(AttributeKind.PrincipalAxes).Any(axes => (AxisMethodKind)axes.Value("method", 0) == AxisMethodKind.NestedDropout);
    }
}
