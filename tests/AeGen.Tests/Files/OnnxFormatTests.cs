using AeGen.Onnx;
using AeGen.Onnx.Format;
using AeGen.Testing.Data;
using AeGen.Testing.Harness;

namespace AeGen.Tests.Files;

/// <summary>What files of ONNX's format say that no runtime needs to mind.</summary>
public sealed class OnnxFormatTests
{
    [Fact]
    public void A_tied_weight_is_written_once()
    {
        using ModelHandle model = OnnxModels.Library.Create("TiedUnbiased");
        GraphProto graph = Written(model, OnnxPart.Autoencoder).Graph;

        Assert.Equal(["encoder.0.weight", "encoder.1.weight"], graph.Initializer.Select(tensor => tensor.Name));
        Assert.Equal([5, 7], graph.Initializer[0].Dims);
        Assert.Equal(
            ["encoder.0.weight", "encoder.1.weight", "encoder.1.weight", "encoder.0.weight"],
            graph.Node.Where(node => node.OpType == "Gemm").Select(node => node.Input[1]));
    }

    /// <summary>A runtime of the set's year takes the file: newer ones would take operators that the set does not have, too.</summary>
    [Theory]
    [InlineData("DenseUnbiased", 13, 7)]
    [InlineData("DenseBatchNormalized", 13, 7)]
    [InlineData("DenseLayerNormalized", 17, 8)]
    public void The_operator_set_is_no_newer_than_the_operators(string name, long operatorSet, long version)
    {
        using ModelHandle model = OnnxModels.Library.Create(name);
        ModelProto written = Written(model, OnnxPart.Encoder);

        Assert.Equal(("", operatorSet), (written.OpsetImport.Single().Domain, written.OpsetImport.Single().Version));
        Assert.Equal(version, written.IrVersion);
        Assert.Equal(operatorSet == 17, written.Graph.Node.Any(node => node.OpType == "LayerNormalization"));
    }

    [Fact]
    public void A_file_has_the_bytes_of_a_stream()
    {
        using var folder = new TemporaryFolder();
        using ModelHandle model = OnnxModels.Library.Create("DenseUnbiased");
        string path = Path.Combine(folder.Path, "model.onnx");
        model.WriteOnnx(path, OnnxPart.Decoder);

        Assert.Equal(OnnxModels.Written(model, OnnxPart.Decoder), File.ReadAllBytes(path));
    }

    [Fact]
    public void A_part_that_does_not_exist_is_refused()
    {
        using ModelHandle model = OnnxModels.Library.Create("DenseUnbiased");

        Assert.Throws<ArgumentOutOfRangeException>(() => OnnxModels.Written(model, (OnnxPart)3));
    }

    private static ModelProto Written(ModelHandle model, OnnxPart part) => ModelProto.Parser.ParseFrom(OnnxModels.Written(model, part));
}
