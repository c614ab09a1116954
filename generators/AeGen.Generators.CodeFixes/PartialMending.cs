using System.Collections.Immutable;
using System.Composition;
using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
