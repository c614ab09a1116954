using System.Text;
using AeGen.Testing.Data;
using AeGen.Tests.Files;

namespace AeGen.Tests.Data;

/// <summary>Tensors of safetensors files as samples.</summary>
public sealed class TensorFileTests : IDisposable
{
    private static readonly byte[] Two = SafetensorsBuilder.File(("first", [2, 2], [1, 2, 3, 4]), ("second", [3], [7, 8, 9]));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Tensors_are_read_by_name()
    {
        string path = folder.Write("two.safetensors", Two);

        Assert.Equal(["first", "second"], TensorFile.Names(path));
        AssertBoth(path, "first", 2, 1, 2, 3, 4);
        AssertBoth(path, "second", 1, 7, 8, 9);
    }

    [Fact]
    public void The_only_tensor_needs_no_name_and_more_dimensions_make_up_a_samples_features()
    {
        string path = folder.Write("one.safetensors", SafetensorsBuilder.File(("x", [2, 3, 1, 2], [.. Enumerable.Range(0, 12).Select(value => (float)value)])));

        AssertBoth(path, null, 6, [.. Enumerable.Range(0, 12).Select(value => (float)value)]);
    }

    /// <summary>1.5, -2 and 65,504 in each of the types, the low byte first.</summary>
    [Theory]
    [InlineData("F32", "0000C03F000000C000E07F47")]
    [InlineData("F16", "003E00C0FF7B")]
    [InlineData("F64", "000000000000F83F00000000000000C00000000000FCEF40")]
    public void Every_type_that_weights_may_have_is_read(string type, string bytes)
    {
        byte[] data = Convert.FromHexString(bytes);
        string path = folder.Write("typed.safetensors", SafetensorsBuilder.File(
            $"{{\"x\":{{\"dtype\":\"{type}\",\"shape\":[3],\"data_offsets\":[0,{data.Length}]}}}}", data));

        AssertBoth(path, null, 1, 1.5f, -2, 65504);
    }

    [Fact]
    public void Sixteen_bits_with_eight_of_them_for_the_exponent_are_read()
    {
        string path = folder.Write("bf16.safetensors", SafetensorsBuilder.File(
            """{"x":{"dtype":"BF16","shape":[2,1],"data_offsets":[0,4]}}""", Convert.FromHexString("C03F00C0")));

        AssertBoth(path, null, 1, 1.5f, -2);
    }

    [Fact]
    public void Numbers_as_memory_has_them_are_mapped_in_place()
    {
        // The header is padded so that the tensors lie at a multiple of four.
        string header = """{"first":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"x":{"dtype":"F32","shape":[2,1],"data_offsets":[8,16]}}""";
        byte[] content = SafetensorsBuilder.File(header.PadRight(128), [0, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(5f), .. BitConverter.GetBytes(6f)]);
        string path = folder.Write("aligned.safetensors", content);
        using DataSet set = TensorFile.Open(path, "x");
        Assert.Equal([5, 6], set.Samples.ToArray());

        // Only because it is mapped and not copied, the set sees what changes in the file.
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Seek(-sizeof(float), SeekOrigin.End);
            file.Write(BitConverter.GetBytes(9f));
        }

        Assert.Equal([5, 9], set.Samples.ToArray());
    }

    [Fact]
    public void Numbers_that_are_not_aligned_are_converted()
    {
        for (int padding = 0; padding < 4; padding++)
        {
            string header = """{"x":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}""" + new string(' ', padding);
            AssertBoth(
                folder.Write($"padded{padding}.safetensors", SafetensorsBuilder.File(header, [.. BitConverter.GetBytes(5f), .. BitConverter.GetBytes(6f)])),
                null, 1, 5, 6);
        }
    }

    [Fact]
    public void Samples_that_miss_values_are_refused_by_their_place_or_left_out()
    {
        byte[] content = SafetensorsBuilder.File(("b", [1], [0]), ("x", [3, 2], [1, 2, float.NaN, 4, 5, 6]));
        string path = folder.Write("missing.safetensors", content);
        int offset = content.Length - (4 * sizeof(float));

        string refusal = $"the number at offset {offset} (sample 1, feature 0) is NaN";
        Assert.Contains(refusal, Refused(path, "x"), StringComparison.Ordinal);
        ReadOptions drop = new() { MissingValues = MissingValues.DropRows };
        using DataSet opened = TensorFile.Open(path, "x", drop);
        foreach (DataSet set in (DataSet[])[TensorFile.Read(path, "x", drop), opened])
        {
            Assert.Equal([1, 2, 5, 6], set.Samples.ToArray());
            Assert.Equal(1, set.DroppedRows);
        }
    }

    [Fact]
    public void What_cannot_be_taken_is_refused_with_the_names_there_are()
    {
        string path = folder.Write("two.safetensors", Two);

        Assert.Contains("there are 2 tensors, 'first', 'second': one has to be named", Refused(path, null), StringComparison.Ordinal);
        Assert.Contains("there is no tensor 'third' among 'first', 'second'", Refused(path, "third"), StringComparison.Ordinal);
        Assert.Contains("there are 0 tensors, none", Refused(folder.Write("none.safetensors", SafetensorsBuilder.File("{}")), null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{'x':{'dtype':'I64','shape':[2,2],'data_offsets':[0,32]}}", 32, "is of type I64; F32, F16, BF16 and F64 are read")]
    [InlineData("{'x':{'dtype':'F32','shape':[],'data_offsets':[0,4]}}", 4, "the shape of 'x' is []: a single number is no sample")]
    [InlineData("{'x':{'dtype':'F32','shape':[3,0],'data_offsets':[0,0]}}", 0, "the shape of 'x' is [3, 0]: it is empty")]
    [InlineData("{'x':{'dtype':'F32','shape':[2,2],'data_offsets':[0,16]}}", 12, "and the file ends at offset")]
    [InlineData("{'x':{'dtype':'F32','shape':[2,2],'data_offsets':[0,16]}}", 20, "there are bytes left")]
    [InlineData("{'x':{'dtype':'F32','shape':[2,2],'data_offsets':[0,12]}}", 12, "its shape [2, 2] of F32 takes 16")]
    [InlineData("1,2\n3,4\n", 0, "does not begin with a brace")]
    public void A_damaged_file_is_refused_by_its_place(string header, int data, string message) =>
        Assert.Contains(message, Refused(folder.Write("damaged.safetensors", SafetensorsBuilder.File(header, data)), "x"), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_another_kind_is_refused_by_its_place() =>
        Assert.Contains("header's length at offset 0", Refused(folder.Write("text.safetensors", Encoding.UTF8.GetBytes("1,2\n3,4\n5,6\n")), null), StringComparison.Ordinal);

    private static void AssertBoth(string path, string? name, int sampleSize, params float[] expected)
    {
        using DataSet opened = TensorFile.Open(path, name);
        foreach (DataSet set in (DataSet[])[TensorFile.Read(path, name), opened])
        {
            Assert.Equal(sampleSize, set.SampleSize);
            Assert.Equal(expected, set.Samples.ToArray());
        }
    }

    /// <summary>What both ways of reading say, which is the same.</summary>
    private static string Refused(string path, string? name)
    {
        string message = Assert.Throws<InvalidDataException>(() => TensorFile.Read(path, name)).Message;
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => TensorFile.Open(path, name)).Message);
        Assert.StartsWith(path + ": ", message, StringComparison.Ordinal);
        return message;
    }
}
