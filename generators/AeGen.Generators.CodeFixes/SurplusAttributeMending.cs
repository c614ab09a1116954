namespace AeGen.Generators.CodeFixes;

/// <summary>Removes an attribute that cannot stand where it stands, or the one that it cannot stand beside.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SurplusAttributeMending))]
[Shared]
public sealed class SurplusAttributeMending : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        Descriptors.SeveralDecoders.Id,
        Descriptors.MirrorNotAlone.Id,
        Descriptors.StrayAttribute.Id,
        Descriptors.OrthogonalityOfWidening.Id,
        Descriptors.NormalizedTwice.Id,
        Descriptors.PrincipalAxesOfVariational.Id,
    ];

    private protected override IEnumerable<Mending> Find(Mistake mistake)
    {
        if (mistake.Reported is not { } reported)
        {
            yield break;
        }

        if (mistake.Id == Descriptors.StrayAttribute.Id)
        {
            // Where one is not wanted, none is: all kinds go at once.
            yield return Remove([reported], "RemoveStray");
            yield break;
        }

        // Several layers are one decoder, and go together.
        yield return Remove(mistake.Id == Descriptors.SeveralDecoders.Id ? mistake.Of(reported.Kind) : [reported]);

        AttributeKind? other = mistake.Id == Descriptors.SeveralDecoders.Id
            ? mistake.Attributes.First(attribute => attribute.Kind.IsDecoder()).Kind
            : mistake.Id == Descriptors.PrincipalAxesOfVariational.Id ? AttributeKind.Variational
            : null;
        if (other is { } kind)
        {
            yield return Remove(mistake.Of(kind));
        }
    }

    private static Mending Remove(IEnumerable<DeclaredAttribute> attributes, string? key = null)
    {
        AttributeKind kind = attributes.First().Kind;
        return new($"Remove [{kind}]", key ?? $"Remove{kind}", edits => attributes.ToList().ForEach(one => edits.Remove(one.Syntax!)));
    }
}
