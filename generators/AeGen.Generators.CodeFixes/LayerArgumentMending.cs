namespace AeGen.Generators.CodeFixes;

/// <summary>Removes arguments that a layer cannot have, or moves them where they belong.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LayerArgumentMending))]
[Shared]
public sealed class LayerArgumentMending : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [Descriptors.NameOfMirror.Id, Descriptors.HiddenActivationOfLayer.Id, Descriptors.DuplicateLayerName.Id];

    private protected override IEnumerable<Mending> Find(Mistake mistake)
    {
        if (mistake.Reported is not { } layer || mistake.Node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { } argument)
        {
            return [];
        }

        if (mistake.Id != Descriptors.HiddenActivationOfLayer.Id)
        {
            return [new("Remove 'Name'", "RemoveName", edits => edits.Remove(argument))];
        }

        if (layer.Has("activation") || layer.SyntaxOf("size") is not AttributeArgumentSyntax size)
        {
            return [new("Remove 'HiddenActivation'", "RemoveHiddenActivation", edits => edits.Remove(argument))];
        }

        return
        [
            new("Write the activation after the size", "MoveHiddenActivation", edits =>
            {
                edits.Insert(size.Span.End, $", {argument.Expression}");
                edits.Remove(argument);
            }),
        ];
    }
}
