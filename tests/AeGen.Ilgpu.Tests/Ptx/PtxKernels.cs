using System.Collections.Concurrent;
using System.Reflection;
using AeGen.Runtime;
using AeGen.Runtime.Ilgpu;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;

namespace AeGen.Ilgpu.Tests.Ptx;

/// <summary>Kernels as PTX for a GPU that need not be there, each network's compiled once.</summary>
internal static class PtxKernels
{
    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<PtxProgram>>> Compiled = new();

    /// <summary>The generated kernels of a network of the benchmarks.</summary>
    public static IReadOnlyList<PtxProgram> Of(string network) =>
        Compiled.GetOrAdd(network, name => new(() => Compile(PlanOf(name).Kernels.Select(kernel => kernel.Method)))).Value;

    /// <summary>The kernels that all networks share.</summary>
    public static IReadOnlyList<PtxProgram> Fixed() =>
        Compiled.GetOrAdd(string.Empty, _ => new(() => Compile(new[] { typeof(BatchKernels), typeof(RightInverseKernels) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))))).Value;

    public static IlgpuPlan PlanOf(string network) => network switch
    {
        nameof(Circle) => PlanOf<Circle>(),
        nameof(Small) => PlanOf<Small>(),
        nameof(Digits) => PlanOf<Digits>(),
        nameof(Fashion) => PlanOf<Fashion>(),
        nameof(Deep) => PlanOf<Deep>(),
        nameof(LinearTied) => PlanOf<LinearTied>(),
        nameof(LinearRightInverse) => PlanOf<LinearRightInverse>(),
        _ => throw new ArgumentOutOfRangeException(nameof(network), network, null),
    };

    private static IlgpuPlan PlanOf<T>()
        where T : class, ICompiledAutoencoder<T> => Assert.IsType<IlgpuPlan>(T.DeviceKernels);

    private static List<PtxProgram> Compile(IEnumerable<MethodInfo> kernels)
    {
        using Context context = Context.Create(builder => IlgpuDevice.Configure(builder, IlgpuBackend.Cuda));
        using var backend = new PTXBackend(context, CudaArchitecture.SM_90, CudaInstructionSet.ISA_80, null!);
        return
        [
            .. kernels.Select(kernel => new PtxProgram(
                NameOf(kernel), ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), default)).PTXAssembly)),
        ];
    }

    /// <summary>A kernel's name, with that of its tile where it has one, or with what tells the library's own from others.</summary>
    private static string NameOf(MethodInfo kernel) => kernel.DeclaringType == typeof(FusedKernels)
        ? $"Fused{kernel.Name}"
        : kernel.Name + string.Concat(kernel.GetGenericArguments().Select(tile => tile.Name.Replace("Patch", string.Empty, StringComparison.Ordinal)));
}
