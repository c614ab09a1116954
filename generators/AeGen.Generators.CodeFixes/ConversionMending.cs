using AeGen.Generators.Conversions;

namespace AeGen.Generators.CodeFixes;

/// <summary>Writes the conversion that there is between two classes instead of one that there is not.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConversionMending))]
[Shared]
public sealed class ConversionMending : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Descriptors.ConversionOfOtherDecoder.Id];

    private protected override IEnumerable<Mending> Find(Mistake mistake) =>
        mistake.Diagnostic.Properties.TryGetValue(ConversionAnalyzer.Fitting, out string? fitting) && fitting is not null
        && mistake.Node.FirstAncestorOrSelf<SimpleNameSyntax>() is { Identifier: var name }
            ? [new($"Write {fitting}", $"Write{fitting}", edits => edits.Replace(name.Span, fitting))]
            : [];
}
