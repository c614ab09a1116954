using AeGen.Generators.Declaration;
using AeGen.Generators.Emission.Cpu;
using AeGen.Generators.Emission.Model;
using AeGen.Generators.Planning;

namespace AeGen.Generators.Emission;

/// <summary>From a legal declaration to the files that implement it.</summary>
internal static class Emitter
{
    public static EquatableArray<SourceFile> Emit(ArchitectureSpec architecture) =>
        new([ModelEmitter.Emit(architecture), CpuEmitter.Emit(Planner.Plan(architecture))]);
}
