using System.Collections.Immutable;
using AeGen.Generators.Declaration;
using AeGen.Generators.Targets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AeGen.Generators.Tests.Testing;

/// <summary>One run of the generator, or several in sequence that share what is cached.</summary>
internal sealed class Run
{
    private GeneratorDriver driver;

    private Run(CSharpCompilation compilation, CSharpParseOptions parseOptions)
    {
        driver = CSharpGeneratorDriver.Create(
            [new AutoencoderGenerator().AsSourceGenerator()],
            parseOptions: parseOptions,
            driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Again(compilation);
    }

    public GeneratorRunResult Result { get; private set; }

    /// <summary>The consumer's compilation with the generated files in it.</summary>
    public Compilation Output { get; private set; } = null!;

    public IReadOnlyList<ArchitectureSpec> Architectures => [.. ValuesOf<ArchitectureSpec>(TrackingNames.Architectures)];

    public IReadOnlyList<SourceFile> Files => [.. ValuesOf<EquatableArray<SourceFile>>(TrackingNames.Sources).SelectMany(files => files)];

    public static Run On(params string[] sources) => On(Compilations.Of(sources), Compilations.ParseOptions);

    /// <summary>A run in a project whose models run on ILGPU, too.</summary>
    public static Run OnWithIlgpu(params string[] sources) => On(Compilations.WithIlgpu(sources), Compilations.ParseOptions);

    public static Run On(CSharpCompilation compilation, CSharpParseOptions parseOptions) => new(compilation, parseOptions);

    /// <summary>Runs once more. Whatever the generator throws comes out here, where the driver would hide it in a warning.</summary>
    public void Again(CSharpCompilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation? output, out _);
        Output = output;
        Result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(Result.Exception);
    }

    /// <summary>What C# has against the consumer's first file, to which generated code is known.</summary>
    public IEnumerable<Diagnostic> Complaints =>
        OwnCode.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    private SemanticModel OwnCode => Output.GetSemanticModel(Output.SyntaxTrees.First());

    /// <summary>What an analyzer says of the consumer's first file. Whatever it throws comes out here.</summary>
    public IReadOnlyList<Diagnostic> Analyze(DiagnosticAnalyzer analyzer)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, _, _) => throw new InvalidOperationException("The analyzer failed.", exception),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        CompilationWithAnalyzers analysis = Output.WithAnalyzers([analyzer], options);
        return [.. analysis.GetAnalyzerSemanticDiagnosticsAsync(OwnCode, null, CancellationToken.None).GetAwaiter().GetResult()];
    }

    /// <summary>Why each of a step's values is there, in the latest run.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) => [.. OutputsOf(step).Select(output => output.Reason)];

    public IEnumerable<object> Values(string step) => OutputsOf(step).Select(output => output.Value);

    private IEnumerable<T> ValuesOf<T>(string step) =>
        OutputsOf(step).Where(output => output.Reason != IncrementalStepRunReason.Removed).Select(output => (T)output.Value);

    private IEnumerable<(object Value, IncrementalStepRunReason Reason)> OutputsOf(string step) =>
        Result.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs) ? runs.SelectMany(run => run.Outputs) : [];
}
