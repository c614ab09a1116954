using BenchmarkDotNet.Attributes;

namespace AeGen.Bench.Kernels;

/// <summary>The emitted kernels one by one: each phase, forward, backward, the update, and the whole step.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class KernelBenchmarks
{
    private IDisposable? memory;
    private Action run = () => { };

    /// <summary>All cases.</summary>
    public static IEnumerable<KernelCase> Cases => KernelCase.All;

    /// <summary>The case.</summary>
    [ParamsSource(nameof(Cases))]
    public KernelCase Case { get; set; } = null!;

    /// <summary>Makes the network and its batch.</summary>
    [GlobalSetup]
    public void Open() => memory = Case.Open(out run);

    /// <summary>Frees them.</summary>
    [GlobalCleanup]
    public void Close() => memory?.Dispose();

    /// <summary>Runs the part once.</summary>
    [Benchmark]
    public void Run() => run();
}
