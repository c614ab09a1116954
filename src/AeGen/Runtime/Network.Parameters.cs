namespace AeGen.Runtime;

/// <content>Drawing, reading and setting parameters.</content>
public sealed unsafe partial class Network<TModel>
{
    private void Draw(ulong seed)
    {
        for (int index = 0; index < plan.Layers.Length; index++)
        {
            LayerArchitecture layer = LayerAt(index);
            foreach (LayerVector vector in LayerVectors.Of(layer))
            {
                parameters.Slice(OffsetOf(index, vector), layer.Outputs).Fill(vector.Start());
            }
        }

        for (int index = 0; index < plan.Weights.Length; index++)
        {
            WeightLayout weight = plan.Weights[index];
            LayerArchitecture layer = LayerAt(weight.Layer);
            if (weight.TiedAtStart >= 0)
            {
                WriteWeights(weight, layer, Transposed(ReadMatrix(plan.Weights[weight.TiedAtStart].Matrix, layer.Outputs, layer.Inputs), layer.Outputs, layer.Inputs));
                continue;
            }

            float[] drawn = new float[layer.Inputs * layer.Outputs];
            WeightInitialization.Draw(layer, new CounterRandom(seed, (ulong)index), drawn);
            WriteWeights(weight, layer, drawn);
        }
    }

    private LayerArchitecture LayerAt(int index)
    {
        Architecture architecture = plan.Architecture;
        int encoders = architecture.Encoder.Count, both = encoders + architecture.Decoder.Count;
        return index < encoders ? architecture.Encoder[index]
            : index < both ? architecture.Decoder[index - encoders]
            : architecture.Variational!.LogVariance;
    }

    /// <summary>Where one of a layer's vectors lies, which the layer has.</summary>
    private long OffsetOf(int layer, LayerVector vector)
    {
        NormalizationLayout? normalization = Array.Find(plan.Normalizations, normalization => normalization.Layer == layer);
        return vector switch
        {
            LayerVector.Bias => plan.Layers[layer].Bias,
            LayerVector.Gain => normalization!.Gain,
            LayerVector.RunningMean => normalization!.Statistics!.RunningMeans,
            LayerVector.RunningVariance => normalization!.Statistics!.RunningVariances,
        };
    }

    private void WriteWeights(WeightLayout weight, LayerArchitecture layer, ReadOnlySpan<float> weights)
    {
        for (int output = 0; output < layer.Outputs; output++)
        {
            ReadOnlySpan<float> row = weights.Slice(output * layer.Inputs, layer.Inputs);
            for (int input = 0; input < layer.Inputs; input++)
            {
                SetWeight(parameters.Pointer, weight, layer, input, output, row[input], mirrors: true);
            }
        }

        ForgetInverses();
        weightVersion++;
    }

    /// <summary>Sets one number of a weight or of one of its moments.</summary>
    /// <param name="numbers">The parameters, or the moments.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="layer">The layer that owns it.</param>
    /// <param name="input">The number's column of W.</param>
    /// <param name="output">Its row of W.</param>
    /// <param name="value">The number.</param>
    /// <param name="mirrors">Whether the mirror gets it too, which moments have none of.</param>
    private static void SetWeight(
        float* numbers, WeightLayout weight, LayerArchitecture layer, int input, int output, float value, bool mirrors)
    {
        numbers[Place(weight.Matrix, layer, input, output)] = value;
        if (mirrors && weight.Mirror >= 0)
        {
            numbers[Place(weight.Mirror, layer.Outputs, output, input)] = value;
        }
    }

    /// <summary>Copies a layer's W out, [outputs, inputs], row-major.</summary>
    private float[] ReadMatrix(MatrixLayout matrix, int inputs, int outputs)
    {
        float[] result = new float[inputs * outputs];
        ReadMatrix(parameters.Pointer, matrix, inputs, outputs, result);
        return result;
    }

    private static void ReadMatrix(float* numbers, MatrixLayout matrix, int inputs, int outputs, Span<float> result)
    {
        for (int output = 0; output < outputs; output++)
        {
            for (int input = 0; input < inputs; input++)
            {
                result[(output * inputs) + input] = numbers[Place(matrix, inputs, outputs, input, output)];
            }
        }
    }

    private static float[] Transposed(ReadOnlySpan<float> matrix, int rows, int columns)
    {
        float[] result = new float[matrix.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                result[(column * rows) + row] = matrix[(row * columns) + column];
            }
        }

        return result;
    }

    private static long Place(MatrixLayout matrix, LayerArchitecture layer, int input, int output) =>
        Place(matrix, layer.Inputs, layer.Outputs, input, output);

    private static long Place(MatrixLayout matrix, int inputs, int outputs, int input, int output) => matrix.IsTurned
        ? Place(matrix.Offset, outputs, output, input)
        : Place(matrix.Offset, inputs, input, output);

    private static long Place(long offset, int rows, int row, int column) =>
        offset + ((long)(column / Panels.Width) * Panels.PadRows(rows) * Panels.Width) + (row * Panels.Width) + (column % Panels.Width);

    /// <summary>One layer's window on the parameters.</summary>
    private sealed class NetworkLayer(Network<TModel> network, int index) : LayerParameters(network.LayerAt(index))
    {
        private LayerLayout Layout => network.plan.Layers[index];

        public override void GetWeights(Span<float> weights)
        {
            RequireLength(weights.Length, Architecture.Outputs, Architecture.Inputs, nameof(weights));
            network.gate.EnterRead();
            try
            {
                network.BringHome();
                if (network.plan.Architecture.DecoderKind == DecoderKind.RightInverse && Layout.Weight < 0)
                {
                    network.Materialise();
                }

                ReadMatrix(network.parameters.Pointer, Layout.Matrix, Architecture.Inputs, Architecture.Outputs, weights);
            }
            finally
            {
                network.gate.ExitRead();
            }
        }

        public override void SetWeights(ReadOnlySpan<float> weights)
        {
            if (Layout.Weight < 0)
            {
                throw new InvalidOperationException(
                    $"The weights of '{Name}' follow from those of its encoder layer ({network.plan.Architecture.DecoderKind}); set those.");
            }

            RequireLength(weights.Length, Architecture.Outputs, Architecture.Inputs, nameof(weights));
            RequireFinite(weights, Architecture.Inputs, nameof(weights));
            network.gate.EnterChange();
            try
            {
                network.BringHome();
                network.WriteWeights(network.plan.Weights[Layout.Weight], Architecture, weights);
            }
            finally
            {
                network.gate.ExitAlone();
            }
        }

        public override void GetBiases(Span<float> biases)
        {
            RequireBiases(biases.Length, nameof(biases));
            network.gate.EnterRead();
            try
            {
                network.BringHome();
                network.parameters.Slice(Layout.Bias, Architecture.Outputs).CopyTo(biases);
            }
            finally
            {
                network.gate.ExitRead();
            }
        }

        public override void SetBiases(ReadOnlySpan<float> biases)
        {
            RequireBiases(biases.Length, nameof(biases));
            RequireFinite(biases, Architecture.Outputs, nameof(biases));
            network.gate.EnterChange();
            try
            {
                network.BringHome();
                network.weightVersion++;
                network.folded = false;
                biases.CopyTo(network.parameters.Slice(Layout.Bias, Architecture.Outputs));
            }
            finally
            {
                network.gate.ExitAlone();
            }
        }

        public override NormalizationParameters GetNormalization()
        {
            RequireNormalization();
            network.gate.EnterRead();
            try
            {
                network.BringHome();
                float[]? Copy(LayerVector vector) => LayerVectors.Of(Architecture).Contains(vector)
                    ? network.parameters.Slice(network.OffsetOf(index, vector), Architecture.Outputs).ToArray()
                    : null;
                return new(Copy(LayerVector.Gain)!, Copy(LayerVector.RunningMean), Copy(LayerVector.RunningVariance));
            }
            finally
            {
                network.gate.ExitRead();
            }
        }

        public override void SetNormalization(NormalizationParameters values)
        {
            ArgumentNullException.ThrowIfNull(values);
            RequireNormalization();
            (LayerVector Vector, float[]? Values)[] all =
            [
                (LayerVector.Gain, values.Gains), (LayerVector.RunningMean, values.RunningMeans), (LayerVector.RunningVariance, values.RunningVariances),
            ];
            LayerVector[] own = [.. LayerVectors.Of(Architecture)];
            foreach ((LayerVector vector, float[]? numbers) in all)
            {
                RequireVector(vector, numbers, own.Contains(vector), nameof(values));
            }

            network.gate.EnterChange();
            try
            {
                network.BringHome();
                network.weightVersion++;
                network.folded = false;
                foreach ((LayerVector vector, float[]? numbers) in all.Where(item => item.Values is not null))
                {
                    numbers!.CopyTo(network.parameters.Slice(network.OffsetOf(index, vector), Architecture.Outputs));
                }
            }
            finally
            {
                network.gate.ExitAlone();
            }
        }

        private void RequireVector(LayerVector vector, float[]? numbers, bool isThere, string name)
        {
            int length = isThere ? Architecture.Outputs : 0;
            if ((numbers?.Length ?? 0) != length)
            {
                throw new ArgumentException($"'{Name}' has {length} {vector.Words()}; {numbers?.Length ?? 0} were given.", name);
            }

            RequireFinite(numbers, Math.Max(1, length), name);
            int below = Array.FindIndex(numbers ?? [], value => value < vector.Least());
            if (below >= 0)
            {
                throw new ArgumentException($"The {vector.Words()} hold {numbers![below]} at index {below}; a variance is at least 0.", name);
            }
        }

        private void RequireNormalization()
        {
            if (Architecture.Normalization is null)
            {
                throw new InvalidOperationException($"'{Name}' is not normalised.");
            }
        }

        private void RequireBiases(int length, string name)
        {
            if (Layout.Bias < 0)
            {
                throw new InvalidOperationException($"'{Name}' has no biases.");
            }

            RequireLength(length, 1, Architecture.Outputs, name);
        }
    }
}
