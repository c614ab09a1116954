using AeGen.Onnx;
using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Tests.Files;

/// <summary>ONNX Runtime computes with models' files what the models compute.</summary>
public sealed class OnnxTests
{
    /// <summary>Both sides round to float32, in orders of their own: the largest error of a number y, over 1 + |y|.</summary>
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Names => [.. OnnxModels.Library.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_part_computes_what_the_model_computes(string name)
    {
        ModelDeclaration declaration = OnnxModels.Library.Declaration(name);
        using ModelHandle model = OnnxModels.Trained(name);
        using OnnxSession autoencoder = Load(OnnxPart.Autoencoder), encoder = Load(OnnxPart.Encoder), decoder = Load(OnnxPart.Decoder);
        var random = new Random(3);

        // One sample near zero, and several that reach where activations are flat.
        foreach ((int batch, double most) in ((int, double)[])[(1, 2), (6, 10)])
        {
            float[] samples = random.NextSingles(batch * declaration.InputSize, -most, most);
            float[] codes = random.NextSingles(batch * declaration.CodeSize, -most, most);

            AssertClose(samples.Length, output => model.Reconstruct(samples, output), autoencoder.Run(samples, batch));
            AssertClose(codes.Length, output => model.Encode(samples, output), encoder.Run(samples, batch));
            AssertClose(samples.Length, output => model.Decode(codes, output), decoder.Run(codes, batch));
        }

        OnnxSession Load(OnnxPart part) => new(OnnxModels.Written(model, part));
    }

    [Fact]
    public void Inputs_and_outputs_have_their_names_and_an_open_batch()
    {
        using ModelHandle model = OnnxModels.Library.Create("TiedUnbiased");

        Assert.Equal(("input [batch, 7]", "reconstruction [batch, 7]"), EndsOf(OnnxPart.Autoencoder));
        Assert.Equal(("input [batch, 7]", "code [batch, 3]"), EndsOf(OnnxPart.Encoder));
        Assert.Equal(("code [batch, 3]", "reconstruction [batch, 7]"), EndsOf(OnnxPart.Decoder));

        (string Input, string Output) EndsOf(OnnxPart part)
        {
            using var session = new OnnxSession(OnnxModels.Written(model, part));
            return (session.Input, session.Output);
        }
    }

    private static void AssertClose(int count, Action<float[]> compute, float[] actual)
    {
        float[] expected = new float[count];
        compute(expected);
        Assert.Equal(count, actual.Length);
        Assert.All(expected, (value, i) => Assert.Equal(value, actual[i], Tolerance * (1 + Math.Abs(value))));
    }
}
