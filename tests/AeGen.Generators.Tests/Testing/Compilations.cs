using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

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

    private static readonly Lazy<MetadataReference> LazyIlgpu = new(CompileIlgpu);

    /// <summary>What a project refers to whose models run on ILGPU: the runtime's types that generated code names, above a stub of ILGPU.</summary>
    public static MetadataReference Ilgpu => LazyIlgpu.Value;

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    public static CSharpCompilationOptions Options { get; } = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    public static CSharpCompilation Of(params string[] sources) => Of(ParseOptions, Options, sources);

    public static CSharpCompilation Of(CSharpParseOptions parseOptions, CSharpCompilationOptions options, params string[] sources) =>
        CSharpCompilation.Create(
            "Consumer",
            sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, parseOptions, $"File{index}.cs")),
            References,
            options);

    /// <summary>
    /// Compiles the runtime's kernels and its plan. The rest of the runtime needs more of ILGPU than there is a stub for, and generated code names
    /// none of it. The library shows its internals to an assembly of this name.
    /// </summary>
    private static PortableExecutableReference CompileIlgpu()
    {
        const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq;";
        IEnumerable<string> sources = Directory.GetFiles(Path.Combine(Repository.IlgpuRuntime, "Kernels"), "*.cs")
            .Append(Path.Combine(Repository.IlgpuRuntime, "Runtime", "IlgpuPlan.cs"))
            .Append(Path.Combine(Repository.Stubs, "Ilgpu.cs"))
            .Select(File.ReadAllText)
            .Append(Usings);
        CSharpCompilation runtime = Of([.. sources]).WithAssemblyName("AeGen.Ilgpu");
        using var stream = new MemoryStream();
        EmitResult result = runtime.Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
