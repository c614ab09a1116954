using System.Globalization;
using AeGen.Onnx;
using AeGen.Onnx.Format;
using AeGen.Testing.Data;
using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Tests.Files;

/// <summary>Models in ONNX's format compute what the models compute.</summary>
public sealed class OnnxTests
{
    private static readonly ModelLibrary Library = new(
    [
        .. from activation in Enum.GetValues<Activation>()
           let decoder = Enum.GetValues<DecoderKind>()[(int)activation % Enum.GetValues<DecoderKind>().Length]
           select new ModelDeclaration($"{activation}{decoder}", 7, [new(5, activation), new(3, activation)], new(decoder)) { Output = activation },
        new("TiedWithoutBias", 6, [new(4, Activation.Tanh, Bias: false), new(2)], new(DecoderKind.Tied) { Bias = false }),
        new("TiedVariational", 6, [new(4, Activation.Tanh), new(2)], new(DecoderKind.Tied)) { Variational = new(0.1) },
        new("OwnShape", 6, [new(2)], new(DecoderKind.Dense) { Layers = [new(9, Activation.Relu, Bias: false), new(6)] }) { Output = Activation.Sigmoid },
        Normalized("NormalizedTied", DecoderKind.Tied, NormalizationKind.Batch),
        Normalized("NormalizedInverse", DecoderKind.RightInverse, NormalizationKind.Layer),
    ]);

    public static TheoryData<string> Names => [.. Library.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_part_computes_what_the_model_computes(string name)
    {
        using ModelHandle model = Trained(name, 5);
        int size = Library.Declaration(name).InputSize, codes = Library.Declaration(name).CodeSize;
        float[] input = new Random(3).NextSingles(size, -2, 2), code = new float[codes], output = new float[size], decoded = new float[size];
        model.Encode(input, code);
        model.Reconstruct(input, output);
        model.Decode(code, decoded);

        AssertClose(code, OnnxEvaluator.Run(Written(model, OnnxPart.Encoder), input));
        AssertClose(output, OnnxEvaluator.Run(Written(model, OnnxPart.Autoencoder), input));
        AssertClose(decoded, OnnxEvaluator.Run(Written(model, OnnxPart.Decoder), code));
    }

    [Fact]
    public void A_tied_weight_is_written_once()
    {
        using ModelHandle model = Library.Create("TiedWithoutBias");
        ModelProto written = Written(model, OnnxPart.Autoencoder);

        Assert.Equal(["encoder.0.weight", "encoder.1.weight"], written.Graph.Initializer.Select(tensor => tensor.Name).Where(name => name.EndsWith("weight", StringComparison.Ordinal)));
        Assert.Equal([4, 6], written.Graph.Initializer[0].Dims);
        Assert.Equal(["encoder.1.weight", "encoder.0.weight"], written.Graph.Node.Where(node => node.OpType == "Gemm").Skip(2).Select(node => node.Input[1]));
    }

    [Fact]
    public void The_operator_set_is_named_and_the_batch_is_open()
    {
        using ModelHandle model = Library.Create("OwnShape");
        ModelProto written = Written(model, OnnxPart.Encoder);

        Assert.Equal((string.Empty, 13L), (written.OpsetImport.Single().Domain, written.OpsetImport.Single().Version));
        Assert.Equal(7, written.IrVersion);
        using ModelHandle normalized = Library.Create("NormalizedInverse");
        ModelProto later = Written(normalized, OnnxPart.Encoder);
        Assert.Equal((17L, 8L), (later.OpsetImport.Single().Version, later.IrVersion));
        Assert.Equal(("input", "code"), (written.Graph.Input.Single().Name, written.Graph.Output.Single().Name));
        Assert.Equal("batch", written.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimParam);
        Assert.Equal([6, 2], [written.Graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue, written.Graph.Output[0].Type.TensorType.Shape.Dim[1].DimValue]);
    }

    [Fact]
    public void A_part_that_does_not_exist_is_refused()
    {
        using ModelHandle model = Library.Create("OwnShape");

        Assert.Throws<ArgumentOutOfRangeException>(() => Written(model, (OnnxPart)3));
    }

    /// <summary>ONNX's own checker, and numpy's evaluation of the graph, where Debian's packages are installed.</summary>
    [Fact]
    public void The_checker_of_ONNX_accepts_every_model_and_numpy_computes_the_same()
    {
        Python.Require("numpy, onnx");
        using var folder = new TemporaryFolder();
        foreach (string name in Library.Names)
        {
            using ModelHandle model = Trained(name, 7);
            int size = Library.Declaration(name).InputSize;
            float[] input = new Random(4).NextSingles(4 * size, -2, 2), output = new float[input.Length];
            model.Reconstruct(input, output);
            model.WriteOnnx(Path.Combine(folder.Path, $"{name}.onnx"), OnnxPart.Autoencoder);
            folder.Write($"{name}.txt", string.Join('\n', input.Concat(output).Select(x => x.ToString("R", CultureInfo.InvariantCulture))));
        }

        Python.RunScript("Files/onnx_check.py", string.Empty, folder.Path);
    }

    private static ModelDeclaration Normalized(string name, DecoderKind decoder, NormalizationKind second) =>
        new(name, 7, [new(6, Activation.Relu), new(5, Bias: false)], new(decoder)) { Normalizations = [new(NormalizationKind.Batch, 0), new(second, 1)] };

    /// <summary>A model after some steps, so that no number is what it began as.</summary>
    private static ModelHandle Trained(string name, ulong seed)
    {
        ModelHandle model = Library.Create(name, seed);
        var random = new Random(8);
        for (int step = 0; step < 3; step++)
        {
            model.TrainStep(random.NextSingles(16 * Library.Declaration(name).InputSize, -2, 2));
        }

        return model;
    }

    private static ModelProto Written(ModelHandle model, OnnxPart part)
    {
        using var stream = new MemoryStream();
        model.WriteOnnx(stream, part);
        return ModelProto.Parser.ParseFrom(stream.ToArray());
    }

    private static void AssertClose(float[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-5);
        }
    }
}
