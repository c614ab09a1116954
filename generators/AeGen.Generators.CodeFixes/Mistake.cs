using Microsoft.CodeAnalysis.CSharp;

namespace AeGen.Generators.CodeFixes;

/// <summary>A reported diagnostic in the document that it is in, and what is declared there.</summary>
internal sealed class Mistake
{
    private static readonly SymbolDisplayFormat Shortest =
        SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.RemoveAttributeSuffix);

    private readonly SemanticModel model;

    public Mistake(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellation)
    {
        this.model = model;
        Diagnostic = diagnostic;

        // An editor may show what the generator said of a longer text.
        Node = root.FullSpan.Contains(diagnostic.Location.SourceSpan) ? root.FindNode(diagnostic.Location.SourceSpan) : root;
        Type = Declaration is { } declaration ? model.GetDeclaredSymbol(declaration, cancellation) : null;
        Attributes = Type is null ? [] : DeclaredAttribute.AllOn(Type, cancellation);
        if (!Attributes.All(attribute => attribute.IsWellFormed && attribute.Syntax?.SyntaxTree == root.SyntaxTree))
        {
            // An edit is of one document, and C# comes first.
            Attributes = [];
        }
    }

    public Diagnostic Diagnostic { get; }

    public string Id => Diagnostic.Id;

    /// <summary>The node that is reported.</summary>
    public SyntaxNode Node { get; }

    /// <summary>The type declaration that it is in or of.</summary>
    public TypeDeclarationSyntax? Declaration => Node.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    public INamedTypeSymbol? Type { get; }

    /// <summary>The library's attributes on the type, in source order; none where some are in other documents.</summary>
    public IReadOnlyList<DeclaredAttribute> Attributes { get; }

    /// <summary>The attribute that is reported, or that the reported argument is one of.</summary>
    public DeclaredAttribute? Reported =>
        Attributes.FirstOrDefault(attribute => attribute.Syntax == Node.FirstAncestorOrSelf<AttributeSyntax>());

    /// <summary>The layer of the encoder that gives the code.</summary>
    public DeclaredAttribute? CodeLayer => Of(AttributeKind.Dense).LastOrDefault();

    public IEnumerable<DeclaredAttribute> Of(AttributeKind kind) => Attributes.Where(attribute => attribute.Kind == kind);

    /// <summary>A type of the library as it is named here, as short as its name can be.</summary>
    public string? NameOf(string type) =>
        model.Compilation.GetTypeByMetadataName($"{AttributeNames.Namespace}.{type}")
            ?.ToMinimalDisplayString(model, Node.SpanStart, Shortest);

    /// <summary>An attribute as it is named here.</summary>
    public string? NameOf(AttributeKind kind) => NameOf(kind + "Attribute");

    /// <summary>Writes a value of an enumeration over another expression, or over the last name only of one that is such a value.</summary>
    public void Write(Edits edits, AttributeArgumentSyntax argument, string enumeration, string value)
    {
        if (argument.Expression is MemberAccessExpressionSyntax { Name: var name } access
            && model.GetTypeInfo(access).Type?.Name == enumeration)
        {
            edits.Replace(name.Span, value);
        }
        else if (NameOf(enumeration) is { } type)
        {
            edits.Replace(argument.Expression.Span, $"{type}.{value}");
        }
    }

    /// <summary>Whether this project's language has what came with a version.</summary>
    public bool HasLanguage(LanguageVersion version) =>
        Node.SyntaxTree.Options is CSharpParseOptions options && options.LanguageVersion >= version;
}
