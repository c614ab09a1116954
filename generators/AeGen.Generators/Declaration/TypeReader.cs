using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AeGen.Generators.Declaration;

/// <summary>Reads what kind of class is declared, and where, and whether generated code can complete it.</summary>
internal static class TypeReader
{
    // Generated classes implement static abstract members of an interface.
    public const LanguageVersion Oldest = LanguageVersion.CSharp11;

    public static TypeSpec Read(INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation, DiagnosticSink mistakes)
    {
        var containing = declaration.Ancestors().OfType<TypeDeclarationSyntax>().Reverse().ToList();
        CheckLanguage(declaration, mistakes);
        CheckKind(type, declaration, mistakes);
        CheckContaining(type, declaration, containing, mistakes);
        EmittedNames.Check(type, LocationInfo.Of(declaration.Identifier), compilation, mistakes);
        if (!type.IsRecord && !type.IsStatic)
        {
            MemberClashes.Check(type, declaration, compilation, mistakes);
        }

        return new(
            Identifiers.Escaped(type.ContainingNamespace),
            new(containing.Select(outer => $"partial {Keyword(outer)} {Identifiers.Escape(outer.Identifier.ValueText)}{Declared(outer)}")),
            type.IsRecord ? "partial record" : "partial class",
            Identifiers.Escape(type.Name),
            FileNames.Of(type))
        {
            TypeParameters = Declared(declaration),
        };
    }

    private static void CheckLanguage(TypeDeclarationSyntax declaration, DiagnosticSink mistakes)
    {
        if (declaration.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < Oldest } options)
        {
            mistakes.Add(
                Descriptors.LanguageTooOld, LocationInfo.Of(declaration.Identifier), options.LanguageVersion.ToDisplayString(), Oldest.ToDisplayString());
        }
    }

    private static void CheckKind(INamedTypeSymbol type, TypeDeclarationSyntax declaration, DiagnosticSink mistakes)
    {
        var place = LocationInfo.Of(declaration.Identifier);
        if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            mistakes.Add(Descriptors.NotPartial, place, type.Name);
        }

        if (type.IsStatic)
        {
            mistakes.Add(Descriptors.StaticClass, place, type.Name);
        }
        else if (type.IsAbstract)
        {
            mistakes.Add(Descriptors.AbstractClass, place, type.Name);
        }

        if (type.IsRecord)
        {
            mistakes.Add(Descriptors.RecordClass, place, type.Name);
        }

        if (Outwards(type).Any(outer => outer.IsFileLocal))
        {
            mistakes.Add(Descriptors.FileLocalClass, place, type.Name);
        }
    }

    private static void CheckContaining(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, IEnumerable<TypeDeclarationSyntax> containing, DiagnosticSink mistakes)
    {
        if (Outwards(type).FirstOrDefault(outer => outer.Arity > 0) is { } generic)
        {
            mistakes.Add(
                Descriptors.GenericClass, LocationInfo.Of(declaration.Identifier), type.Name, generic.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }

        foreach (TypeDeclarationSyntax? outer in containing.Where(outer => !outer.Modifiers.Any(SyntaxKind.PartialKeyword)))
        {
            mistakes.Add(Descriptors.ContainingNotPartial, LocationInfo.Of(outer.Identifier), outer.Identifier.ValueText, type.Name);
        }
    }

    /// <summary>A type and the types around it, outwards.</summary>
    public static IEnumerable<INamedTypeSymbol> Outwards(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            yield return type;
        }
    }

    /// <summary>
    /// The type parameters as they are declared, or empty; every partial declaration repeats them without their attributes.
    /// </summary>
    private static string Declared(TypeDeclarationSyntax declaration) => declaration.TypeParameterList is not { Parameters: var parameters }
        ? string.Empty
        : $"<{string.Join(", ", parameters.Select(parameter => $"{parameter.VarianceKeyword.Text} {Identifiers.Escape(parameter.Identifier.ValueText)}".Trim()))}>";

    private static string Keyword(TypeDeclarationSyntax declaration) =>
        declaration is RecordDeclarationSyntax record && record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword)
            ? "record struct"
            : declaration.Keyword.Text;
}
