using AeGen.Testing.Harness;

namespace AeGen.Tests.Harness;

/// <summary>The CPU, with every vector width and several numbers of threads.</summary>
public sealed class CpuTarget : TestTarget
{
    public override IReadOnlyList<TestVariant> Variants { get; } = [Width(128), Width(256), Width(512)];

    private static TestVariant Width(int bits) => new(
        $"{bits} bits",
        [
            new("1 thread", model => model.CpuOptions = new() { VectorBits = bits, Threads = 1 }),
            new("2 threads", model => model.CpuOptions = new() { VectorBits = bits, Threads = 2, UseAllThreads = true }),
            new("3 threads", model => model.CpuOptions = new() { VectorBits = bits, Threads = 3, UseAllThreads = true }),
            new("threads as the work asks for", model => model.CpuOptions = new() { VectorBits = bits, Threads = 0 }),
        ]);
}
