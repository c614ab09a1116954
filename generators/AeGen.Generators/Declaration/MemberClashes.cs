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
