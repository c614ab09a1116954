using System.Reflection;
using System.Text;
using AeGen.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace AeGen.Testing.Harness;

/// <summary>Compiles declarations with the generator, as a consumer's build would, and loads the result.</summary>
/// <param name="extraAssemblies">
/// Paths of what the consumer's project refers to beside AeGen: with a device's package among them the generator writes kernels for that device too.
/// </param>
public sealed class ModelCompiler(params IEnumerable<string> extraAssemblies)
{
    private static int compilations;

    private readonly Lazy<MetadataReference[]> references = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Append(typeof(DataSet).Assembly.Location)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal)
                || name is "AeGen.dll" or "netstandard.dll" or "mscorlib.dll"))
            .Concat(extraAssemblies)
            .DistinctBy(Path.GetFileName)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>A project that refers to AeGen alone.</summary>
    public static ModelCompiler Default { get; } = new();

    /// <summary>Compiles all declarations in one assembly; the result has them by name.</summary>
    public IReadOnlyDictionary<string, ModelType> Compile(IEnumerable<ModelDeclaration> declarations)
    {
        ModelDeclaration[] all = [.. declarations];
        var source = new StringBuilder($"using AeGen;\n\nnamespace {ModelDeclaration.Namespace};\n");
        foreach (ModelDeclaration declaration in all)
        {
            source.Append('\n').Append(declaration.ToSource());
        }

        Assembly assembly = Compile(source.ToString());
        return all.ToDictionary(declaration => declaration.Name, declaration => ModelType.Of(assembly.GetType(declaration.FullName, throwOnError: true)!));
    }

    /// <summary>Compiles one declaration.</summary>
    public ModelType Compile(ModelDeclaration declaration) => Compile([declaration])[declaration.Name];

    /// <summary>Compiles C# with the generator, optimised and with warnings as errors.</summary>
    public Assembly Compile(string source)
    {
        CSharpParseOptions parsing = new(LanguageVersion.Latest, DocumentationMode.None);
        var compilation = CSharpCompilation.Create(
            $"Compiled{Interlocked.Increment(ref compilations)}",
            [CSharpSyntaxTree.ParseText(source, parsing, "Declarations.cs", Encoding.UTF8)],
            references.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
                .WithOptimizationLevel(OptimizationLevel.Release)
                .WithNullableContextOptions(NullableContextOptions.Enable)
                .WithGeneralDiagnosticOption(ReportDiagnostic.Error));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new AutoencoderGenerator().AsSourceGenerator()], parseOptions: parsing);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation full, out _);
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        if (result.Exception is { } failure)
        {
            throw new InvalidOperationException($"The generator failed on:\n{source}", failure);
        }

        using var image = new MemoryStream();
        EmitResult emitted = full.Emit(image);
        Diagnostic[] problems =
        [
            .. result.Diagnostics.Concat(emitted.Diagnostics).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning),
        ];
        return problems.Length == 0 && emitted.Success
            ? Assembly.Load(image.ToArray())
            : throw new InvalidOperationException(Report(problems));
    }

    /// <summary>The problems, and the lines that they are about with a few lines around, numbered.</summary>
    private static string Report(Diagnostic[] problems)
    {
        const int Shown = 10;
        const int Around = 3;
        var report = new StringBuilder($"The compilation has {problems.Length} problems.\n");
        foreach (Diagnostic problem in problems.Take(Shown))
        {
            report.Append(problem).Append('\n');
            if (problem.Location.SourceTree is { } tree)
            {
                int line = problem.Location.GetLineSpan().StartLinePosition.Line;
                TextLineCollection lines = tree.GetText().Lines;
                for (int i = Math.Max(0, line - Around); i <= Math.Min(lines.Count - 1, line + Around); i++)
                {
                    report.Append(i == line ? "> " : "  ").Append(i + 1).Append(": ").Append(lines[i]).Append('\n');
                }
            }
        }

        return report.ToString();
    }
}
