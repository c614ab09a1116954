using System.Numerics;

namespace AeGen.Bench.Peers;

/// <summary>
/// A network as one writes it down without a library: loops over samples, outputs and inputs. In single precision it is a peer; in double
/// precision it is the reference that all sides are checked against. It shares no code with the kernels.
/// </summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
internal sealed class PlainNetwork<T>
    where T : struct, IBinaryFloatingPointIeee754<T>
{
    private readonly Architecture architecture;
    private readonly Layer[] layers;
    private readonly OptimizerSettings settings;
    private int steps;

    /// <summary>Takes over the parameters of a model.</summary>
    public PlainNetwork(Architecture architecture, LayerCollection parameters, OptimizerSettings settings)
    {
        this.architecture = architecture;
        this.settings = settings;
        layers = [.. parameters.Select(layer => new Layer(layer))];
        foreach (Layer layer in layers)
        {
            if (layer.Function is not (Activation.Identity or Activation.Relu or Activation.Tanh))
            {
                throw new NotSupportedException($"The plain network has no {layer.Function}.");
            }
        }
    }

    /// <summary>The reconstruction of each sample.</summary>
    public void Reconstruct(ReadOnlySpan<T> samples, Span<T> reconstructions)
    {
        Derive();
        int size = architecture.InputSize;
        for (int start = 0; start < samples.Length; start += size)
        {
            Forward(samples.Slice(start, size)).CopyTo(reconstructions.Slice(start, size));
        }
    }

    /// <summary>One step of Adam on the mean squared error; returns the loss before it.</summary>
    public T TrainStep(ReadOnlySpan<T> samples)
    {
        Derive();
        int size = architecture.InputSize;
        T loss = T.Zero, scale = T.CreateChecked(2.0 / samples.Length);
        foreach (Layer layer in layers)
        {
            Array.Clear(layer.WeightGradient);
            Array.Clear(layer.BiasGradient);
        }

        for (int start = 0; start < samples.Length; start += size)
        {
            ReadOnlySpan<T> target = samples.Slice(start, size), output = Forward(target);
            Span<T> signal = layers[^1].Signal;
            for (int i = 0; i < size; i++)
            {
                T difference = output[i] - target[i];
                loss += difference * difference;
                signal[i] = scale * difference;
            }

            Backward(target);
        }

        Fold();
        steps++;
        foreach (Layer layer in layers)
        {
            if (layer.OwnsWeights)
            {
                Adam(layer.Weights, layer.WeightGradient, layer.WeightFirst, layer.WeightSecond);
            }

            Adam(layer.Biases, layer.BiasGradient, layer.BiasFirst, layer.BiasSecond);
        }

        return loss / T.CreateChecked(samples.Length);
    }

    private ReadOnlySpan<T> Forward(ReadOnlySpan<T> sample)
    {
        ReadOnlySpan<T> input = sample;
        foreach (Layer layer in layers)
        {
            ReadOnlySpan<T> weights = layer.Weights;
            Span<T> output = layer.Output;
            for (int o = 0; o < layer.Outputs; o++)
            {
                ReadOnlySpan<T> row = weights.Slice(o * layer.Inputs, layer.Inputs);
                T sum = layer.Biases[o];
                for (int i = 0; i < row.Length; i++)
                {
                    sum += row[i] * input[i];
                }

                output[o] = layer.Function switch
                {
                    Activation.Relu => T.Max(sum, T.Zero),
                    Activation.Tanh => T.Tanh(sum),
                    _ => sum,
                };
            }

            input = output;
        }

        return input;
    }

    /// <summary>From the signal of the last layer, the gradient in its pre-activations, to all gradients.</summary>
    private void Backward(ReadOnlySpan<T> sample)
    {
        for (int index = layers.Length - 1; index >= 0; index--)
        {
            Layer layer = layers[index];
            ReadOnlySpan<T> input = index == 0 ? sample : layers[index - 1].Output;
            Span<T> before = index == 0 ? [] : layers[index - 1].Signal;
            before.Clear();
            for (int o = 0; o < layer.Outputs; o++)
            {
                T signal = layer.Signal[o];
                ReadOnlySpan<T> row = layer.Weights.AsSpan(o * layer.Inputs, layer.Inputs);
                Span<T> gradient = layer.WeightGradient.AsSpan(o * layer.Inputs, layer.Inputs);
                layer.BiasGradient[o] += signal;
                for (int i = 0; i < gradient.Length; i++)
                {
                    gradient[i] += signal * input[i];
                }

                for (int i = 0; i < before.Length; i++)
                {
                    before[i] += signal * row[i];
                }
            }

            for (int i = 0; i < before.Length; i++)
            {
                T y = input[i];
                before[i] *= layers[index - 1].Function switch
                {
                    Activation.Relu => y > T.Zero ? T.One : T.Zero,
                    Activation.Tanh => T.One - (y * y),
                    _ => T.One,
                };
            }
        }
    }

    /// <summary>Makes the decoder's weights from the encoder's.</summary>
    private void Derive()
    {
        foreach ((Layer encoder, Layer decoder) in Pairs())
        {
            T[] matrix = architecture.DecoderKind == DecoderKind.Tied ? encoder.Weights : Inverse(encoder).Dual;
            Transpose(matrix, encoder.Outputs, encoder.Inputs, decoder.Weights);
        }
    }

    /// <summary>Adds the gradients in the decoder's weights to those in the encoder's.</summary>
    /// <remarks>
    /// With S = (WWᵀ)⁻¹, D = SW and G the loss's gradient in D: dD = S dW - S (dW Wᵀ + W dWᵀ) D, so that the gradient in W is SG - S G Dᵀ W - D Gᵀ D.
    /// </remarks>
    private void Fold()
    {
        foreach ((Layer encoder, Layer decoder) in Pairs())
        {
            int k = encoder.Outputs, n = encoder.Inputs;
            T[] gradient = new T[k * n];
            Transpose(decoder.WeightGradient, n, k, gradient);
            if (architecture.DecoderKind == DecoderKind.Tied)
            {
                Add(encoder.WeightGradient, gradient, T.One);
                continue;
            }

            (T[] weighting, T[] dual) = Inverse(encoder);
            T[] weighed = Multiply(weighting, gradient, k, k, n), cross = MultiplyByTransposed(gradient, dual, k, n);
            T[] crossTransposed = new T[k * k];
            Transpose(cross, k, k, crossTransposed);
            Add(encoder.WeightGradient, weighed, T.One);
            Add(encoder.WeightGradient, Multiply(Multiply(weighting, cross, k, k, k), encoder.Weights, k, k, n), -T.One);
            Add(encoder.WeightGradient, Multiply(crossTransposed, dual, k, k, n), -T.One);
        }
    }

    private IEnumerable<(Layer Encoder, Layer Decoder)> Pairs() =>
        layers[(layers.Length / 2)..].Where(layer => !layer.OwnsWeights).Select((decoder, index) => (layers[(layers.Length / 2) - 1 - index], decoder));

    /// <summary>S = (WWᵀ)⁻¹ by elimination, and D = SW.</summary>
    private static (T[] Weighting, T[] Dual) Inverse(Layer layer)
    {
        int k = layer.Outputs;
        T[] gram = MultiplyByTransposed(layer.Weights, layer.Weights, k, layer.Inputs), inverse = new T[k * k];
        for (int i = 0; i < k; i++)
        {
            inverse[(i * k) + i] = T.One;
        }

        // The Gram matrix is positive definite: no exchange of rows is needed.
        for (int p = 0; p < k; p++)
        {
            T pivot = T.One / gram[(p * k) + p];
            for (int r = 0; r < k; r++)
            {
                T factor = gram[(r * k) + p] * pivot;
                for (int c = 0; c < k && r != p; c++)
                {
                    gram[(r * k) + c] -= factor * gram[(p * k) + c];
                    inverse[(r * k) + c] -= factor * inverse[(p * k) + c];
                }
            }

            for (int c = 0; c < k; c++)
            {
                gram[(p * k) + c] *= pivot;
                inverse[(p * k) + c] *= pivot;
            }
        }

        return (inverse, Multiply(inverse, layer.Weights, k, k, layer.Inputs));
    }

    private static T[] Multiply(T[] left, T[] right, int rows, int terms, int columns)
    {
        T[] product = new T[rows * columns];
        for (int r = 0; r < rows; r++)
        {
            for (int term = 0; term < terms; term++)
            {
                T factor = left[(r * terms) + term];
                for (int c = 0; c < columns; c++)
                {
                    product[(r * columns) + c] += factor * right[(term * columns) + c];
                }
            }
        }

        return product;
    }

    /// <summary>A Bᵀ, both [rows, columns].</summary>
    private static T[] MultiplyByTransposed(T[] left, T[] right, int rows, int columns)
    {
        T[] product = new T[rows * rows];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < rows; j++)
            {
                for (int c = 0; c < columns; c++)
                {
                    product[(i * rows) + j] += left[(i * columns) + c] * right[(j * columns) + c];
                }
            }
        }

        return product;
    }

    private static void Transpose(T[] matrix, int rows, int columns, T[] transposed)
    {
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                transposed[(c * rows) + r] = matrix[(r * columns) + c];
            }
        }
    }

    private static void Add(T[] sum, T[] term, T factor)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += factor * term[i];
        }
    }

    private void Adam(T[] parameters, T[] gradients, T[] firsts, T[] seconds)
    {
        T beta1 = T.CreateChecked(settings.Beta1), beta2 = T.CreateChecked(settings.Beta2);
        T rate = T.CreateChecked(settings.LearningRate / (1 - Math.Pow(settings.Beta1, steps)));
        T correction = T.CreateChecked(1 / Math.Sqrt(1 - Math.Pow(settings.Beta2, steps))), epsilon = T.CreateChecked(settings.Epsilon);
        for (int i = 0; i < parameters.Length; i++)
        {
            T g = gradients[i];
            firsts[i] += (T.One - beta1) * (g - firsts[i]);
            seconds[i] += (T.One - beta2) * ((g * g) - seconds[i]);
            parameters[i] -= rate * firsts[i] / ((T.Sqrt(seconds[i]) * correction) + epsilon);
        }
    }

    /// <summary>A layer's parameters, their gradients and moments, and what it computed last.</summary>
    private sealed class Layer
    {
        public Layer(LayerParameters layer)
        {
            Inputs = layer.Architecture.Inputs;
            Outputs = layer.Architecture.Outputs;
            Function = layer.Architecture.Activation;
            OwnsWeights = layer.Architecture.HasOwnWeights;
            Weights = OwnsWeights ? [.. layer.GetWeights().Select(T.CreateChecked)] : new T[Inputs * Outputs];
            Biases = layer.Architecture.HasBias ? [.. layer.GetBiases().Select(T.CreateChecked)] : new T[Outputs];
            Output = new T[Outputs];
            Signal = new T[Outputs];
            WeightGradient = new T[Weights.Length];
            WeightFirst = new T[Weights.Length];
            WeightSecond = new T[Weights.Length];
            BiasGradient = new T[Outputs];
            BiasFirst = new T[Outputs];
            BiasSecond = new T[Outputs];
        }

        public int Inputs { get; }

        public int Outputs { get; }

        public Activation Function { get; }

        public bool OwnsWeights { get; }

        public T[] Weights { get; }

        public T[] Biases { get; }

        public T[] Output { get; }

        public T[] Signal { get; }

        public T[] WeightGradient { get; }

        public T[] WeightFirst { get; }

        public T[] WeightSecond { get; }

        public T[] BiasGradient { get; }

        public T[] BiasFirst { get; }

        public T[] BiasSecond { get; }
    }
}
