using System.Numerics;
using AeGen.Vectors;

namespace AeGen;

/// <summary>y = A x + a: what layers without activations come to, one after the other. It does not change with the model that it comes from.</summary>
/// <remarks>Any number of threads may use it at once. Other programs can take <see cref="Matrix"/> and <see cref="Bias"/> as they are.</remarks>
public sealed class LinearMap
{
    private readonly float[] matrix;
    private readonly float[] bias;

    private LinearMap(int inputs, int outputs, float[] matrix, float[] bias)
    {
        Inputs = inputs;
        Outputs = outputs;
        this.matrix = matrix;
        this.bias = bias;
    }

    /// <summary>Number of features of x.</summary>
    public int Inputs { get; }

    /// <summary>Number of features of y.</summary>
    public int Outputs { get; }

    /// <summary>A, [<see cref="Outputs"/>, <see cref="Inputs"/>], row-major.</summary>
    public ReadOnlyMemory<float> Matrix => matrix;

    /// <summary>a, [<see cref="Outputs"/>]; zeros where no layer has biases.</summary>
    public ReadOnlyMemory<float> Bias => bias;

    /// <summary>Computes y of every x, on the calling thread, without allocating.</summary>
    /// <param name="input">The x, [batch, <see cref="Inputs"/>].</param>
    /// <param name="output">Receives the y, [batch, <see cref="Outputs"/>].</param>
    /// <exception cref="ArgumentException">A length is no whole batch or the two differ, or the spans overlap.</exception>
    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        if (input.Length == 0 || input.Length % Inputs != 0 || output.Length != (long)(input.Length / Inputs) * Outputs)
        {
            throw new ArgumentException(
                $"The lengths are {input.Length} and {output.Length}; a batch, at least one, takes {Inputs} numbers a sample and gives {Outputs}.", nameof(output));
        }

        if (input.Overlaps(output))
        {
            throw new ArgumentException("The output overlaps the input, which is still read while it is written.", nameof(output));
        }

        for (int from = 0, to = 0; from < input.Length; from += Inputs, to += Outputs)
        {
            ReadOnlySpan<float> x = input.Slice(from, Inputs);
            for (int row = 0; row < Outputs; row++)
            {
                output[to + row] = Dot(matrix.AsSpan(row * Inputs, Inputs), x) + bias[row];
            }
        }
    }

    /// <summary>This map and then another one, as one map: of an encoder and its decoder the reconstruction.</summary>
    /// <param name="next">The second map; it takes as many features as this one gives.</param>
    /// <exception cref="ArgumentException">It takes another number.</exception>
    public LinearMap Then(LinearMap next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.Inputs != Outputs)
        {
            throw new ArgumentException($"The second map takes {next.Inputs} features and the first gives {Outputs}.", nameof(next));
        }

        double[] together = DoubleVectors.Widen(matrix), offset = DoubleVectors.Widen(bias);
        Append(ref together, ref offset, next.matrix, next.bias, Inputs);
        return new LinearMap(Inputs, next.Outputs, DoubleVectors.Round(together), DoubleVectors.Round(offset));
    }

    /// <summary>Layers without activations, multiplied in double precision and rounded once.</summary>
    internal static LinearMap Of(IReadOnlyList<LayerParameters> layers)
    {
        int inputs = layers[0].Architecture.Inputs;
        (float[] weights, float[] biases) = Of(layers[0]);
        double[] together = DoubleVectors.Widen(weights), offset = DoubleVectors.Widen(biases);
        foreach (LayerParameters layer in layers.Skip(1))
        {
            (weights, biases) = Of(layer);
            Append(ref together, ref offset, weights, biases, inputs);
        }

        return new LinearMap(inputs, layers[^1].Architecture.Outputs, DoubleVectors.Round(together), DoubleVectors.Round(offset));
    }

    private static (float[] Weights, float[] Biases) Of(LayerParameters layer)
    {
        var parameters = InferenceParameters.Of(layer);
        return (parameters.Weights, parameters.Biases ?? new float[layer.Architecture.Outputs]);
    }

    /// <summary>B (A x + a) + b = (B A) x + (B a + b).</summary>
    private static void Append(ref double[] matrix, ref double[] bias, float[] nextMatrix, float[] nextBias, int inputs)
    {
        int terms = bias.Length;
        double[] product = new double[checked(nextBias.Length * inputs)], sums = DoubleVectors.Widen(nextBias);
        for (int row = 0; row < sums.Length; row++)
        {
            for (int term = 0; term < terms; term++)
            {
                double factor = nextMatrix[(row * terms) + term];
                DoubleVectors.AddScaled(product.AsSpan(row * inputs, inputs), factor, matrix.AsSpan(term * inputs, inputs));
                sums[row] += factor * bias[term];
            }
        }

        (matrix, bias) = (product, sums);
    }

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= left.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            sums += new Vector<float>(left[i..]) * new Vector<float>(right[i..]);
        }

        float sum = Vector.Sum(sums);
        for (; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
