using System.Globalization;

namespace AeGen.Generators.CodeFixes;

/// <summary>Gives the last layer the input's size, or adds a last layer of that size.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LastLayerMending))]
[Shared]
public sealed class LastLayerMending : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.DecoderEndsElsewhere.Id];

    private protected override IEnumerable<Mending> Find(Mistake mistake)
    {
        if (mistake.Reported is not { Kind: AttributeKind.DenseDecoder } last
            || last.SyntaxOf("size") is not AttributeArgumentSyntax size
            || mistake.Of(AttributeKind.Autoencoder).FirstOrDefault() is not { } autoencoder
            || autoencoder.SyntaxOf("inputSize") is not AttributeArgumentSyntax input)
        {
            yield break;
        }

        // As the input's size is written, so that a constant's name stands in both places.
        string text = input.Expression.ToString(), inputs = autoencoder.Value("inputSize", 0).ToString(CultureInfo.InvariantCulture);
        yield return new($"Write {inputs}", "WriteInputSize", edits => edits.Replace(size.Expression.Span, text));

        if (mistake.NameOf(AttributeKind.DenseDecoder) is { } name)
        {
            yield return new(
                $"Add [DenseDecoder({inputs})]", "AddLastLayer", edits => NewAttribute.Behind(last.Syntax!, $"{name}({text})", edits));
        }
    }
}
