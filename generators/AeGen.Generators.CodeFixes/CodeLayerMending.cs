namespace AeGen.Generators.CodeFixes;

/// <summary>Changes the code layer, or what cannot be done with it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CodeLayerMending))]
[Shared]
public sealed class CodeLayerMending : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        Descriptors.DivergenceWithoutSigmoid.Id,
        Descriptors.VariationalCodeOfActivation.Id,
        Descriptors.PrincipalAxesOfActivation.Id,
        Descriptors.NestedDropoutOfOther.Id,
        Descriptors.CodeCutOff.Id,
    ];

    private protected override IEnumerable<Mending> Find(Mistake mistake)
    {
        if (mistake.CodeLayer is not { } code)
        {
            return [];
        }

        AttributeArgumentSyntax? activation = code.Has("activation") ? code.SyntaxOf("activation") as AttributeArgumentSyntax : null;
        if (mistake.Id == Descriptors.NestedDropoutOfOther.Id)
        {
            const string Enumeration = "AxisMethod", Rotation = nameof(AxisMethodKind.RotationAugmentedGradient);
            return mistake.Reported?.SyntaxOf("method") is AttributeArgumentSyntax method
                ? [new($"Write {Enumeration}.{Rotation}", "Rotate", edits => mistake.Write(edits, method, Enumeration, Rotation))]
                : [];
        }

        if (mistake.Id == Descriptors.DivergenceWithoutSigmoid.Id)
        {
            return
            [
                new("Write Activation.Sigmoid in the code layer", "MakeSigmoid", edits => MakeSigmoid(mistake, code, activation, edits)),
                new("Write SparsityMeasure.L1", "MeasureSize", edits => MeasureSize(mistake, edits)),
            ];
        }

        if (activation is not null && !FunctionReader.Activation(code, "activation", new()).IsIdentity)
        {
            return [new("Remove the code's activation", "RemoveActivation", edits => edits.Remove(activation))];
        }

        return NormalizationOfCode(mistake) is { } normalization
            ? [new($"Remove [{normalization.Kind}]", "RemoveNormalization", edits => edits.Remove(normalization.Syntax!))]
            : [];
    }

    private static void MakeSigmoid(Mistake mistake, DeclaredAttribute code, AttributeArgumentSyntax? activation, Edits edits)
    {
        const string Enumeration = "Activation", Sigmoid = FunctionNames.Sigmoid;
        if (activation is not null)
        {
            mistake.Write(edits, activation, Enumeration, Sigmoid);
        }
        else if (mistake.NameOf(Enumeration) is { } type && code.SyntaxOf("size") is { } size)
        {
            edits.Insert(size.Span.End, $", {type}.{Sigmoid}");
        }
    }

    private static void MeasureSize(Mistake mistake, Edits edits)
    {
        if (mistake.Reported?.SyntaxOf("measure") is AttributeArgumentSyntax measure)
        {
            mistake.Write(edits, measure, "SparsityMeasure", nameof(SparsityMeasureKind.L1));
        }
    }

    private static DeclaredAttribute? NormalizationOfCode(Mistake mistake)
    {
        int code = mistake.Of(AttributeKind.Dense).Count() - 1;
        return Places.Of(mistake.Attributes, int.MaxValue, AttributeKinds.IsNormalization)
            .FirstOrDefault(place => place.Layer == code).Attribute;
    }
}
