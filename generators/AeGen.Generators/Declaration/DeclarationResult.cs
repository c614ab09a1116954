using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>What was read from one declared class.</summary>
/// <param name="Architectures">The one architecture of a legal declaration; empty where there are mistakes, the generator's to name or C#'s.</param>
/// <param name="Diagnostics">The mistakes.</param>
/// <param name="Stubs">The one stub of a refused declaration; empty where C# could not take it.</param>
internal sealed record DeclarationResult(
    EquatableArray<ArchitectureSpec> Architectures, EquatableArray<DiagnosticInfo> Diagnostics, EquatableArray<StubSpec> Stubs)
{
    /// <summary>Nothing to generate and nothing to say, because C# itself already says what is wrong.</summary>
    public static DeclarationResult LeftToCSharp { get; } = new(new([]), new([]), new([]));
}
