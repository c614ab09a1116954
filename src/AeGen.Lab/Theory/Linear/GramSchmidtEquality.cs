using AeGen.Analysis;
using AeGen.Lab.Models;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Random;

namespace AeGen.Lab.Theory.Linear;

/// <summary>Gram-Schmidt makes the transpose do what the right inverse does, and recodings of the code change no reconstruction.</summary>
/// <remarks>
/// W = L Q with orthonormal rows in Q: V W = Wᵀ(WWᵀ)⁻¹W = QᵀQ. For W' = M W with an invertible M, [k, k], the code is z' = M z, and V' W' = V W.
/// </remarks>
internal sealed class GramSchmidtEquality : TheoryExperiment
{
    private const double Bound = 1e-5;

    public override string Name => "gram-schmidt";

    public override string Title => "The transpose of GramSchmidt(W) decodes as the right inverse of W does, and any recoding z' = M z reconstructs the same";

    public override bool IsLinear => true;

    public override Evidence Run(TheoryContext context)
    {
        ulong[] seeds = context.Seeds(3, 20);
        DataSet samples = context.Digits.Test;
        (double Tied, double Code, double Recoded)[] errors = context.Each(Name, seeds, seed => Measure(samples, seed));
        string text = TheoryContext.Text(seeds), bound = $"0 to rounding, below {Numbers.Text(Bound)}";
        Finding Of(string claim, double error) => new(claim, bound, $"{Numbers.Text(error)} at most", error < Bound, text);
        return new Evidence(
            "64-8-64 without biases on the test digits, W of independent normal numbers; differences of the compiled models' results, relative to the largest number.",
            [
                Of("the tied model of GramSchmidt(W) reconstructs as the right-inverse model of W", errors.Max(error => error.Tied)),
                Of("the codes of the right-inverse model of M W are M z", errors.Max(error => error.Code)),
                Of("its reconstructions are those of W", errors.Max(error => error.Recoded)),
            ],
            []);
    }

    private static (double Tied, double Code, double Recoded) Measure(DataSet samples, ulong seed)
    {
        (int n, int k) = (RightInverseMap64To8.Architecture.InputSize, RightInverseMap64To8.Architecture.CodeSize);
        RandomSource source = Numbers.Source(seed);
        float[] weights = source.Normal(k * n);

        // A change of coordinates that is not near a singular one: the identity and half of random numbers.
        Matrix<double> recoding = (LinearData.Matrix(source.Normal(k * k), k, k) * (0.5 / Math.Sqrt(k))) + Matrix<double>.Build.DenseIdentity(k);
        Matrix<double> recoded = recoding * LinearData.Matrix(weights, k, n);

        (float[] codes, float[] expected) = Use<RightInverseMap64To8>(weights, samples);
        (_, float[] tied) = Use<TiedMap64To8>(ToFloats(LqFactorization.Of(weights, k, n).Orthonormal.Span), samples);
        (float[] otherCodes, float[] other) = Use<RightInverseMap64To8>(ToFloats(recoded.ToRowMajorArray()), samples);

        float[] expectedCodes = ToFloats((LinearData.Matrix(codes, samples.Count, k) * recoding.Transpose()).ToRowMajorArray());
        return (
            Numbers.RelativeDifference(expected, tied), Numbers.RelativeDifference(expectedCodes, otherCodes), Numbers.RelativeDifference(expected, other));
    }

    private static (float[] Codes, float[] Reconstructions) Use<TModel>(float[] weights, DataSet samples)
        where TModel : class, IAutoencoder<TModel>
    {
        using TModel model = TModel.Create();
        model.Layers[0].SetWeights(weights);
        float[] codes = new float[samples.Count * TModel.Architecture.CodeSize], reconstructions = new float[samples.Samples.Length];
        model.Encode(samples.Samples.Span, codes);
        model.Reconstruct(samples.Samples.Span, reconstructions);
        return (codes, reconstructions);
    }

    private static float[] ToFloats(ReadOnlySpan<double> values)
    {
        float[] floats = new float[values.Length];
        for (int i = 0; i < floats.Length; i++)
        {
            floats[i] = (float)values[i];
        }

        return floats;
    }
}
