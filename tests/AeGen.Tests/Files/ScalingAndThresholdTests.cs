using AeGen.Files;
using AeGen.ModelFiles;
using AeGen.Testing.Data;
using AeGen.Testing.Harness;

namespace AeGen.Tests.Files;

/// <summary>A model's scaling and threshold go with its files.</summary>
public sealed class ScalingAndThresholdTests : IDisposable
{
    private static readonly Scaling Odd =
        new Scaling([0.1, -3e130, 1e-40, 0, -0.0, 1.7e12 + 1], [1 / 3.0, -2, 1e-130, 3e38, 1, 0.7]).ClippedTo(-0.1f, 1e30f);

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => FileModels.Names;

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_come_back_as_the_same_bits_from_every_kind_of_file(string name)
    {
        string path = Path.Combine(folder.Path, "model.safetensors");
        foreach (double threshold in (ReadOnlySpan<double>)[0, 0.1, 1 / 3.0, double.Epsilon, double.MaxValue, Math.PI * 1e-200])
        {
            using ModelHandle model = FileModels.Create(name);
            model.Scaling = Odd;
            model.Threshold = threshold;

            model.Save(path);
            using ModelHandle loaded = FileModels.Library.Type(name, ModelCompiler.Default).Load(path);
            AssertSame(loaded);
            using ModelHandle other = FileModels.Create(name, 2);
            other.LoadWeights(path);
            AssertSame(other);
            model.SaveCheckpoint(path);
            using ModelHandle third = FileModels.Create(name, 3);
            third.LoadCheckpoint(path);
            AssertSame(third);

            void AssertSame(ModelHandle found)
            {
                Assert.Equal(BitConverter.DoubleToInt64Bits(threshold), BitConverter.DoubleToInt64Bits(found.Threshold!.Value));
                Assert.Equal(Bits(Odd.Offsets), Bits(found.Scaling!.Offsets));
                Assert.Equal(Bits(Odd.Factors), Bits(found.Scaling!.Factors));
                Assert.Equal((Odd.Least, Odd.Greatest), (found.Scaling!.Least, found.Scaling!.Greatest));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_without_them_leaves_the_model_none(bool training)
    {
        using ModelHandle bare = FileModels.Create(FileModels.Dense);
        using ModelHandle model = FileModels.Create(FileModels.Dense, 2);
        model.Scaling = Odd;
        model.Threshold = 4;

        FileModels.Load(model, FileModels.BytesOf(bare, training), training);

        Assert.Null(model.Scaling);
        Assert.Null(model.Threshold);
    }

    [Fact]
    public void One_can_be_there_without_the_other()
    {
        using ModelHandle model = FileModels.Create(FileModels.Tied);
        using ModelHandle loaded = FileModels.Create(FileModels.Tied, 2);

        model.Threshold = 2;
        FileModels.Load(loaded, FileModels.BytesOf(model));
        Assert.Equal((null, 2), (loaded.Scaling, loaded.Threshold));

        (model.Scaling, model.Threshold) = (Odd, null);
        FileModels.Load(loaded, FileModels.BytesOf(model));
        Assert.Equal((Odd, null), (loaded.Scaling, loaded.Threshold));
    }

    [Fact]
    public void They_stand_in_the_file_under_their_names()
    {
        using ModelHandle model = FileModels.Create(FileModels.Dense);
        model.Scaling = Odd;
        model.Threshold = 0.1;
        using var file = new SafetensorsFile(new MemoryStream(FileModels.BytesOf(model)), "memory");

        Assert.Equal("0.1", file.Header.Metadata["threshold"]);
        Assert.Equal("[0.1,-3E+130,1E-40,0,-0,1700000000001]", file.Header.Metadata["scaling.offset"]);
        Assert.Equal("[0.3333333333333333,-2,1E-130,3E+38,1,0.7]", file.Header.Metadata["scaling.factor"]);
        Assert.Equal("-0.1 1E+30", file.Header.Metadata["scaling.limits"]);
        Assert.Equal("2", file.Header.Metadata["aegen.format"]);
        Assert.All(file.Header.Entries.Keys, name => Assert.Matches(@"^(encoder|decoder)\.[01]\.(weight|bias)$", name));
    }

    [Theory]
    [InlineData("\"threshold\":\"0.25\"", "\"threshold\":\"\"", "the metadata's 'threshold' is '': a finite number, at least 0, is expected")]
    [InlineData("\"threshold\":\"0.25\"", "\"threshold\":\"-1\"", "'threshold' is '-1'")]
    [InlineData("\"threshold\":\"0.25\"", "\"threshold\":\"NaN\"", "'threshold' is 'NaN'")]
    [InlineData("\"threshold\":\"0.25\"", "\"threshold\":\"1e999\"", "'threshold' is '1e999'")]
    [InlineData("\"threshold\":\"0.25\"", "\"threshold\":\"0,25\"", "'threshold' is '0,25'")]
    [InlineData("\"scaling.offset\"", "\"scaling.offsets\"", "there is a tensor 'scaling.factor' and no 'scaling.offset', which belongs to it")]
    [InlineData("\"scaling.factor\"", "\"scaling.factors\"", "there is a tensor 'scaling.offset' and no 'scaling.factor', which belongs to it")]
    [InlineData("[0.1,", "[", "'scaling.offset' cannot be taken: 6 numbers are expected, and there are 5")]
    [InlineData("[0.1,", "[0.1,1,", "'scaling.offset' cannot be taken: 6 numbers are expected, and there are 7")]
    [InlineData("[0.1,", "[NaN,", "'scaling.offset' cannot be taken: number 0 is 'NaN', and a finite one is expected")]
    [InlineData("-3E\\u002B130", "-3E\\u002B339", "number 1 is '-3E+339'")]
    [InlineData("\"-0.1 1E\\u002B30\"", "\"1 0\"",
        "'scaling.limits' is '1 0': The least scaled value is 1 and the greatest 0; the least must be below the greatest.")]
    [InlineData("\"-0.1 1E\\u002B30\"", "\"0\"", "'scaling.limits' is '0': the least and the greatest value")]
    [InlineData("\"-0.1 1E\\u002B30\"", "\"NaN 1\"", "must be below the greatest")]
    [InlineData("[0.1,", "0.1,", "'scaling.offset' cannot be taken: numbers in brackets are expected")]
    public void Damaged_ones_change_nothing(string text, string replacement, string message)
    {
        using ModelHandle source = FileModels.Create(FileModels.Dense);
        source.Scaling = Odd;
        source.Threshold = 0.25;

        AssertRefused(SafetensorsBuilder.Replace(FileModels.BytesOf(source), text, replacement), message);
    }

    [Fact]
    public void A_factor_of_0_changes_nothing()
    {
        using ModelHandle source = FileModels.Create(FileModels.Dense);
        source.Scaling = Odd;

        AssertRefused(
            SafetensorsBuilder.Replace(FileModels.BytesOf(source), "-2,1E-130,3E\\u002B38,", "-2,1E-130,0,"),
            "factor of feature 3 is 0; it must be finite and not 0");
    }

    [Fact]
    public void A_scaling_among_the_tensors_as_files_once_had_it_is_taken_unless_there_is_another()
    {
        float[] offsets = [0.1f, -3e30f, 1e-40f, 0, 5, 7], factors = [1f / 3, -2, 1e-30f, 3e38f, 1, 0.7f];
        using ModelHandle source = FileModels.Create(FileModels.Dense);
        ModelState state = FileModels.StateOf(source).Gather(training: false);
        state = state with { Tensors = [.. state.Tensors, new("scaling.offset", [6], offsets), new("scaling.factor", [6], factors)] };
        using var stream = new MemoryStream();
        state.Write(stream);
        using ModelHandle model = FileModels.Create(FileModels.Dense, 2);

        FileModels.Load(model, stream.ToArray());

        Assert.Equal(new Scaling(Array.ConvertAll(offsets, offset => (double)offset), Array.ConvertAll(factors, factor => (double)factor)),
            model.Scaling);
        AssertRefused(
            SafetensorsBuilder.Replace(stream.ToArray(), "\"format\"", "\"scaling.factor\":\"[1,1,1,1,1,1]\",\"format\""),
            "'scaling.factor' is a tensor and stands in the metadata too");
        AssertRefused(
            SafetensorsBuilder.Replace(stream.ToArray(), "\"scaling.offset\":{\"dtype\":\"F32\",\"shape\":[6]",
                "\"scaling.offset\":{\"dtype\":\"F32\",\"shape\":[6,1]"),
            "'scaling.offset' is [6, 1] in the file and [6] in DenseAdam");
    }

    [Fact]
    public void A_scaling_of_another_size_is_refused()
    {
        using ModelHandle model = FileModels.Create(FileModels.Dense);
        model.Scaling = Odd;

        ArgumentException refusal = Assert.Throws<ArgumentException>(() => model.Scaling = new([1, 2], [1, 2]));

        Assert.Contains("2 features; DenseAdam takes 6", refusal.Message, StringComparison.Ordinal);
        Assert.Same(Odd, model.Scaling);
        model.Scaling = null;
        Assert.Null(model.Scaling);
    }

    private static void AssertRefused(byte[] content, string message)
    {
        using ModelHandle model = FileModels.Create(FileModels.Dense, 2);
        model.Threshold = 3;
        string[] before = FileModels.Contents(model);

        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => FileModels.Load(model, content));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, FileModels.Contents(model));
    }

    private static long[] Bits(ReadOnlySpan<double> values) => Array.ConvertAll(values.ToArray(), BitConverter.DoubleToInt64Bits);
}
