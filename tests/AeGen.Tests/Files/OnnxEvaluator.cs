using System.Runtime.InteropServices;
using AeGen.Onnx.Format;

namespace AeGen.Tests.Files;

/// <summary>Runs a graph in double precision, operator by operator as ONNX defines them, on one sample.</summary>
internal static class OnnxEvaluator
{
    public static double[] Run(ModelProto model, float[] input)
    {
        GraphProto graph = model.Graph;
        Dictionary<string, TensorProto> constants = graph.Initializer.ToDictionary(tensor => tensor.Name);
        var values = new Dictionary<string, double[]> { [graph.Input.Single().Name] = [.. input.Select(x => (double)x)] };
        foreach (NodeProto node in graph.Node)
        {
            double[] x = Value(node.Input[0]);
            Assert.True(
                values.TryAdd(node.Output.Single(), Compute(node, x)), $"{node.Output[0]} is computed twice");
        }

        return values[graph.Output.Single().Name];

        double[] Compute(NodeProto node, double[] x) => node.OpType switch
        {
            "Gemm" => Gemm(node, x),
            "LayerNormalization" => Normalize(node, x),
            _ => Elementwise(node, x),
        };

        double[] Normalize(NodeProto node, double[] x)
        {
            Assert.Equal(-1, node.Attribute.Single(attribute => attribute.Name == "axis").I);
            double mean = x.Average(), deviation = Math.Sqrt(x.Average(value => (value - mean) * (value - mean)) + Number(node, "epsilon"));
            double[] gains = Value(node.Input[1]), shifts = node.Input.Count > 2 ? Value(node.Input[2]) : new double[x.Length];
            return [.. x.Select((value, i) => ((value - mean) / deviation * gains[i]) + shifts[i])];
        }

        double[] Value(string name) => values.TryGetValue(name, out double[]? value) ? value : Numbers(constants[name]);

        double[] Gemm(NodeProto node, double[] x)
        {
            TensorProto weight = constants[node.Input[1]];
            double[] numbers = Numbers(weight);
            bool transposed = node.Attribute.Single(attribute => attribute.Name == "transB").I == 1;
            int rows = (int)weight.Dims[0], columns = (int)weight.Dims[1];
            double[] y = node.Input.Count > 2 ? [.. Numbers(constants[node.Input[2]])] : new double[transposed ? rows : columns];
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    (int from, int to) = transposed ? (column, row) : (row, column);
                    y[to] += x[from] * numbers[(row * columns) + column];
                }
            }

            return y;
        }

        double[] Elementwise(NodeProto node, double[] x)
        {
            double[] other = node.Input.Count > 1 ? Value(node.Input[1]) : [0];
            return [.. x.Select((z, i) => Apply(node, z, other[i % other.Length]))];
        }
    }

    private static double Apply(NodeProto node, double z, double other) => node.OpType switch
    {
        "Add" => z + other,
        "Mul" => z * other,
        "Relu" => Math.Max(0, z),
        "LeakyRelu" => z > 0 ? z : Number(node, "alpha") * z,
        "Elu" => z > 0 ? z : Number(node, "alpha") * (Math.Exp(z) - 1),
        "Selu" => Number(node, "gamma") * (z > 0 ? z : Number(node, "alpha") * (Math.Exp(z) - 1)),
        "Sigmoid" => 1 / (1 + Math.Exp(-z)),
        "Tanh" => Math.Tanh(z),
        "Softplus" => Math.Log(1 + Math.Exp(z)),
        "Sin" => Math.Sin(z),
        "Erf" => MathNet.Numerics.SpecialFunctions.Erf(z),
        _ => throw new InvalidOperationException($"{node.OpType} is not known."),
    };

    private static double Number(NodeProto node, string name) => node.Attribute.Single(attribute => attribute.Name == name).F;

    private static double[] Numbers(TensorProto tensor)
    {
        Assert.Equal((int)TensorProto.Types.DataType.Float, tensor.DataType);
        Assert.Equal(tensor.Dims.Aggregate(1L, (product, size) => product * size) * sizeof(float), tensor.RawData.Length);
        return [.. MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray().Select(x => (double)x)];
    }
}
