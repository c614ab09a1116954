using System.Collections.Immutable;
using AeGen.Generators.Declaration;
using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AeGen.Generators.Conversions;

/// <summary>
/// Finds conversions between declared classes that do not fit, where both classes are known at the call. Where one is a type parameter,
/// the call itself says the same at run time.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConversionAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic that has the name of the conversion that fits, where one does.</summary>
    internal const string Fitting = nameof(Fitting);

    private const string Interface = "IAutoencoder";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.ConversionOfOtherDecoder,
        Descriptors.ConversionOfOtherShape,
        Descriptors.ToTiedOfActivation,
        Descriptors.ToTiedOfChain,
        Descriptors.ToTiedOfVariational,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(CheckCall, OperationKind.Invocation, OperationKind.MethodReference);
    }

    private static void CheckCall(OperationAnalysisContext context)
    {
        IMethodSymbol method = context.Operation is IInvocationOperation call
            ? call.TargetMethod
            : ((IMethodReferenceOperation)context.Operation).Method;
        if (method.TypeArguments.Length == 1
            && Conversion.Named(method.Name) is { } conversion
            && Read(SourceOf(method.ContainingType), context.CancellationToken) is { } source
            && Read(method.TypeArguments[0] as INamedTypeSymbol, context.CancellationToken) is { } target
            && conversion.Check(source, target) is { } mistake)
        {
            ImmutableDictionary<string, string?> properties =
                ImmutableDictionary<string, string?>.Empty.Add(Fitting, Conversion.Between(source, target));
            Location location = NameIn(context.Operation.Syntax).GetLocation();
            context.ReportDiagnostic(Diagnostic.Create(mistake.Descriptor, location, properties, mistake.Arguments));
        }
    }

    private static ArchitectureSpec? Read(INamedTypeSymbol? type, CancellationToken cancellation) =>
        type is null ? null : DeclarationReader.ReadArchitecture(type, cancellation);

    /// <summary>The declared class whose member is called: itself, or the one that the interface is of.</summary>
    private static INamedTypeSymbol? SourceOf(INamedTypeSymbol type) =>
        type is { Name: Interface, Arity: 1, ContainingNamespace: { Name: AttributeNames.Namespace } space }
            && space.ContainingNamespace.IsGlobalNamespace
            ? type.TypeArguments[0] as INamedTypeSymbol
            : type;

    /// <summary>The method's name with the target's, without what it is called on.</summary>
    private static SyntaxNode NameIn(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax invocation => NameIn(invocation.Expression),
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => syntax,
    };
}
