using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>The same bits for every way to run the same kernels, and for the same seed.</summary>
public abstract class ReproducibilityTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const int InputSize = 100;

    // Several tiles and a bit, or little enough for a slow target.
    private static readonly int Batch = new TTarget().IsSlow ? 17 : 129;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string name in (ReadOnlySpan<string>)[CommonModels.Dense, CommonModels.Tied, CommonModels.RightInverse])
            {
                foreach (TestVariant variant in new TTarget().VariantsOf(CommonModels.Library.Declaration(name), CommonModels.Library.IndexOf(name)))
                {
                    cases.Add(name, variant.Name);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_way_to_run_gives_the_same_bits(string name, string variant)
    {
        float[] data = new Random(1).NextSingles(Batch * InputSize, -1, 1);
        IReadOnlyList<TestRun> runs = Target.Variants.Single(candidate => candidate.Name == variant).Runs;
        int[] expected = Run(name, runs[0], data);

        Assert.True(runs.Count > 1);
        Assert.All(runs.Skip(1), run => Assert.Equal(expected, Run(name, run, data)));
    }

    [Theory]
    [InlineData(CommonModels.Dense)]
    [InlineData(CommonModels.Tied)]
    [InlineData(CommonModels.RightInverse)]
    public void Equal_seeds_give_equal_weights_and_others_do_not(string name)
    {
        using ModelHandle first = Create(name, 5);
        using ModelHandle second = Create(name, 5);
        using ModelHandle third = Create(name, 6);

        Assert.Equal(ModelParameters.Of(first).Bits(), ModelParameters.Of(second).Bits());
        for (int i = 0; i < first.Layers.Count; i++)
        {
            if (first.Layers[i].Architecture.HasOwnWeights)
            {
                Assert.NotEqual(first.Layers[i].GetWeights(), third.Layers[i].GetWeights());
            }
        }
    }

    [Fact]
    public void A_model_does_not_depend_on_what_it_computed_before()
    {
        float[] data = new Random(2).NextSingles(Batch * InputSize, -1, 1);
        using ModelHandle fresh = Create(CommonModels.Dense, 5);
        using ModelHandle used = Create(CommonModels.Dense, 5);
        used.Evaluate(data);
        used.Reconstruct(data.AsSpan(0, 7 * InputSize), new float[7 * InputSize]);

        fresh.TrainStep(data.AsSpan(0, 13 * InputSize));
        used.TrainStep(data.AsSpan(0, 13 * InputSize));

        Assert.Equal(ModelParameters.Of(fresh).Bits(), ModelParameters.Of(used).Bits());
    }

    [Theory]
    [InlineData(CommonModels.Dense)]
    [InlineData(CommonModels.RightInverse)]
    public void A_batch_does_not_see_what_a_larger_one_left(string name)
    {
        float[] data = new Random(3).NextSingles(Batch * InputSize, -1, 1);
        using ModelHandle same = Create(name, 5);
        using ModelHandle anew = Create(name, 5);
        same.TrainStep(data.AsSpan(0, 16 * InputSize));
        anew.TrainStep(data.AsSpan(0, 16 * InputSize));

        // Another number of threads means new memory.
        anew.CpuOptions = new CpuOptions { Threads = 2, UseAllThreads = true };
        same.TrainStep(data.AsSpan(0, 13 * InputSize));
        anew.TrainStep(data.AsSpan(0, 13 * InputSize));

        Assert.Equal(ModelParameters.Of(anew).Bits(), ModelParameters.Of(same).Bits());
    }

    [Fact]
    public void A_sample_does_not_depend_on_its_batch()
    {
        float[] data = new Random(3).NextSingles(Batch * InputSize, -1, 1);
        using ModelHandle model = Create(CommonModels.Dense, 5);
        float[] together = new float[data.Length];
        model.Reconstruct(data, together);

        for (int sample = 0; sample < Batch; sample += 8)
        {
            float[] alone = new float[InputSize];
            model.Reconstruct(data.AsSpan(sample * InputSize, InputSize), alone);
            for (int i = 0; i < InputSize; i++)
            {
                Assert.Equal(together[(sample * InputSize) + i], alone[i], 1e-5f);
            }
        }
    }

    /// <summary>Everything that a model computes over some steps and epochs, as bits.</summary>
    private int[] Run(string name, TestRun run, float[] data)
    {
        using ModelHandle model = Create(name, 9);
        run.Apply(model);
        var results = new List<float>();
        for (int step = 0; step < (Target.IsSlow ? 1 : 4); step++)
        {
            results.Add(model.TrainStep(data));
        }

        TrainingHistory history = model.Fit(new(data, InputSize), new() { Epochs = Target.IsSlow ? 1 : 2, BatchSize = Batch * 2 / 5 });
        results.AddRange(history.Epochs.Select(epoch => (float)epoch.Loss));
        float[] output = new float[data.Length];
        model.Reconstruct(data, output);
        results.AddRange(output);
        results.Add((float)model.Evaluate(data));
        return [.. results.Select(BitConverter.SingleToInt32Bits), .. ModelParameters.Of(model).Bits()];
    }
}
