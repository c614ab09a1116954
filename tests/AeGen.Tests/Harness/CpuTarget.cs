using AeGen.Lab.Devices;
using AeGen.Testing.Harness;

namespace AeGen.Tests.Harness;

/// <summary>The CPU, with every width of its vectors and several numbers of threads.</summary>
public sealed class CpuTarget : TestTarget
{
    private static readonly int[] Widths = [128, 256, 512];

    public override IReadOnlyList<TestVariant> Variants { get; } = [.. Widths.Where(bits => bits <= Processor.VectorBits).Select(Width)];

    private static TestVariant Width(int bits) => new(
        $"{bits} bits",
        [
            new("1 thread", model => model.CpuOptions = new() { VectorBits = bits, Threads = 1 }),
            new("2 threads", model => model.CpuOptions = new() { VectorBits = bits, Threads = 2, UseAllThreads = true }),
            new("3 threads", model => model.CpuOptions = new() { VectorBits = bits, Threads = 3, UseAllThreads = true }),
            new("threads as the work asks for", model => model.CpuOptions = new() { VectorBits = bits, Threads = 0 }),
        ]);
}
