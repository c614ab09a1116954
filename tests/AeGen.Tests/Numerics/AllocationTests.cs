using System.Diagnostics;
using AeGen.Testing.Harness;
using AeGen.Testing.Reference;
using AeGen.Tests.Harness;

namespace AeGen.Tests.Numerics;

/// <summary>No step allocates, on any thread.</summary>
[Collection(Alone.Name)]
public sealed class AllocationTests
{
    private const int InputSize = 100;
    private const int CodeSize = 33;
    private const int Batch = 129;

    [Theory]
    [InlineData(CommonModels.Dense, 1)]
    [InlineData(CommonModels.Dense, 2)]
    [InlineData(CommonModels.Tied, 1)]
    [InlineData(CommonModels.Tied, 2)]
    [InlineData(CommonModels.RightInverse, 1)]
    [InlineData(CommonModels.RightInverse, 2)]
    public void Nothing_is_allocated_in_a_step(string name, int threads)
    {
        using ModelHandle model = CommonModels.Library.Create(name, 1);
        model.CpuOptions = new() { Threads = threads, UseAllThreads = true };
        float[] data = new Random(1).NextSingles(Batch * InputSize, -1, 1);
        float[] codes = new float[Batch * CodeSize];
        float[] output = new float[data.Length];

        AssertNone("TrainStep", () => model.TrainStep(data));
        AssertNone("Encode", () => model.Encode(data, codes));
        AssertNone("Decode", () => model.Decode(codes, output));
        AssertNone("Reconstruct", () => model.Reconstruct(data, output));
        AssertNone("Evaluate", () => model.Evaluate(data));

        // After the first call of a size, smaller batches need nothing either.
        AssertNone("TrainStep of a smaller batch", () => model.TrainStep(data.AsSpan(0, 7 * InputSize)));

        model.OptimizerSettings = new() { ClipNorm = 0.01f };
        AssertNone("TrainStep with a clipped norm", () => model.TrainStep(data));
    }

    private static void AssertNone(string what, Action call)
    {
        const int Calls = 8;
        TimeSpan patience = TimeSpan.FromSeconds(20);
        for (int i = 0; i < Calls; i++)
        {
            call();
        }

        // The test host writes down results meanwhile, on threads of its own, but does not go on for ever; a call that allocates does so every time.
        long onThisThread = long.MaxValue;
        long inTotal = long.MaxValue;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < patience && (onThisThread != 0 || inTotal != 0);)
        {
            long total = GC.GetTotalAllocatedBytes(precise: true);
            long own = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Calls; i++)
            {
                call();
            }

            onThisThread = Math.Min(onThisThread, GC.GetAllocatedBytesForCurrentThread() - own);
            inTotal = Math.Min(inTotal, GC.GetTotalAllocatedBytes(precise: true) - total);
        }

        Assert.True(onThisThread == 0, $"{what} allocates {onThisThread} bytes in {Calls} calls on the calling thread.");
        Assert.True(inTotal == 0, $"{what} allocates {inTotal} bytes in {Calls} calls on all threads.");
    }
}
