using System.Globalization;
using AeGen.Generators;
using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AeGen.Bench.Generator;

/// <summary>The generator inside the compiler: what it adds to a build, and to each key that somebody strikes in an editor.</summary>
/// <remarks>The compilations refer to AeGen alone, as a project without the GPU target does.</remarks>
[MemoryDiagnoser(displayGenColumns: false)]
public class GeneratorBenchmarks
{
    private const int Many = 50;

    private const string Unrelated = "internal static class Unrelated { internal static int Answer() => 41; }";

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Latest);

    private CSharpCompilation none = null!;
    private CSharpCompilation one = null!;
    private CSharpCompilation fifty = null!;
    private CSharpCompilation fiftyEdited = null!;
    private CSharpCompilation fiftyChanged = null!;
    private GeneratorDriver warm = null!;

    /// <summary>Parses the sources and runs the generator once.</summary>
    [GlobalSetup]
    public void Parse()
    {
        SyntaxTree unrelated = Tree(Unrelated);
        SyntaxTree[] models = [.. Enumerable.Range(0, Many).Select(Model)];
        none = Compilation([unrelated]);
        one = Compilation([Model(0), unrelated]);
        fifty = Compilation([.. models, unrelated]);
        fiftyEdited = fifty.ReplaceSyntaxTree(unrelated, Tree(Unrelated.Replace("41", "42", StringComparison.Ordinal)));
        fiftyChanged = fifty.ReplaceSyntaxTree(models[0], Model(Many));
        warm = Driver().RunGenerators(fifty);
        if (warm.GetRunResult() is var result && (result.GeneratedTrees.Length != 2 * Many || !result.Diagnostics.IsEmpty))
        {
            throw new InvalidOperationException($"{result.GeneratedTrees.Length} files were generated, with {result.Diagnostics.Length} diagnostics.");
        }
    }

    /// <summary>A whole build without a model, from the parsed source to the assembly's bytes.</summary>
    [Benchmark]
    public long BuildWithoutModel() => Emit(none);

    /// <summary>The same build with one model, 784-128-32-128-784: generating its code and compiling that.</summary>
    [Benchmark]
    public long BuildWithOneModel() => Emit(one);

    /// <summary>The generator alone, in a build of one model.</summary>
    [Benchmark]
    public GeneratorDriver OneModel() => Driver().RunGenerators(one);

    /// <summary>The generator alone, in a build of fifty models.</summary>
    [Benchmark]
    public GeneratorDriver FiftyModels() => Driver().RunGenerators(fifty);

    /// <summary>An edit elsewhere, with fifty models in the project.</summary>
    [Benchmark]
    public GeneratorDriver UnrelatedEdit() => warm.RunGenerators(fiftyEdited);

    /// <summary>A change of one of fifty models.</summary>
    [Benchmark]
    public GeneratorDriver OneModelChanged() => warm.RunGenerators(fiftyChanged);

    private static long Emit(CSharpCompilation source)
    {
        Driver().RunGeneratorsAndUpdateCompilation(source, out Compilation whole, out _);
        using var assembly = new MemoryStream();
        if (whole.Emit(assembly) is { Success: false } failed)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, failed.Diagnostics));
        }

        return assembly.Length;
    }

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create([new AutoencoderGenerator().AsSourceGenerator()], parseOptions: Options);

    private static SyntaxTree Tree(string source) => CSharpSyntaxTree.ParseText(source, Options);

    /// <summary>Models of the same depth, no two of the same sizes.</summary>
    private static SyntaxTree Model(int index) => Tree(string.Create(CultureInfo.InvariantCulture, $"""
        [AeGen.Autoencoder(784)]
        [AeGen.Dense({128 + index}, AeGen.Activation.Relu)]
        [AeGen.Dense(32)]
        [AeGen.DenseDecoder]
        internal sealed partial class Model{index};
        """));

    private static CSharpCompilation Compilation(SyntaxTree[] trees)
    {
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<string> assemblies = platform.Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("AeGen.", StringComparison.Ordinal))
            .Append(Path.Combine(AppContext.BaseDirectory, typeof(AutoencoderAttribute).Assembly.GetName().Name + ".dll"));
        return CSharpCompilation.Create(
            "Consumer",
            trees,
            assemblies.Select(path => MetadataReference.CreateFromFile(path)),
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
    }
}
