namespace AeGen.Tests.Examples;

/// <summary>What trained models are used for, as the README's table has it.</summary>
public sealed class UseExamples
{
    [Fact]
    public void Codes_and_reconstructions()
    {
        using InversePlane model = Trained();
        ReadOnlySpan<float> samples = ExampleData.Plane(10, seed: 3).Samples.Span;
        float[] codes = new float[10 * InversePlane.CodeSize], reconstructions = new float[samples.Length], decoded = new float[samples.Length];

        model.Encode(samples, codes);
        model.Decode(codes, decoded);
        model.Reconstruct(samples, reconstructions);

        for (int i = 0; i < samples.Length; i++)
        {
            Assert.Equal(samples[i], reconstructions[i], 0.1f);
            Assert.Equal(decoded[i], reconstructions[i], 1e-5f);
        }
    }

    [Fact]
    public void Anomalies_are_told_by_their_scores()
    {
        using InversePlane model = Trained();
        model.FitThreshold(ExampleData.Plane(500, seed: 4), contamination: 0.01);
        float[] usual = [.. ExampleData.Plane(1, seed: 5).Samples.Span], odd = [.. usual], errors = new float[16];
        odd[7] += 2;

        model.Contributions(odd, errors);

        Assert.False(model.IsAnomaly(usual));
        Assert.True(model.IsAnomaly(odd));
        Assert.Equal(7, Array.IndexOf(errors, errors.Max()));
    }

    [Fact]
    public void A_right_inverse_ships_as_a_transpose()
    {
        using InversePlane model = Trained();
        using TiedPlane tied = model.ToTied<TiedPlane>();
        using DensePlane free = model.ToDense<DensePlane>();
        ReadOnlySpan<float> samples = ExampleData.Plane(10, seed: 6).Samples.Span;
        float[] expected = new float[samples.Length], byTied = new float[samples.Length], byFree = new float[samples.Length];

        model.Reconstruct(samples, expected);
        tied.Reconstruct(samples, byTied);
        free.Reconstruct(samples, byFree);

        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], byTied[i], 1e-4f);
            Assert.Equal(expected[i], byFree[i], 1e-4f);
        }

        // A linear encoder and decoder are a matrix each.
        float[] code = new float[3], folded = new float[3];
        model.Encode(samples[..16], code);
        model.FoldEncoder().Apply(samples[..16], folded);
        Assert.Equal(code[0], folded[0], 1e-5f);
    }

    private static InversePlane Trained()
    {
        InversePlane model = InversePlane.Create(seed: 1);
        model.Fit(ExampleData.Plane(500), new FitOptions { Epochs = 60, BatchSize = 50, LearningRate = 0.01f });
        return model;
    }
}
