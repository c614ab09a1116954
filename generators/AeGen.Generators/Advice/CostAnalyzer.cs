using System.Collections.Immutable;
using AeGen.Generators.Declaration;
using AeGen.Generators.Diagnostics;
using AeGen.Generators.Layers;
using AeGen.Generators.Targets;
using AeGen.Generators.Targets.Ilgpu;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AeGen.Generators.Advice;

/// <summary>Says of each declared model what it costs, and which layer keeps it from running in one launch where it is to run on GPUs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CostAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.ModelCost, Descriptors.BeyondOneLaunch];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Inform, SymbolKind.NamedType);
    }

    private static void Inform(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        IReadOnlyList<DeclaredAttribute> attributes = DeclaredAttribute.AllOn(type, context.CancellationToken);
        if (DeclarationReader.ReadArchitecture(type, attributes) is not { } architecture)
        {
            return;
        }

        KernelPlan plan = Planner.Plan(architecture);
        var cost = new Cost(plan);
        SyntaxNode? autoencoder = attributes.Single(attribute => attribute.Kind == AttributeKind.Autoencoder).Syntax;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.ModelCost, autoencoder?.GetLocation(), type.Name, Cost.Count(cost.Parameters), cost.MultiplyAdds, cost.Memory));
        if (context.Compilation.GetTypeByMetadataName(KernelAccesses.MarkerType) is not null && FusedLayout.TooLarge(plan) is { } weight)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.BeyondOneLaunch, Declaring(attributes, weight.Layer)?.GetLocation(),
                Cost.Count((long)weight.Matrix.Rows * weight.Matrix.Columns), architecture.Encoder.Concat(architecture.Decoder).ElementAt(weight.Layer).Name));
        }
    }

    /// <summary>Where the largest layer has its size. It is none of a mirror's, which are as large as the encoder's and come after them.</summary>
    private static SyntaxNode? Declaring(IReadOnlyList<DeclaredAttribute> attributes, int layer)
    {
        DeclaredAttribute[] encoder = [.. attributes.Where(attribute => attribute.Kind == AttributeKind.Dense)];
        DeclaredAttribute[] decoder = [.. attributes.Where(attribute => attribute.Kind == AttributeKind.DenseDecoder)];
        DeclaredAttribute declaring = layer < encoder.Length ? encoder[layer] : decoder[layer - encoder.Length];
        return declaring.SyntaxOf("size");
    }
}
