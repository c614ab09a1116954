using Microsoft.CodeAnalysis.CSharp;

namespace AeGen.Generators.CodeFixes;

/// <summary>Adds <c>partial</c> to a class and to the types around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialMending))]
[Shared]
public sealed class PartialMending : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.NotPartial.Id, Descriptors.ContainingNotPartial.Id];

    private protected override IEnumerable<Mending> Find(Mistake mistake)
    {
        IEnumerable<TypeDeclarationSyntax> types = mistake.Node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>();
        SyntaxToken[] keywords = [.. types.Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)).Select(type => type.Keyword)];
        return keywords.Length == 0 ? [] :
        [
            new("Add 'partial'", "AddPartial", edits =>
                Array.ForEach(keywords, keyword => edits.Insert(keyword.SpanStart, "partial "))),
        ];
    }
}
