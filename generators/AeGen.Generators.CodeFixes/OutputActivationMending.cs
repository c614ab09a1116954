namespace AeGen.Generators.CodeFixes;

/// <summary>Leaves one of two activations of the output, or writes the one that a cross-entropy needs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OutputActivationMending))]
[Shared]
public sealed class OutputActivationMending : MendingProvider
{
    private const string Output = "Output";
    private const string Activation = "activation";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [Descriptors.OutputContradicted.Id, Descriptors.CrossEntropyOfOther.Id];

    private protected override IEnumerable<Mending> Find(Mistake mistake)
    {
        if (mistake.Of(AttributeKind.Autoencoder).FirstOrDefault() is not { } autoencoder)
        {
            return [];
        }

        AttributeArgumentSyntax? ofModel = Argument(autoencoder, Output);
        AttributeArgumentSyntax? ofLayer = Argument(mistake.Of(AttributeKind.DenseDecoder).LastOrDefault(), Activation);
        if (mistake.Id == Descriptors.CrossEntropyOfOther.Id)
        {
            return [new("Make the outputs sigmoids", "MakeSigmoid", edits => MakeSigmoid(mistake, autoencoder, ofModel, ofLayer, edits))];
        }

        return ofModel is null || ofLayer is null ? [] :
        [
            new("Remove the layer's activation", "RemoveOfLayer", edits => edits.Remove(ofLayer)),
            new("Remove 'Output'", "RemoveOfModel", edits => edits.Remove(ofModel)),
        ];
    }

    private static AttributeArgumentSyntax? Argument(DeclaredAttribute? attribute, string name) =>
        attribute?.Has(name) == true ? attribute.SyntaxOf(name) as AttributeArgumentSyntax : null;

    /// <summary>Writes it wherever an activation stands, and in [Autoencoder] where none does.</summary>
    private static void MakeSigmoid(
        Mistake mistake, DeclaredAttribute autoencoder, AttributeArgumentSyntax? ofModel, AttributeArgumentSyntax? ofLayer, Edits edits)
    {
        const string Enumeration = nameof(Activation), Sigmoid = FunctionNames.Sigmoid;
        foreach (AttributeArgumentSyntax argument in new[] { ofModel, ofLayer }.OfType<AttributeArgumentSyntax>())
        {
            mistake.Write(edits, argument, Enumeration, Sigmoid);
        }

        if (ofModel is null && ofLayer is null && mistake.NameOf(Enumeration) is { } type && Argument(autoencoder, "Loss") is { } loss)
        {
            edits.Insert(loss.SpanStart, $"{Output} = {type}.{Sigmoid}, ");
        }
    }
}
