using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AeGen.Generators.Declaration;

/// <summary>Finds what stands in the way of the generated constructor and members, so that no error appears in generated code.</summary>
internal static class MemberClashes
{
    public static void Check(INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation, DiagnosticSink mistakes)
    {
        var place = LocationInfo.Of(declaration.Identifier);
        CheckConstructors(type, place, compilation, mistakes);
        CheckRequiredMembers(type, place, mistakes);
        CheckExplicitImplementations(type, place, mistakes);
        foreach (IMethodSymbol accessor in type.GetMembers().OfType<IMethodSymbol>().Where(IsNamedAsAccessor))
        {
            mistakes.Add(Descriptors.MemberClash, PlaceOf(accessor, place), accessor.Name, type.Name, "the class declares it too");
        }

        foreach (string name in GeneratedMembers.Names)
        {
            if (type.Name == name)
            {
                mistakes.Add(Descriptors.MemberClash, place, name, type.Name, "a member cannot have its class's name");
            }
            else if (type.GetMembers(name).FirstOrDefault(member => !member.IsImplicitlyDeclared) is { } own)
            {
                mistakes.Add(Descriptors.MemberClash, PlaceOf(own, place), name, type.Name, "the class declares it too");
            }
            else if (Inherited(type, name, compilation) is { } inherited)
            {
                mistakes.Add(Descriptors.MemberClash, place, name, type.Name, $"the class inherits it from '{inherited.ContainingType.Name}'");
            }
        }
    }

    private static void CheckConstructors(INamedTypeSymbol type, LocationInfo place, Compilation compilation, DiagnosticSink mistakes)
    {
        foreach (IMethodSymbol? constructor in type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared))
        {
            mistakes.Add(Descriptors.ExplicitConstructor, PlaceOf(constructor, place), type.Name);
        }

        if (type.BaseType is { TypeKind: TypeKind.Class } parent && (IsAutoencoder(parent) || !parent.InstanceConstructors.Any(IsCallable)))
        {
            mistakes.Add(Descriptors.BaseConstructor, place, type.Name, parent.Name);
        }

        bool IsCallable(IMethodSymbol constructor) =>
            constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams) && compilation.IsSymbolAccessibleWithin(constructor, type);
    }

    /// <summary>Whether a class will have a generated constructor, which is private.</summary>
    private static bool IsAutoencoder(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == AttributeNames.Autoencoder);

    private static void CheckRequiredMembers(INamedTypeSymbol type, LocationInfo place, DiagnosticSink mistakes)
    {
        foreach (ISymbol? member in SelfAndBases(type).SelectMany(owner => owner.GetMembers()).Where(IsRequired))
        {
            bool own = SymbolEqualityComparer.Default.Equals(member.ContainingType, type);
            mistakes.Add(Descriptors.RequiredMember, own ? PlaceOf(member, place) : place, member.Name, type.Name);
        }

        static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };
    }

    /// <summary>The members of interfaces that a member implements explicitly.</summary>
    public static IEnumerable<ISymbol> ImplementedBy(ISymbol member) => member switch
    {
        IMethodSymbol { AssociatedSymbol: null } method => method.ExplicitInterfaceImplementations,
        IPropertySymbol property => property.ExplicitInterfaceImplementations,
        _ => [],
    };

    /// <summary>Whether a class inherits a ToString that it cannot override.</summary>
    public static bool HasSealedToString(INamedTypeSymbol type) =>
        SelfAndBases(type.BaseType).SelectMany(owner => owner.GetMembers("ToString")).Any(member => member.IsSealed);

    /// <summary>Whether a method has a name that C# gives to a generated property's accessor.</summary>
    public static bool IsNamedAsAccessor(IMethodSymbol method) =>
        method is { AssociatedSymbol: null, Name: var name }
        && (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal))
        && GeneratedMembers.Properties.Contains(name.Substring("get_".Length));

    /// <summary>An interface calls its explicit implementation and not the generated member beside it.</summary>
    private static void CheckExplicitImplementations(INamedTypeSymbol type, LocationInfo place, DiagnosticSink mistakes)
    {
        foreach (ISymbol member in SelfAndBases(type).SelectMany(owner => owner.GetMembers()))
        {
            if (ImplementedBy(member).FirstOrDefault(implemented => IsOfModels(implemented.ContainingType, type)) is { } implemented)
            {
                bool own = SymbolEqualityComparer.Default.Equals(member.ContainingType, type);
                string name = $"{implemented.ContainingType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}.{implemented.Name}";
                mistakes.Add(
                    Descriptors.ExplicitImplementation, own ? PlaceOf(member, place) : place, name, member.ContainingType.Name,
                    implemented.Name);
            }
        }

    }

    /// <summary>Whether a model implements an interface by its generated members.</summary>
    private static bool IsOfModels(INamedTypeSymbol implemented, INamedTypeSymbol type) =>
        implemented.SpecialType == SpecialType.System_IDisposable
        || (implemented is { TypeArguments.Length: 1, MetadataName: "IAutoencoder`1" or "ICompiledAutoencoder`1" }
            && Identifiers.Parts(implemented.ContainingNamespace).FirstOrDefault() == AttributeNames.Namespace
            && SymbolEqualityComparer.Default.Equals(implemented.TypeArguments[0], type));

    private static ISymbol? Inherited(INamedTypeSymbol type, string name, Compilation compilation) =>
        SelfAndBases(type.BaseType)
            .Where(owner => owner.SpecialType != SpecialType.System_Object)
            .SelectMany(owner => owner.GetMembers(name))
            .FirstOrDefault(member => compilation.IsSymbolAccessibleWithin(member, type) && !IsOpenOverride(member));

    /// <summary>An inherited ToString can be overridden once more, unless it is sealed.</summary>
    private static bool IsOpenOverride(ISymbol member) => member is { Name: "ToString", IsOverride: true, IsSealed: false };

    private static IEnumerable<INamedTypeSymbol> SelfAndBases(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }

    private static LocationInfo PlaceOf(ISymbol member, LocationInfo otherwise) =>
        member.Locations.FirstOrDefault(location => location.IsInSource) is { } location ? LocationInfo.Of(location) : otherwise;
}
