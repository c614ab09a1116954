using AeGen.Onnx;
using AeGen.Testing.Data;

namespace AeGen.Tests.Examples;

/// <summary>Data and models in files, as the README's table has them.</summary>
public sealed class FileExamples : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void From_a_table_to_codes()
    {
        string table = Path.Combine(folder.Path, "samples.csv"), codesFile = Path.Combine(folder.Path, "codes.npy");
        CsvFile.Write(table, ExampleData.Plane(200));

        DataSet samples = CsvFile.Read(table, new CsvOptions { MissingValues = MissingValues.DropRows });
        (DataSet train, DataSet test) = samples.Split(0.8, seed: 1);
        using TiedPlane model = TiedPlane.Create(seed: 1);
        model.Scaling = Scaling.Standard(train);
        model.Fit(model.Scaling.Apply(train), new FitOptions { Epochs = 40, BatchSize = 16, LearningRate = 0.01f });
        DataSet scaled = model.Scaling.Apply(test);
        float[] codes = new float[test.Count * TiedPlane.CodeSize];
        model.Encode(scaled.Samples.Span, codes);
        NpyFile.Write(codesFile, codes, TiedPlane.CodeSize);

        Assert.InRange(model.Evaluate(scaled.Samples.Span), 0, 0.05);
        using DataSet mapped = NpyFile.Open(codesFile);
        Assert.Equal(codes, mapped.Samples.ToArray());
    }

    [Fact]
    public void Models_are_kept_and_brought_back()
    {
        string file = Path.Combine(folder.Path, "plane.safetensors");
        using TiedPlane model = TiedPlane.Create(seed: 3);
        model.Scaling = Scaling.MinMax(ExampleData.Plane(50));
        model.Threshold = 0.25;
        model.Save(file);

        using TiedPlane loaded = TiedPlane.Load(file);

        Assert.Equal(model.Layers[0].GetWeights(), loaded.Layers[0].GetWeights());
        Assert.Equal(model.Scaling, loaded.Scaling);
        Assert.Equal(0.25, loaded.Threshold);
    }

    [Fact]
    public void Other_runtimes_take_onnx()
    {
        string file = Path.Combine(folder.Path, "encoder.onnx");
        using Denoiser model = Denoiser.Create(seed: 3);

        OnnxFile.Write(model, file, OnnxPart.Encoder);

        Assert.InRange(new FileInfo(file).Length, 4 * ((16 * 12) + (12 * 3)), 4096);
    }
}
