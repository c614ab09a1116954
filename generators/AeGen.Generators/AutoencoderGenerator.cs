using AeGen.Generators.Declaration;
using AeGen.Generators.Diagnostics;
using AeGen.Generators.Targets;
using AeGen.Generators.Targets.Model;
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

        IncrementalValueProvider<KernelAccess> ilgpu = context.CompilationProvider
            .Select(static (compilation, _) => KernelAccesses.In(compilation))
            .WithTrackingName(TrackingNames.Targets);

        IncrementalValuesProvider<EquatableArray<SourceFile>> sources = architectures
            .Combine(ilgpu)
            .Select(Emit)
            .WithTrackingName(TrackingNames.Sources);

        context.RegisterSourceOutput(sources, AddFiles);
        context.RegisterSourceOutput(
            declarations.SelectMany(static (declaration, _) => declaration.Diagnostics).WithTrackingName(TrackingNames.Diagnostics),
            Report);
        RegisterStubs(declarations);
        foreach (string name in AttributeNames.OfLayers)
        {
            IncrementalValuesProvider<DeclarationResult> strays = context.SyntaxProvider
                .ForAttributeWithMetadataName(name, DeclarationReader.IsCandidate, StrayAttributes.Find);
            context.RegisterSourceOutput(
                strays.SelectMany(static (stray, _) => stray.Diagnostics).WithTrackingName(TrackingNames.Strays), Report);
            RegisterStubs(strays);
        }

        void RegisterStubs(IncrementalValuesProvider<DeclarationResult> refused) => context.RegisterSourceOutput(
            refused
                .SelectMany(static (declaration, _) => declaration.Stubs)
                .Select(static (stub, _) => StubEmitter.Emit(stub))
                .WithTrackingName(TrackingNames.Stubs),
            static (output, file) => output.AddSource(file.HintName, file.Text));
    }

    private static EquatableArray<SourceFile> Emit(
        (ArchitectureSpec Architecture, KernelAccess Ilgpu) input, CancellationToken cancellation)
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

    private static void Report(SourceProductionContext output, DiagnosticInfo diagnostic) =>
        output.ReportDiagnostic(diagnostic.ToDiagnostic());
}
