using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AeGen.Generators.Declaration;

/// <summary>Writes names so that C# reads them as names.</summary>
internal static class Identifiers
{
    /// <summary>
    /// The name, with an @ where it is a keyword, or could be taken for one: C# warns of types named in lower-case ASCII only, and not of
    /// those with an @.
    /// </summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None
        || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
        || name.All(c => c is >= 'a' and <= 'z')
            ? "@" + name
            : name;

    /// <summary>Whether a type, the types around it and its namespaces have names: half-typed ones have not, and C# says so.</summary>
    public static bool IsNamed(INamedTypeSymbol type)
    {
        for (ISymbol symbol = type; symbol is not INamespaceSymbol { IsGlobalNamespace: true }; symbol = symbol.ContainingSymbol)
        {
            if (symbol.Name.Length == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A namespace's full name, or an empty text for the global one.</summary>
    public static string Escaped(INamespaceSymbol space) => string.Join(".", Parts(space).Select(Escape));

    /// <summary>The names of a namespace, outermost first.</summary>
    public static IEnumerable<string> Parts(INamespaceSymbol space) =>
        space.IsGlobalNamespace ? [] : Parts(space.ContainingNamespace).Append(space.Name);
}
