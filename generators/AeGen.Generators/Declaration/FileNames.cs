using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace AeGen.Generators.Declaration;

/// <summary>Gives each class a name that no other class of the compilation has, whatever the case of its letters.</summary>
internal static class FileNames
{
    public static string Of(INamedTypeSymbol type)
    {
        var path = Path(type).ToList();
        string name = string.Join(".", path.Select(NameOf));

        // The compiler compares generated files' names without case, and C# its classes' with.
        return path.Any(HasLookalike) ? name + "-" + StableHash(name) : name;
    }

    /// <summary>The namespaces and types down to a type.</summary>
    private static IEnumerable<INamespaceOrTypeSymbol> Path(INamespaceOrTypeSymbol symbol)
    {
        INamespaceOrTypeSymbol? parent = (INamespaceOrTypeSymbol?)symbol.ContainingType ?? symbol.ContainingNamespace;
        return parent is null or INamespaceSymbol { IsGlobalNamespace: true } ? [symbol] : Path(parent).Append(symbol);
    }

    /// <summary>A part's name; types that differ in their type parameters only have different ones.</summary>
    private static string NameOf(INamespaceOrTypeSymbol part) =>
        part is INamedTypeSymbol { Arity: > 0 and var arity } ? $"{part.Name}-{arity.ToString(CultureInfo.InvariantCulture)}" : part.Name;

    private static bool HasLookalike(INamespaceOrTypeSymbol symbol)
    {
        ImmutableArray<ISymbol> siblings = ((INamespaceOrTypeSymbol?)symbol.ContainingType ?? symbol.ContainingNamespace).GetMembers();
        return siblings.Any(sibling =>
            sibling is INamespaceOrTypeSymbol
            && string.Equals(sibling.Name, symbol.Name, StringComparison.OrdinalIgnoreCase)
            && !string.Equals(sibling.Name, symbol.Name, StringComparison.Ordinal));
    }

    /// <summary>FNV-1a: the same in every run, unlike the runtime's own.</summary>
    private static string StableHash(string text) =>
        text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u)).ToString("x8", CultureInfo.InvariantCulture);
}
