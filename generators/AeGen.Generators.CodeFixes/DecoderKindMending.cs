namespace AeGen.Generators.CodeFixes;

/// <summary>Writes another decoder where there can be no right inverse, or no good one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DecoderKindMending))]
[Shared]
public sealed class DecoderKindMending : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [Descriptors.RightInverseOfWidening.Id, Descriptors.RightInverseOfSaturation.Id];

    private protected override IEnumerable<Mending> Find(Mistake mistake)
    {
        foreach (AttributeKind kind in (AttributeKind[])[AttributeKind.TiedDecoder, AttributeKind.DenseDecoder])
        {
            if (mistake.Of(AttributeKind.RightInverseDecoder).FirstOrDefault() is { } decoder && mistake.NameOf(kind) is { } name)
            {
                yield return new($"Write [{kind}] instead of [{decoder.Kind}]", $"Write{kind}", edits => Write(edits, decoder, kind, name));
            }
        }
    }

    /// <summary>The other arguments are those of every decoder.</summary>
    private static void Write(Edits edits, DeclaredAttribute decoder, AttributeKind kind, string name)
    {
        if (decoder.Syntax!.Name is QualifiedNameSyntax qualified)
        {
            edits.Replace(qualified.Right.Span, kind.ToString());
        }
        else
        {
            edits.Replace(decoder.Syntax.Name.Span, name);
        }

        if (decoder.Has("Damping") && decoder.SyntaxOf("Damping") is AttributeArgumentSyntax damping)
        {
            edits.Remove(damping);
        }
    }
}
