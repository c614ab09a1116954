using System.Reflection;
using AeGen.Runtime.Ilgpu;
using ILGPU;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace AeGen.Bench.Ptx;

/// <summary>Compiles kernels to PTX for a GPU that need not be there.</summary>
internal static class PtxCompiler
{
    /// <summary>A network's kernels, but for those of tiles for devices whose groups have few threads.</summary>
    public static IReadOnlyList<PtxProgram> Compile(IlgpuPlan plan) => Compile(plan.Kernels
        .Select(kernel => (kernel.Kernel.Method, kernel.Threads))
        .Where(kernel => !kernel.Method.GetGenericArguments().Contains(typeof(TinyPatch))));

    public static IReadOnlyList<PtxProgram> Compile(IEnumerable<(MethodInfo Method, int Threads)> kernels)
    {
        using Context context = Context.Create(builder => IlgpuDevice.Configure(builder, IlgpuBackend.Cuda));
        using var backend = new PTXBackend(context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_80, null!);
        return
        [
            .. kernels.Select(kernel => new PtxProgram(
                NameOf(kernel.Method), ((PTXCompiledKernel)IlgpuDevice.Compile(backend, kernel.Method, kernel.Threads)).PTXAssembly)),
        ];
    }

    /// <summary>A kernel's name, with that of its tile where it has one, or with what tells the library's own from others.</summary>
    private static string NameOf(MethodInfo kernel) => kernel.DeclaringType == typeof(FusedKernels)
        ? $"Fused{kernel.Name}"
        : kernel.Name + string.Concat(kernel.GetGenericArguments().Select(tile => tile.Name.Replace("Patch", string.Empty, StringComparison.Ordinal)));
}
