using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AeGen.Generators.Declaration;

/// <summary>From the attributes on a class to its architecture, or to all of its mistakes at once.</summary>
internal static class DeclarationReader
{
    /// <summary>Only a class can carry the attributes; on anything else C# refuses them.</summary>
    public static bool IsCandidate(SyntaxNode node, CancellationToken cancellation) =>
        node is ClassDeclarationSyntax || (node is RecordDeclarationSyntax record && !record.ClassOrStructKeyword.Text.Equals("struct", StringComparison.Ordinal));

    public static DeclarationResult Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        IReadOnlyList<DeclaredAttribute> attributes = DeclaredAttribute.AllOn(type, cancellation);
        if (!Identifiers.IsNamed(type))
        {
            return DeclarationResult.LeftToCSharp;
        }

        cancellation.ThrowIfCancellationRequested();
        var mistakes = new DiagnosticSink();
        TypeSpec typeSpec = TypeReader.Read(type, declaration, context.SemanticModel.Compilation, mistakes);
        if (!attributes.All(attribute => attribute.IsWellFormed) || RepeatsWhatStandsOnce(attributes))
        {
            return DeclarationResult.LeftToCSharp with { Stubs = StubReader.Read(type, declaration, typeSpec, attributes, mistakes) };
        }

        ArchitectureSpec architecture = ArchitectureReader.Read(typeSpec, attributes, mistakes);
        return mistakes.IsEmpty
            ? new(new([architecture]), new([]), new([]))
            : new(new([]), mistakes.ToEquatableArray(), StubReader.Read(type, declaration, typeSpec, attributes, mistakes));
    }

    /// <summary>The architecture that a class of this compilation or a referenced one declares; null where it declares none, or none that is legal.</summary>
    public static ArchitectureSpec? ReadArchitecture(INamedTypeSymbol type, CancellationToken cancellation) =>
        ReadArchitecture(type, DeclaredAttribute.AllOn(type, cancellation));

    /// <summary>The same of a class whose attributes have been read.</summary>
    public static ArchitectureSpec? ReadArchitecture(INamedTypeSymbol type, IReadOnlyList<DeclaredAttribute> attributes)
    {
        if (attributes.All(attribute => attribute.Kind != AttributeKind.Autoencoder)
            || !attributes.All(attribute => attribute.IsWellFormed)
            || RepeatsWhatStandsOnce(attributes))
        {
            return null;
        }

        var mistakes = new DiagnosticSink();
        var name = new TypeSpec(string.Empty, new([]), "partial class", type.Name, type.ToDisplayString());
        ArchitectureSpec architecture = ArchitectureReader.Read(name, attributes, mistakes);
        return mistakes.IsEmpty ? architecture : null;
    }

    private static bool RepeatsWhatStandsOnce(IEnumerable<DeclaredAttribute> attributes) =>
        attributes
            .Where(attribute => !attribute.Kind.CanRepeat())
            .GroupBy(attribute => attribute.Kind)
            .Any(group => group.Count() > 1);
}
