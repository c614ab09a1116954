using System.Collections.Immutable;
using AeGen.Generators.Declaration;
using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AeGen.Generators.Advice;

/// <summary>
/// Warns of legal declarations that train badly. Mistakes are the generator's, which writes nothing for them; what is only unwise is an analyzer's, so that it can be
/// switched off where it is meant, by a <c>#pragma</c> or in an .editorconfig.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AdviceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.CodeCutOff, Descriptors.NothingNarrower, Descriptors.RightInverseOfSaturation, Descriptors.CrossEntropyOfOther];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Advise, SymbolKind.NamedType);
    }

    private static void Advise(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        IReadOnlyList<DeclaredAttribute> attributes = DeclaredAttribute.AllOn(type, context.CancellationToken);
        if (DeclarationReader.ReadArchitecture(type, attributes) is not { } architecture)
        {
            return;
        }

        foreach (TrainingAdvice advice in TrainingAdvice.On(architecture, attributes))
        {
            context.ReportDiagnostic(Diagnostic.Create(advice.Descriptor, advice.Place?.GetLocation(), advice.Arguments));
        }
    }
}
