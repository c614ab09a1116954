using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AeGen.Generators.Declaration;

/// <summary>Finds layers and decoders on classes that are no autoencoders.</summary>
internal static class StrayAttributes
{
    public static DeclarationResult Find(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var mistakes = new DiagnosticSink();
        if (!context.TargetSymbol.GetAttributes().Any(IsAutoencoder))
        {
            foreach (AttributeData attribute in context.Attributes)
            {
                // Those of the class's other partial declarations in the same file come along, and are found again from there.
                if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is { } syntax && syntax.Parent?.Parent == context.TargetNode)
                {
                    mistakes.Add(Descriptors.StrayAttribute, LocationInfo.Of(syntax), context.TargetSymbol.Name, syntax.ToString());
                }
            }
        }

        return DeclarationResult.LeftToCSharp with
        {
            Diagnostics = mistakes.ToEquatableArray(),
            Stubs = mistakes.IsEmpty ? new([]) : Stub(context, cancellation),
        };
    }

    /// <summary>
    /// The class's stub where the first of its attributes is among those that were found, so that no other attribute has it, too.
    /// </summary>
    private static EquatableArray<StubSpec> Stub(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        IReadOnlyList<DeclaredAttribute> all = DeclaredAttribute.AllOn(type, cancellation);
        if (!Identifiers.IsNamed(type)
            || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            || context.Attributes.All(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) != all[0].Syntax))
        {
            return new([]);
        }

        var mistakes = new DiagnosticSink();
        return StubReader.Read(
            type, declaration, TypeReader.Read(type, declaration, context.SemanticModel.Compilation, mistakes), all, mistakes);
    }

    private static bool IsAutoencoder(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() == AttributeNames.Autoencoder;
}
