using AeGen.Generators.Declaration;
using AeGen.Generators.Layers;
using AeGen.Generators.Targets.Cpu;
using AeGen.Generators.Targets.Ilgpu;
using AeGen.Generators.Targets.Model;

namespace AeGen.Generators.Targets;

/// <summary>From a legal declaration to the files that implement it.</summary>
internal static class Emitter
{
    /// <summary>Writes an architecture's files.</summary>
    /// <param name="architecture">The declaration.</param>
    /// <param name="ilgpu">How ILGPU gets at kernels in the compilation.</param>
    public static EquatableArray<SourceFile> Emit(ArchitectureSpec architecture, KernelAccess ilgpu)
    {
        KernelPlan plan = Planner.Plan(architecture);
        List<SourceFile> files = [ModelEmitter.Emit(plan), CpuEmitter.Emit(plan)];
        if (ilgpu != KernelAccess.None)
        {
            files.Add(IlgpuEmitter.Emit(plan, ilgpu));
        }

        return new(files);
    }
}
