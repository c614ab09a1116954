using System.Collections.Concurrent;
using System.Reflection;
using AeGen.Bench.Ptx;
using AeGen.Runtime;
using AeGen.Runtime.Ilgpu;

namespace AeGen.Ilgpu.Tests.Ptx;

/// <summary>Kernels as PTX for a GPU that need not be there, each network's compiled once.</summary>
internal static class PtxKernels
{
    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<PtxProgram>>> Compiled = new();

    /// <summary>The generated kernels of a network of the benchmarks, as far as a GPU runs them.</summary>
    public static IReadOnlyList<PtxProgram> Of(string network) =>
        Compiled.GetOrAdd(network, name => new(() => PtxCompiler.Compile(PlanOf(name)))).Value;

    /// <summary>The kernels that all networks share.</summary>
    public static IReadOnlyList<PtxProgram> Fixed() =>
        Compiled.GetOrAdd(string.Empty, _ => new(() => PtxCompiler.Compile(new[] { typeof(BatchKernels), typeof(RightInverseKernels) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Select(kernel => (kernel, IlgpuDevice.ElementThreads))))).Value;

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
}
