using System.Globalization;
using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AeGen.Generators.Declaration;

/// <summary>Reads what a refused class leaves to generate.</summary>
internal static class StubReader
{
    /// <summary>The stub of a class; empty where C# could not take one, or takes it with another declaration of the class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="declaration">One of its declarations.</param>
    /// <param name="spec">What was read of its kind.</param>
    /// <param name="attributes">The library's attributes on it.</param>
    /// <param name="mistakes">What was found in its kind.</param>
    public static EquatableArray<StubSpec> Read(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, TypeSpec spec, IReadOnlyList<DeclaredAttribute> attributes,
        DiagnosticSink mistakes)
    {
        if (type.IsStatic
            || attributes[0].Owner != declaration
            || mistakes.Has(Descriptors.HiddenName)
            || mistakes.Has(Descriptors.AliasedLibrary)
            || TypeReader.Outwards(type).Any(outer => outer.IsFileLocal || !IsOnlyOne(outer) || HasUnknownConstraint(outer)))
        {
            return new([]);
        }

        LanguageVersion language = declaration.SyntaxTree.Options is CSharpParseOptions options
            ? options.LanguageVersion
            : LanguageVersion.Latest;
        ISymbol[] members = [.. type.GetMembers().Where(member => member is not IMethodSymbol { IsImplicitlyDeclared: true })];
        return new(
        [
            new(
                spec,
                type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
                Size(attributes.FirstOrDefault(attribute => attribute.Kind == AttributeKind.Autoencoder), "inputSize"),
                Size(attributes.LastOrDefault(attribute => attribute.Kind == AttributeKind.Dense), "size"),
                language >= TypeReader.Oldest,
                language >= LanguageVersion.CSharp8,
                new(GeneratedMembers.Names.SelectMany(name => Taken(name, type, members)).Distinct()),
                new(members.SelectMany(MemberClashes.ImplementedBy).Select(implemented => implemented.Name).Distinct())),
        ]);
    }

    /// <summary>A declared size; 1 where there is none, for constants by which code divides.</summary>
    private static int Size(DeclaredAttribute? attribute, string name) => Math.Max(1, attribute?.Value(name, 1) ?? 1);

    /// <summary>Whether no other type has its name, as two halves of one that is being edited may have.</summary>
    private static bool IsOnlyOne(INamedTypeSymbol type) =>
        (type.ContainingType?.GetTypeMembers(type.Name, type.Arity) ?? type.ContainingNamespace.GetTypeMembers(type.Name, type.Arity))
            .Count(other => SymbolEqualityComparer.Default.Equals(other.ContainingAssembly, type.ContainingAssembly)) == 1;

    /// <summary>
    /// Whether a type parameter is constrained to what C# does not know, so that no type argument, not even itself, is legal.
    /// </summary>
    private static bool HasUnknownConstraint(INamedTypeSymbol type) =>
        type.TypeParameters.Any(parameter => parameter.ConstraintTypes.Any(constraint => constraint.TypeKind == TypeKind.Error));

    private static IEnumerable<string> Taken(string name, INamedTypeSymbol type, IEnumerable<ISymbol> members)
    {
        if (type.Name == name || (name == "ToString" && MemberClashes.HasSealedToString(type)))
        {
            yield return name;
        }

        foreach (ISymbol member in members)
        {
            if (member.Name == name)
            {
                yield return member is IMethodSymbol method
                    ? $"{name}({method.Parameters.Length.ToString(CultureInfo.InvariantCulture)})"
                    : name;
            }
            else if (member is IMethodSymbol accessor
                && MemberClashes.IsNamedAsAccessor(accessor)
                && accessor.Name.EndsWith("_" + name, StringComparison.Ordinal))
            {
                yield return name;
            }
        }
    }
}
