using Microsoft.CodeAnalysis.CSharp;

namespace AeGen.Generators.CodeFixes;

/// <summary>Makes an ordinary class of a static, abstract or file-local one and of a record, on all of its partial declarations.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ClassKindMending))]
[Shared]
public sealed class ClassKindMending : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [Descriptors.StaticClass.Id, Descriptors.AbstractClass.Id, Descriptors.RecordClass.Id, Descriptors.FileLocalClass.Id];

    private protected override IEnumerable<Mending> Find(Mistake mistake)
    {
        if (mistake.Type is not { } type || Declarations(type, mistake.Node.SyntaxTree) is not { Count: > 0 } declarations)
        {
            return [];
        }

        if (mistake.Id == Descriptors.StaticClass.Id && !type.MightContainExtensionMethods)
        {
            return [new("Remove 'static'", "RemoveStatic", edits => Change(declarations, SyntaxKind.StaticKeyword, edits.Remove))];
        }

        // A sealed class has nothing left to implement.
        if (mistake.Id == Descriptors.AbstractClass.Id && !type.GetMembers().Any(member => member.IsAbstract || member.IsVirtual))
        {
            return [Exchange("abstract", "sealed", "Seal", declarations, SyntaxKind.AbstractKeyword)];
        }

        if (mistake.Id == Descriptors.RecordClass.Id && CanBeClass(type, declarations, mistake))
        {
            return [new("Write 'class' instead of 'record'", "MakeClass", edits => declarations.ForEach(one => MakeClass(one, edits)))];
        }

        if (mistake.Id == Descriptors.FileLocalClass.Id)
        {
            List<TypeDeclarationSyntax> outermost = Declarations(Outermost(type), mistake.Node.SyntaxTree);
            return [Exchange("file", "internal", "MakeInternal", outermost, SyntaxKind.FileKeyword)];
        }

        return [];
    }

    /// <summary>The declarations of a type; none where some are in other documents, which an edit of one cannot change.</summary>
    private static List<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type, SyntaxTree tree) =>
        type.DeclaringSyntaxReferences.All(reference => reference.SyntaxTree == tree)
            ? [.. type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<TypeDeclarationSyntax>()]
            : [];

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type) =>
        type.ContainingType is { } containing ? Outermost(containing) : type;

    private static void Change(IEnumerable<TypeDeclarationSyntax> declarations, SyntaxKind kind, Action<SyntaxToken> change)
    {
        IEnumerable<SyntaxToken> modifiers = declarations.SelectMany(declaration => declaration.Modifiers);
        foreach (SyntaxToken modifier in modifiers.Where(modifier => modifier.IsKind(kind)))
        {
            change(modifier);
        }
    }

    private static Mending Exchange(string old, string word, string key, List<TypeDeclarationSyntax> declarations, SyntaxKind kind) =>
        new($"Write '{word}' instead of '{old}'", key, edits => Change(declarations, kind, modifier => edits.Replace(modifier.Span, word)));

    /// <summary>Whether a record can as well be a class: not where it inherits from one, or its header declares properties.</summary>
    private static bool CanBeClass(INamedTypeSymbol type, IEnumerable<TypeDeclarationSyntax> declarations, Mistake mistake) =>
        type.BaseType is { SpecialType: SpecialType.System_Object }
        && declarations.All(declaration => declaration is RecordDeclarationSyntax { ParameterList: null }
            && (declaration.SemicolonToken.IsKind(SyntaxKind.None) || HasBody(declaration)
                || mistake.HasLanguage(LanguageVersion.CSharp12)));

    private static bool HasBody(TypeDeclarationSyntax declaration) => declaration.OpenBraceToken.IsKind(SyntaxKind.OpenBraceToken);

    private static void MakeClass(TypeDeclarationSyntax declaration, Edits edits)
    {
        if (declaration is RecordDeclarationSyntax record && record.ClassOrStructKeyword.IsKind(SyntaxKind.ClassKeyword))
        {
            edits.Remove(record.Keyword);
        }
        else
        {
            edits.Replace(declaration.Keyword.Span, "class");
        }
    }
}
