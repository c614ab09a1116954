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

    public static CSharpCompilation Of(params string[] sources) => Of(ParseOptions, Options, sources);

    public static CSharpCompilation Of(CSharpParseOptions parseOptions, CSharpCompilationOptions options, params string[] sources) =>
        CSharpCompilation.Create(
            "Consumer",
            sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, parseOptions, $"File{index}.cs")),
            References,
            options);
}
