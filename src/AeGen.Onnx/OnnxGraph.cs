using AeGen.Files;
using AeGen.Onnx.Format;
using Google.Protobuf;

namespace AeGen.Onnx;

/// <summary>An autoencoder's graph: for each layer a product with its bias, and the activation.</summary>
internal sealed class OnnxGraph(Architecture architecture, LayerCollection layers, OnnxPart part)
{
    private const int OperatorSet = 13;
    private const int IrVersion = 7;

    /// <summary>The first operator set with LayerNormalization, and the version of the format that came with it.</summary>
    private const int NormalizingOperatorSet = 17;
    private const int NormalizingIrVersion = 8;

    private readonly GraphProto graph = new() { Name = architecture.Name };

    public ModelProto Build()
    {
        // The log-variances' layer, behind the decoder's, is one of training alone.
        int encoders = architecture.Encoder.Count, both = encoders + architecture.Decoder.Count;
        int first = part == OnnxPart.Decoder ? encoders : 0, end = part == OnnxPart.Encoder ? encoders : both;
        string from = part == OnnxPart.Decoder ? "code" : "input", to = part == OnnxPart.Encoder ? "code" : "reconstruction";
        graph.Input.Add(Value(from, layers[first].Architecture.Inputs));
        graph.Output.Add(Value(to, layers[end - 1].Architecture.Outputs));
        string value = from;
        for (int index = first; index < end; index++)
        {
            value = AddLayer(index, value, index == end - 1 ? to : $"{NameOf(index)}.output");
        }

        bool normalizes = graph.Node.Any(node => node.OpType == "LayerNormalization");
        return new ModelProto
        {
            IrVersion = normalizes ? NormalizingIrVersion : IrVersion,
            ProducerName = "AeGen",
            ProducerVersion = typeof(OnnxGraph).Assembly.GetName().Version!.ToString(3),
            Graph = graph,
            OpsetImport = { new OperatorSetIdProto { Version = normalizes ? NormalizingOperatorSet : OperatorSet } },
        };
    }

    /// <summary>The layer's name in PyTorch's manner.</summary>
    private string NameOf(int index) =>
        index < architecture.Encoder.Count ? $"encoder.{index}" : $"decoder.{index - architecture.Encoder.Count}";

    private string AddLayer(int index, string input, string output)
    {
        LayerArchitecture layer = layers[index].Architecture;
        bool linear = layer.Activation == Activation.Identity;
        string name = NameOf(index), sum = linear ? output : $"{name}.sum";
        switch (layer.Normalization)
        {
            case { Kind: NormalizationKind.Batch }:
                AddFolded(index, input, sum);
                break;
            case { Kind: NormalizationKind.Layer, Epsilon: var epsilon }:
                Add("Gemm", [input, AddWeight(index)], $"{name}.linear", ("transB", 1));
                List<string> normalized = [$"{name}.linear", AddTensor($"{name}.gain", [layer.Outputs], layers[index].GetNormalization().Gains), .. AddBias(index)];
                Add("LayerNormalization", normalized, sum, ("axis", -1), ("epsilon", epsilon));
                break;
            default:
                bool tied = architecture.DecoderKind == DecoderKind.Tied && !layer.HasOwnWeights;

                // Gemm multiplies by the second factor as it lies, or transposed: a layer's own weight is [outputs, inputs].
                Add("Gemm", [input, AddWeight(tied ? (2 * architecture.Encoder.Count) - 1 - index : index), .. AddBias(index)], sum, ("transB", tied ? 0 : 1));
                break;
        }

        if (!linear)
        {
            AddActivation(layer.Activation, sum, output);
        }

        return output;
    }

    /// <summary>Adds a layer whose normalisation over the batch is in its weights, which a tied decoder does not share then.</summary>
    private void AddFolded(int index, string input, string output)
    {
        LayerArchitecture layer = layers[index].Architecture;
        var parameters = InferenceParameters.Of(layers[index]);
        string weight = AddTensor($"{NameOf(index)}.folded.weight", [layer.Outputs, layer.Inputs], parameters.Weights);
        string bias = AddTensor($"{NameOf(index)}.folded.bias", [layer.Outputs], parameters.Biases!);
        Add("Gemm", [input, weight, bias], output, ("transB", 1));
    }

    private string[] AddBias(int index)
    {
        LayerArchitecture layer = layers[index].Architecture;
        return layer.HasBias ? [AddTensor($"{NameOf(index)}.bias", [layer.Outputs], layers[index].GetBiases())] : [];
    }

    private string AddWeight(int owner)
    {
        string name = $"{NameOf(owner)}.weight";
        LayerArchitecture layer = layers[owner].Architecture;
        return graph.Initializer.Any(tensor => tensor.Name == name) ? name : AddTensor(name, [layer.Outputs, layer.Inputs], layers[owner].GetWeights());
    }

    private void AddActivation(Activation activation, string z, string y)
    {
        switch (activation)
        {
            case Activation.Relu or Activation.Tanh or Activation.Sigmoid or Activation.Softplus or Activation.Softsign:
                Add(activation.ToString(), [z], y);
                break;
            case Activation.LeakyRelu:
                Add("LeakyRelu", [z], y, ("alpha", 0.01f));
                break;
            case Activation.Elu:
                Add("Elu", [z], y, ("alpha", 1f));
                break;
            case Activation.Selu:
                Add("Selu", [z], y, ("alpha", 1.6732632f), ("gamma", 1.050701f));
                break;
            case Activation.Sine:
                Add("Sin", [z], y);
                break;
            case Activation.Silu:
                Add("Sigmoid", [z], $"{z}.sigmoid");
                Add("Mul", [z, $"{z}.sigmoid"], y);
                break;
            case Activation.Gelu:
                // z (1 + erf(z / sqrt 2)) / 2
                Add("Mul", [z, Constant("root.half", float.Sqrt(0.5f))], $"{z}.scaled");
                Add("Erf", [$"{z}.scaled"], $"{z}.erf");
                Add("Add", [$"{z}.erf", Constant("one", 1)], $"{z}.share");
                Add("Mul", [z, $"{z}.share"], $"{z}.double");
                Add("Mul", [$"{z}.double", Constant("half", 0.5f)], y);
                break;
            case Activation.Mish:
                // Mish itself is in later operator sets than Softplus and Tanh.
                Add("Softplus", [z], $"{z}.softplus");
                Add("Tanh", [$"{z}.softplus"], $"{z}.share");
                Add("Mul", [z, $"{z}.share"], y);
                break;
            case Activation.HardSwish:
                // HardSwish itself is in later operator sets than the share min(max(z / 6 + 1/2, 0), 1).
                Add("HardSigmoid", [z], $"{z}.share", ("alpha", 1f / 6), ("beta", 0.5f));
                Add("Mul", [z, $"{z}.share"], y);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, null);
        }
    }

    private void Add(string operation, IEnumerable<string> inputs, string output, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = $"{output}.{operation}", Input = { inputs }, Output = { output } };
        foreach ((string name, object value) in attributes)
        {
            node.Attribute.Add(value is int whole
                ? new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = whole }
                : new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = (float)value });
        }

        graph.Node.Add(node);
    }

    private string Constant(string name, float value) =>
        graph.Initializer.Any(tensor => tensor.Name == name) ? name : AddTensor(name, [], [value]);

    private string AddTensor(string name, ReadOnlySpan<long> sizes, float[] values)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        using (var stream = new MemoryStream(bytes))
        {
            FloatBytes.WriteLittleEndian(stream, values);
        }

        graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = (int)TensorProto.Types.DataType.Float,
            Dims = { sizes.ToArray() },
            RawData = UnsafeByteOperations.UnsafeWrap(bytes),
        });
        return name;
    }

    private static ValueInfoProto Value(string name, int size) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = (int)TensorProto.Types.DataType.Float,
                Shape = new TensorShapeProto
                {
                    Dim = { new TensorShapeProto.Types.Dimension { DimParam = "batch" }, new TensorShapeProto.Types.Dimension { DimValue = size } },
                },
            },
        },
    };
}
