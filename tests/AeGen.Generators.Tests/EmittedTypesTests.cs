using System.CodeDom.Compiler;
using System.Diagnostics.CodeAnalysis;
using AeGen.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AeGen.Generators.Tests;

/// <summary>Emitted code says that it is emitted, and adds nothing to what other projects see but the members of the user's own class.</summary>
public sealed class EmittedTypesTests
{
    public static TheoryData<string> GoldenNames { get; } = [.. Examples.All.Keys];

    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void Emitted_types_are_marked_and_none_is_public(string name)
    {
        // What is in one of them has its marks and its accessibility.
        INamedTypeSymbol[] types = [.. EmittedTypes(Run.OnWithIlgpu(Examples.All[name])).Where(type => type.ContainingType is null)];

        Assert.Equal(4, types.Length);
        Assert.All(types, AssertMarked);
        Assert.All(types, type => Assert.Equal(Accessibility.Internal, type.DeclaredAccessibility));
        Assert.Equal(3, types.Count(type => type.IsFileLocal));
    }

    /// <summary>The class is the user's, who would miss its coverage.</summary>
    [Theory]
    [MemberData(nameof(GoldenNames))]
    public void Emitted_members_are_marked_and_the_users_class_is_not(string name)
    {
        INamedTypeSymbol type = DeclaredType(Run.OnWithIlgpu(Examples.All[name]));

        Assert.DoesNotContain(typeof(GeneratedCodeAttribute).FullName, AttributesOf(type));
        Assert.DoesNotContain(typeof(ExcludeFromCodeCoverageAttribute).FullName, AttributesOf(type));
        ISymbol[] members = [.. type.GetMembers().Where(member => !member.IsImplicitlyDeclared && member is not IMethodSymbol { AssociatedSymbol: not null })];
        Assert.NotEmpty(members);
        Assert.All(members, member => AssertMarked(member));
    }

    /// <summary>Then ILGPU's assembly cannot be a friend, and calls what is public only.</summary>
    [Fact]
    public void Kernels_are_public_where_the_assembly_has_a_strong_name()
    {
        CSharpCompilationOptions signed = Compilations.Options
            .WithCryptoPublicKey([.. typeof(object).Assembly.GetName().GetPublicKey()!])
            .WithDelaySign(true);
        CSharpCompilation consumer = Compilations.WithIlgpu(Compilations.ParseOptions, signed, Examples.All["Tied"]);
        var run = Run.On(consumer, Compilations.ParseOptions);

        Assert.Empty(run.Output.GetDeclarationDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning));
        Assert.Equal("Golden_TiedIlgpu", Assert.Single(EmittedTypes(run), type => type.ContainingType is null && type.DeclaredAccessibility == Accessibility.Public).Name);
    }

    private static void AssertMarked(ISymbol symbol)
    {
        IEnumerable<string?> attributes = AttributesOf(symbol);
        Assert.Contains(typeof(GeneratedCodeAttribute).FullName, attributes);
        if (symbol is not IFieldSymbol)
        {
            Assert.Contains(typeof(ExcludeFromCodeCoverageAttribute).FullName, attributes);
        }
    }

    private static IEnumerable<string?> AttributesOf(ISymbol symbol) => symbol.GetAttributes().Select(attribute => attribute.AttributeClass?.ToDisplayString());

    private static INamedTypeSymbol DeclaredType(Run run) =>
        Types(run).Single(type => AttributesOf(type).Contains(typeof(AutoencoderAttribute).FullName));

    /// <summary>All types without a part in the consumer's own file.</summary>
    private static IEnumerable<INamedTypeSymbol> EmittedTypes(Run run) =>
        Types(run).Where(type => !type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == run.Output.SyntaxTrees.First()));

    private static IEnumerable<INamedTypeSymbol> Types(Run run) =>
        run.Output.GetSymbolsWithName(_ => true, SymbolFilter.Type).Cast<INamedTypeSymbol>();
}
