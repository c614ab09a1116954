namespace AeGen.Runtime;

/// <summary>Draws a layer's weights.</summary>
internal static class WeightInitialization
{
    /// <summary>Draws W, [outputs, inputs] row-major.</summary>
    public static void Draw(LayerArchitecture layer, CounterRandom random, Span<float> weights)
    {
        double inputs = layer.Inputs, outputs = layer.Outputs;
        switch (layer.Initializer)
        {
            case Initializer.GlorotUniform: Uniform(Math.Sqrt(6 / (inputs + outputs)), random, weights); break;
            case Initializer.GlorotNormal: Normal(Math.Sqrt(2 / (inputs + outputs)), random, weights); break;
            case Initializer.HeUniform: Uniform(Math.Sqrt(6 / inputs), random, weights); break;
            case Initializer.HeNormal: Normal(Math.Sqrt(2 / inputs), random, weights); break;
            case Initializer.LeCunUniform: Uniform(Math.Sqrt(3 / inputs), random, weights); break;
            case Initializer.LeCunNormal: Normal(Math.Sqrt(1 / inputs), random, weights); break;
            case Initializer.Orthogonal: Orthogonal(layer.Inputs, layer.Outputs, random, weights); break;
            default: throw new ArgumentOutOfRangeException(nameof(layer), layer.Initializer, "The initializer is not one of those there are.");
        }
    }

    private static void Uniform(double bound, CounterRandom random, Span<float> weights)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(bound * ((2 * random.Uniform((ulong)i)) - 1));
        }
    }

    private static void Normal(double deviation, CounterRandom random, Span<float> weights)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(deviation * random.Normal((ulong)i));
        }
    }

    /// <summary>Orthonormalises normally distributed vectors of the longer side by Gram and Schmidt's procedure, each vector twice.</summary>
    private static void Orthogonal(int inputs, int outputs, CounterRandom random, Span<float> weights)
    {
        int count = Math.Min(inputs, outputs), length = Math.Max(inputs, outputs);
        double[][] vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            double[] vector = new double[length];
            for (int j = 0; j < length; j++)
            {
                vector[j] = random.Normal(((ulong)i * (ulong)length) + (ulong)j);
            }

            for (int pass = 0; pass < 2; pass++)
            {
                for (int k = 0; k < i; k++)
                {
                    double overlap = Dot(vector, vectors[k]);
                    for (int j = 0; j < length; j++)
                    {
                        vector[j] -= overlap * vectors[k][j];
                    }
                }
            }

            double norm = Math.Sqrt(Dot(vector, vector));
            for (int j = 0; j < length; j++)
            {
                vector[j] /= norm;
            }

            vectors[i] = vector;
        }

        for (int output = 0; output < outputs; output++)
        {
            for (int input = 0; input < inputs; input++)
            {
                weights[(output * inputs) + input] = (float)(outputs <= inputs ? vectors[output][input] : vectors[input][output]);
            }
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
