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
        TypeDeclarationSyntax[] types =
            [.. mistake.Node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))];
        return types.Length == 0 ? [] : [new("Add 'partial'", "AddPartial", edits => Array.ForEach(types, type => edits.Insert(type.Keyword.SpanStart, "partial ")))];
    }
}
