using AeGen.Generators.Declaration;
using AeGen.Generators.Diagnostics;
using AeGen.Generators.Emission;
using AeGen.Generators.Emission.Ilgpu;
using Microsoft.CodeAnalysis;

namespace AeGen.Generators;

/// <summary>Implements each class that carries <c>[Autoencoder]</c>, or says what is wrong with its declaration.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class AutoencoderGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<DeclarationResult> declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeNames.Autoencoder, DeclarationReader.IsCandidate, DeclarationReader.Read)
            .WithTrackingName(TrackingNames.Declarations);

        IncrementalValuesProvider<ArchitectureSpec> architectures = declarations
            .SelectMany(static (declaration, _) => declaration.Architectures)
            .WithTrackingName(TrackingNames.Architectures);

        IncrementalValueProvider<bool> ilgpu = context.CompilationProvider
            .Select(static (compilation, _) => compilation.GetTypeByMetadataName(IlgpuEmitter.MarkerType) is not null)
            .WithTrackingName(TrackingNames.Targets);

        IncrementalValuesProvider<EquatableArray<SourceFile>> sources = architectures
            .Combine(ilgpu)
            .Select(Emit)
            .WithTrackingName(TrackingNames.Sources);

        IncrementalValuesProvider<DiagnosticInfo> diagnostics = AttributeNames.OfLayers
            .Select(name => context.SyntaxProvider
                .ForAttributeWithMetadataName(name, DeclarationReader.IsCandidate, StrayAttributes.Find)
                .SelectMany(static (strays, _) => strays))
            .Aggregate(declarations.SelectMany(static (declaration, _) => declaration.Diagnostics), Concat)
            .WithTrackingName(TrackingNames.Diagnostics);

        context.RegisterSourceOutput(sources, AddFiles);
        context.RegisterSourceOutput(diagnostics, static (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));
    }

    private static EquatableArray<SourceFile> Emit((ArchitectureSpec Architecture, bool Ilgpu) input, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Emitter.Emit(input.Architecture, input.Ilgpu);
    }

    private static void AddFiles(SourceProductionContext output, EquatableArray<SourceFile> files)
    {
        foreach (SourceFile file in files)
        {
            output.AddSource(file.HintName, file.Text);
        }
    }

    private static IncrementalValuesProvider<DiagnosticInfo> Concat(
        IncrementalValuesProvider<DiagnosticInfo> first, IncrementalValuesProvider<DiagnosticInfo> second) =>
        first.Collect().Combine(second.Collect()).SelectMany(static (both, _) => both.Left.AddRange(both.Right));
}
