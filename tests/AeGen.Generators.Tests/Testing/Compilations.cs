using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AeGen.Generators.Tests.Testing;

/// <summary>Compilations as a consumer's project would have them: the framework and the runtime library, and no implicit usings.</summary>
internal static class Compilations
{
    public static IReadOnlyList<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(AutoencoderAttribute).Assembly.Location),
    ];

    /// <summary>What a project refers to beside those whose models run on ILGPU.</summary>
    public static IReadOnlyList<MetadataReference> Ilgpu { get; } =
    [
        .. ((Type[])[typeof(IlgpuDevice), typeof(ILGPU.Context), typeof(ILGPU.Algorithms.XMath)])
            .Select(type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    public static CSharpCompilationOptions Options { get; } = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    // Compilations that come of one another share what they have read of their references, which takes longer than most declarations do.
    private static CSharpCompilation OnTheCpu { get; } = CSharpCompilation.Create("Consumer", [], References, Options);

    private static CSharpCompilation OnIlgpu { get; } = OnTheCpu.AddReferences(Ilgpu);

    public static CSharpCompilation Of(params string[] sources) => Of(ParseOptions, Options, sources);

    /// <summary>A project whose models run on ILGPU, too.</summary>
    public static CSharpCompilation WithIlgpu(params string[] sources) => WithIlgpu(ParseOptions, Options, sources);

    public static CSharpCompilation Of(CSharpParseOptions parseOptions, CSharpCompilationOptions options, params string[] sources) =>
        OnTheCpu.WithOptions(options).AddSyntaxTrees(Trees(parseOptions, sources));

    public static CSharpCompilation WithIlgpu(CSharpParseOptions parseOptions, CSharpCompilationOptions options, params string[] sources) =>
        OnIlgpu.WithOptions(options).AddSyntaxTrees(Trees(parseOptions, sources));

    /// <summary>Parsed once: Roslyn goes through them several times, and would take each time's for other files.</summary>
    private static SyntaxTree[] Trees(CSharpParseOptions parseOptions, string[] sources) =>
        [.. sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, parseOptions, $"File{index}.cs"))];
}
