using AeGen.Lab.Models;
using MathNet.Numerics.Random;

namespace AeGen.Lab.Theory.Linear;

/// <summary>The right inverse gives back what the code holds, and leaves what it cannot hold.</summary>
/// <remarks>
/// V = Wᵀ(WWᵀ)⁻¹, so that W V = I; x = Wᵀa in the row space comes back, V W Wᵀ a = Wᵀ a; and W (x - V W x) = 0 for every x. Codes and reconstructions are those of
/// the compiled model.
/// </remarks>
internal sealed class RightInverseIdentities : TheoryExperiment
{
    private const double Bound = 1e-5;
    private const int Samples = 64;

    public override string Name => "right-inverse";

    public override string Title => "The right inverse gives back the component in the row space of W, and nothing else";

    public override bool IsLinear => true;

    public override Evidence Run(TheoryContext context)
    {
        ulong[] seeds = context.Seeds(3, 20);
        Errors[] errors = context.Each(Name, seeds, Measure);
        string text = TheoryContext.Text(seeds), bound = $"0 to rounding, below {Numbers.Text(Bound)}";
        Finding Of(string claim, Func<Errors, double> error) =>
            new(claim, bound, $"{Numbers.Text(errors.Max(error))} at most", errors.Max(error) < Bound, text);
        return new Evidence(
            "64-8-64 without biases, W of independent normal numbers; the codes and reconstructions of the compiled model, relative to the largest number.",
            [
                Of("W V = I: a code that is decoded and encoded is the same", error => error.Code),
                Of("V W x = x for x in the row space of W", error => error.RowSpace),
                Of("W (x - V W x) = 0 for every x: the remainder is orthogonal to the row space", error => error.Remainder),
            ],
            []);
    }

    private static Errors Measure(ulong seed)
    {
        using RightInverseMap64To8 model = RightInverseMap64To8.Create(seed);
        (int n, int k) = (RightInverseMap64To8.Architecture.InputSize, RightInverseMap64To8.Architecture.CodeSize);
        RandomSource source = Numbers.Source(seed);
        float[] weights = source.Normal(k * n);
        model.Layers[0].SetWeights(weights);

        float[] codes = source.Normal(Samples * k), decoded = new float[Samples * n], back = new float[codes.Length];
        model.Decode(codes, decoded);
        model.Encode(decoded, back);

        float[] samples = InRowSpace(weights, codes, k, n), reconstructed = new float[samples.Length];
        model.Reconstruct(samples, reconstructed);

        float[] any = source.Normal(Samples * n), remainder = new float[any.Length], zeros = new float[codes.Length], anyCodes = new float[codes.Length];
        model.Reconstruct(any, remainder);
        for (int i = 0; i < any.Length; i++)
        {
            remainder[i] = any[i] - remainder[i];
        }

        model.Encode(any, anyCodes);
        model.Encode(remainder, zeros);
        double largest = anyCodes.Max(Math.Abs);
        return new Errors(
            Numbers.RelativeDifference(codes, back), Numbers.RelativeDifference(samples, reconstructed), zeros.Max(value => Math.Abs((double)value)) / largest);
    }

    /// <summary>Wᵀ a for each row a.</summary>
    private static float[] InRowSpace(float[] weights, float[] coordinates, int k, int n)
    {
        float[] samples = new float[coordinates.Length / k * n];
        for (int i = 0; i < samples.Length; i++)
        {
            double sum = 0;
            for (int row = 0; row < k; row++)
            {
                sum += (double)coordinates[(i / n * k) + row] * weights[(row * n) + (i % n)];
            }

            samples[i] = (float)sum;
        }

        return samples;
    }

    private sealed record Errors(double Code, double RowSpace, double Remainder);
}
