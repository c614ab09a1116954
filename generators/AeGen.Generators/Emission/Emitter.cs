using AeGen.Generators.Declaration;

namespace AeGen.Generators.Emission;

/// <summary>From a legal declaration to the files that implement it.</summary>
internal static class Emitter
{
    public static EquatableArray<SourceFile> Emit(ArchitectureSpec architecture)
    {
        _ = architecture;
        return new([]);
    }
}
