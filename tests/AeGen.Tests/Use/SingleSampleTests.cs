using AeGen.Lab.Devices;
using AeGen.Testing.Harness;
using AeGen.Testing.Reference;
using AeGen.Tests.Harness;

namespace AeGen.Tests.Use;

/// <summary>One sample at a time, as a service scores them: nothing is allocated, and any number of threads may ask at once.</summary>
[Collection(Alone.Name)]
public sealed class SingleSampleTests
{
    private const int N = 100;
    private const int K = 33;

    public static TheoryData<string> Names => [CommonModels.Dense, CommonModels.Tied, CommonModels.RightInverse];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated_for_a_sample(string name)
    {
        using ModelHandle model = CommonModels.Library.Create(name, 1);
        model.Threshold = 0.5;
        float[] sample = new Random(1).NextSingles(N, -1, 1), codes = new float[K], output = new float[N], score = new float[1];
        bool[] flag = new bool[1];

        AssertNone("Encode", () => model.Encode(sample, codes));
        AssertNone("Decode", () => model.Decode(codes, output));
        AssertNone("Reconstruct", () => model.Reconstruct(sample, output));
        AssertNone("Score", () => model.Score(sample, score));
        AssertNone("Contributions", () => model.Contributions(sample, output));
        AssertNone("IsAnomaly", () => model.IsAnomaly(sample));
        AssertNone("IsAnomaly of a batch", () => model.IsAnomaly(sample, flag));
    }

    [Fact]
    public void Nothing_is_allocated_for_the_scores_of_a_batch()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Tied, 1);
        model.CpuOptions = new() { Threads = 2, UseAllThreads = true };
        float[] data = new Random(1).NextSingles(1000 * N, -1, 1), scores = new float[1000], contributions = new float[data.Length];

        AssertNone("Score", () => model.Score(data, scores));
        AssertNone("Contributions", () => model.Contributions(data, contributions));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Eight_threads_get_the_bits_that_one_gets(string name)
    {
        const int Threads = 8;
        const int Samples = 40;
        float[] data = new Random(2).NextSingles(Samples * N, -1, 1);
        using ModelHandle alone = CommonModels.Library.Create(name, 7);
        float[] expected = All(alone, data, 0);

        // A model of its own, whose right inverses no call has derived yet: the threads meet there too.
        using ModelHandle model = CommonModels.Library.Create(name, 7);
        using var start = new Barrier(Threads);
        float[][] found = new float[Threads][];
        Thread[] threads =
        [
            .. Enumerable.Range(0, Threads).Select(index => new Thread(() =>
            {
                start.SignalAndWait();
                found[index] = All(model, data, index);
            })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.All(found, results => Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), results.Select(BitConverter.SingleToInt32Bits)));
    }

    [Theory]
    [InlineData("BentDense")]
    [InlineData("BentTied")]
    [InlineData("ChainDense")]
    [InlineData("OneRightInverse")]
    public void A_sample_gets_the_same_bits_alone_and_in_a_batch(string name)
    {
        const int Samples = 41;
        int size = UseModels.InputSize;
        float[] data = new Random(3).NextSingles(Samples * size, -1, 1), alone = new float[data.Length];
        using ModelHandle model = UseModels.Library.Create(name, 7);
        for (int bits = Processor.VectorBits; bits >= 128; bits /= 2)
        {
            model.CpuOptions = new() { VectorBits = bits };
            AssertSame();
        }

        void AssertSame()
        {
            for (int sample = 0; sample < Samples; sample++)
            {
                model.Reconstruct(data.AsSpan(sample * size, size), alone.AsSpan(sample * size, size));
            }

            for (int count = 2; count <= Samples; count++)
            {
                float[] together = new float[count * size];
                model.Reconstruct(data.AsSpan(0, together.Length), together);
                Assert.Equal(alone.Take(together.Length).Select(BitConverter.SingleToInt32Bits), together.Select(BitConverter.SingleToInt32Bits));
            }
        }
    }

    /// <summary>Codes, reconstructions and scores of all samples, one by one, beginning anywhere.</summary>
    private static float[] All(ModelHandle model, float[] data, int first)
    {
        int samples = data.Length / N;
        float[] results = new float[samples * (K + N + 1)];
        for (int i = 0; i < samples; i++)
        {
            int index = (first + i) % samples;
            ReadOnlySpan<float> sample = data.AsSpan(index * N, N);
            Span<float> result = results.AsSpan(index * (K + N + 1), K + N + 1);
            model.Encode(sample, result[..K]);
            model.Reconstruct(sample, result.Slice(K, N));
            model.Score(sample, result[(K + N)..]);
        }

        return results;
    }

    private static void AssertNone(string what, Action call)
    {
        const int Calls = 16;
        for (int i = 0; i < Calls; i++)
        {
            call();
        }

        // Optimising a method while it runs may allocate on this thread, but not in every attempt.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 10; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Calls; i++)
            {
                call();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(least == 0, $"{what} allocates {least} bytes in {Calls} calls.");
    }
}
