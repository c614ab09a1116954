using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>What the reference says of the gradient by one tensor: single elements, and the sum of all under random signs.</summary>
internal sealed class ExpectedGradient
{
    private readonly (int Index, double Value)[] elements;
    private readonly double[] signs;
    private readonly double signedSum;

    public ExpectedGradient(ReferenceNetwork network, ParameterTensor tensor, int samples, ReadOnlySpan<float> data, Random random)
    {
        Tensor = tensor;
        int[] indices = [.. Enumerable.Range(0, Math.Max(0, samples - 2)).Select(_ => random.Next(tensor.Values.Length)).Append(0)
            .Append(tensor.Values.Length - 1).Distinct()];
        elements = new (int, double)[indices.Length];
        for (int i = 0; i < indices.Length; i++)
        {
            elements[i] = (indices[i], network.Derivative(tensor, indices[i], data));
        }

        signs = [.. tensor.Values.Select(_ => random.Next(2) == 0 ? -1.0 : 1.0)];
        signedSum = network.Derivative(tensor, signs, data);
        Scale = Math.Max(elements.Max(element => Math.Abs(element.Value)), Math.Abs(signedSum) / tensor.Values.Length);
    }

    public ParameterTensor Tensor { get; }

    /// <summary>The largest element seen.</summary>
    public double Scale { get; }

    /// <summary>Says how a measured gradient differs, or nothing.</summary>
    /// <param name="measured">The gradient by all of the tensor's numbers.</param>
    /// <param name="tolerance">What one element may differ by.</param>
    public IEnumerable<string> Differences(double[] measured, double tolerance)
    {
        foreach ((int index, double expected) in elements)
        {
            if (!(Math.Abs(measured[index] - expected) <= tolerance))
            {
                yield return $"gradient by {Tensor}[{index}] of {measured.Length}: {measured[index]:R}, expected {expected:R}, tolerance {tolerance:E1}";
            }
        }

        // Errors of the elements are independent, so their signed sum grows with the root of their number.
        double sum = measured.Zip(signs, (value, sign) => value * sign).Sum();
        double allowed = 2 * tolerance * Math.Sqrt(measured.Length);
        if (!(Math.Abs(sum - signedSum) <= allowed))
        {
            yield return $"signed sum of the gradient by {Tensor}: {sum:R}, expected {signedSum:R}, tolerance {allowed:E1}";
        }
    }
}
