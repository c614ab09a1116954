using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AeGen.Generators.Declaration;

/// <summary>
/// One of the library's attributes on a class: its values and, where the class is not a referenced assembly's, the places of its arguments in the
/// source. Short-lived: it holds symbols and syntax and must not get into the pipeline.
/// </summary>
internal sealed class DeclaredAttribute
{
    private const string Suffix = "Attribute";
    private readonly IMethodSymbol? constructor;
    private readonly Dictionary<string, object?> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AttributeArgumentSyntax?> arguments = new(StringComparer.Ordinal);

    private DeclaredAttribute(AttributeKind kind, AttributeData data, AttributeSyntax? syntax)
    {
        Kind = kind;
        Syntax = syntax;
        constructor = data.AttributeConstructor;
        IsWellFormed = TryReadArguments(data);
        TakesSize = constructor is { Parameters.IsEmpty: false };
    }

    public AttributeKind Kind { get; }

    public AttributeSyntax? Syntax { get; }

    /// <summary>Whether C# has nothing against the arguments. Where it has, their values say nothing.</summary>
    public bool IsWellFormed { get; }

    /// <summary>Whether the constructor with a size was called: what tells a layer of the decoder from the whole mirror.</summary>
    public bool TakesSize { get; }

    public LocationInfo Location => Syntax is null ? LocationInfo.None : LocationInfo.Of(Syntax);

    /// <summary>The type declaration, one of perhaps several partial ones, that the attribute stands on.</summary>
    public SyntaxNode? Owner => Syntax?.Parent?.Parent;

    /// <summary>All of the library's attributes on a class, over all of its partial declarations, in source order within each.</summary>
    public static IReadOnlyList<DeclaredAttribute> AllOn(ISymbol type, CancellationToken cancellation)
    {
        var found = new List<DeclaredAttribute>();
        foreach (AttributeData data in type.GetAttributes())
        {
            if (KindOf(data.AttributeClass) is { } kind)
            {
                found.Add(new(kind, data, data.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax));
            }
        }

        return found;
    }

    /// <summary>Whether an argument is written out.</summary>
    public bool Has(string name) => arguments.ContainsKey(name);

    /// <summary>The place of an argument, or of the whole attribute where it is not written out.</summary>
    public LocationInfo LocationOf(string name) => SyntaxOf(name) is { } syntax ? LocationInfo.Of(syntax) : LocationInfo.None;

    /// <summary>An argument as it is written, or the whole attribute where it is not; null where the class is a referenced assembly's.</summary>
    public SyntaxNode? SyntaxOf(string name) => arguments.TryGetValue(name, out AttributeArgumentSyntax? argument) && argument is not null ? argument : Syntax;

    /// <summary>An argument's value, an enumeration's as its number; the fallback where it is left out.</summary>
    public T Value<T>(string name, T fallback) => values.TryGetValue(name, out object? value) && value is T typed ? typed : fallback;

    /// <summary>An argument's type, whether it is written out or not; null where there is no such argument.</summary>
    public ITypeSymbol? TypeOf(string name) =>
        constructor?.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Type ?? PropertyOf(name)?.Type;

    private IPropertySymbol? PropertyOf(string name) =>
        constructor?.ContainingType.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault();

    private static AttributeKind? KindOf(INamedTypeSymbol? type) =>
        type is { ContainingNamespace: { Name: AttributeNames.Namespace, ContainingNamespace.IsGlobalNamespace: true } }
        && type.Name.EndsWith(Suffix, StringComparison.Ordinal)
        && Enum.TryParse(type.Name.Substring(0, type.Name.Length - Suffix.Length), out AttributeKind kind)
            ? kind
            : null;

    private bool TryReadArguments(AttributeData data)
    {
        // Missing, mistyped and unknown arguments all leave the data incomplete or of another type.
        if (constructor is null || data.ConstructorArguments.Length != constructor.Parameters.Length)
        {
            return false;
        }

        bool ofRightTypes = true;
        for (int i = 0; i < constructor.Parameters.Length; i++)
        {
            ofRightTypes &= TryAdd(constructor.Parameters[i].Name, data.ConstructorArguments[i], constructor.Parameters[i].Type);
        }

        foreach (KeyValuePair<string, TypedConstant> argument in data.NamedArguments)
        {
            ofRightTypes &= TryAdd(argument.Key, argument.Value, PropertyOf(argument.Key)?.Type);
        }

        return ofRightTypes && (Syntax is null ? GuessArguments(constructor, data) : TryLocateArguments(constructor, Syntax)) && arguments.Keys.All(values.ContainsKey);
    }

    /// <summary>Without the source, arguments with their default values count as left out, which means the same.</summary>
    private bool GuessArguments(IMethodSymbol constructor, AttributeData data)
    {
        IEnumerable<string> positional = constructor.Parameters
            .Where((parameter, i) => !parameter.HasExplicitDefaultValue || !Equals(parameter.ExplicitDefaultValue, data.ConstructorArguments[i].Value))
            .Select(parameter => parameter.Name);
        foreach (string name in positional.Concat(data.NamedArguments.Select(argument => argument.Key)))
        {
            arguments[name] = null;
        }

        return true;
    }

    private bool TryAdd(string name, TypedConstant constant, ITypeSymbol? type)
    {
        if (constant.Kind is not (TypedConstantKind.Primitive or TypedConstantKind.Enum) || !SymbolEqualityComparer.Default.Equals(constant.Type, type))
        {
            return false;
        }

        values[name] = constant.Value;
        return true;
    }

    private bool TryLocateArguments(IMethodSymbol constructor, AttributeSyntax syntax)
    {
        int position = 0;
        foreach (AttributeArgumentSyntax argument in syntax.ArgumentList?.Arguments ?? default)
        {
            string? name = (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText;
            if (name is null)
            {
                if (position >= constructor.Parameters.Length)
                {
                    return false;
                }

                name = constructor.Parameters[position++].Name;
            }

            if (arguments.ContainsKey(name))
            {
                return false;
            }

            arguments.Add(name, argument);
        }

        return true;
    }
}
