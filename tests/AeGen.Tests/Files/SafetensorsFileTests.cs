using AeGen.Files;
using AeGen.Testing.Data;

namespace AeGen.Tests.Files;

/// <summary>The container: its types of numbers, and files that break it.</summary>
public sealed class SafetensorsFileTests
{
    private const string One = "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}";

    [Theory]
    [InlineData("F32", "0000C03F000020C0", 1.5f, -2.5f)]
    [InlineData("F16", "003E00C1", 1.5f, -2.5f)]
    [InlineData("F16", "01000080", 5.9604645e-08f, -0f)]
    [InlineData("BF16", "C03F20C0", 1.5f, -2.5f)]
    [InlineData("F64", "000000000000F83F9A9999999999B93F", 1.5f, 0.1f)]
    public void Floating_point_numbers_are_read(string type, string bytes, float first, float second)
    {
        byte[] data = Convert.FromHexString(bytes);
        string header = $"{{\"a\":{{\"dtype\":\"{type}\",\"shape\":[2],\"data_offsets\":[0,{data.Length}]}}}}";
        using var file = new SafetensorsFile(new MemoryStream(SafetensorsBuilder.File(header, data)), "file");

        Assert.Equal(Bits([first, second]), Bits(file.Read(file.Header.Entries["a"])));
    }

    [Fact]
    public void Shapes_ranges_and_metadata_are_read_in_any_order()
    {
        const string Header = """
            {"b" : {"data_offsets":[6,8],"shape":[2,1,1],"dtype":"U8"}, "empty":{"dtype":"F64","shape":[0,3],"data_offsets":[6,6]},
             "__metadata__":{"k":"v","":"\u00e9"},"scalar":{"dtype":"F32","shape":[],"data_offsets":[0,4]},
             "\u0061":{"dtype":"I16","shape":[1],"data_offsets":[4,6]}}
            """;
        using var file = new SafetensorsFile(new MemoryStream(SafetensorsBuilder.File(Header + "   ", [0, 0, 128, 63, 1, 2, 3, 4])), "file");

        Assert.Equal(["a", "b", "empty", "scalar"], file.Header.Entries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([2, 1, 1], file.Header.Entries["b"].Shape);
        Assert.Equal((8 + Header.Length + 3 + 6, 2), (file.Header.Entries["b"].Offset, file.Header.Entries["b"].Length));
        Assert.Equal(("v", "é"), (file.Header.Metadata["k"], file.Header.Metadata[""]));
        Assert.Equal([1f], file.Read(file.Header.Entries["scalar"]));
        Assert.Empty(file.Read(file.Header.Entries["empty"]));
    }

    [Theory]
    [InlineData("", "ends at offset 0, within the length")]
    [InlineData("00000000000000", "ends at offset 7, within the length")]
    [InlineData("0000000000000000", "the header at offset 8 does not begin with a brace")]
    [InlineData("00000000000000807B7D", "is 9223372036854775808: it is at most 100000000")]
    [InlineData("01E1F505000000007B7D", "is 100000001: it is at most 100000000")]
    [InlineData("00E1F505000000007B7D", "is 100000000, and the file ends at offset 10")]
    [InlineData("03000000000000007B7D", "is 3, and the file ends at offset 10")]
    [InlineData("0200000000000000207B", "does not begin with a brace")]
    [InlineData("02000000000000005B5D", "does not begin with a brace")]
    [InlineData("02000000000000007B7D00", "bytes left at offset 10")]
    public void A_broken_beginning_is_refused(string content, string message) => AssertRefused(Convert.FromHexString(content), message);

    [Theory]
    [InlineData("{", "the header is not JSON at offset 9")]
    [InlineData("{}{}", "the header goes on at offset 10 after its end")]
    [InlineData("{}\n", "goes on at offset 10 after its end; only spaces")]
    [InlineData("{'a':1}", "the tensor 'a' is not an object at offset 13")]
    [InlineData("{'a':{}}", "the tensor 'a' at offset 9 lacks a dtype")]
    [InlineData("{'a':{'dtype':'F32','data_offsets':[0,0]}}", "lacks a shape")]
    [InlineData("{'a':{'dtype':'F32','shape':[0]}}", "lacks two data_offsets")]
    [InlineData("{'a':{'dtype':'F32','shape':[0],'data_offsets':[0]}}", "lacks two data_offsets")]
    [InlineData("{'a':{'dtype':'F32','shape':[0],'data_offsets':[0,0,0]}}", "the range of 'a' has more at offset 60 than 2 numbers")]
    [InlineData("{'a':{'dtype':4,'shape':[0],'data_offsets':[0,0]}}", "the type of 'a' is not a string at offset 22")]
    [InlineData("{'a':{'dtype':'F32','shape':{},'data_offsets':[0,0]}}", "the shape of 'a' is not an array")]
    [InlineData("{'a':{'dtype':'F32','shape':['1'],'data_offsets':[0,4]}}", "the shape of 'a' has something other at offset 37 than a whole number")]
    [InlineData("{'a':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}}", "something other at offset 37")]
    [InlineData("{'a':{'dtype':'F32','shape':[1e0],'data_offsets':[0,4]}}", "something other at offset 37")]
    [InlineData("{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}", "something other at offset 37")]
    [InlineData("{'a':{'dtype':'F32','shape':[-0],'data_offsets':[0,0]}}", "something other at offset 37")]
    [InlineData("{'a':{'dtype':'F32','shape':[9223372036854775808],'data_offsets':[0,0]}}", "something other at offset 37")]
    [InlineData("{'a':{'dtype':'F32','shape':[01],'data_offsets':[0,4]}}", "not JSON")]
    [InlineData("{'a':{'dtype':'F32','shape':[[1]],'data_offsets':[0,4]}}", "not JSON")]
    [InlineData("{'a':{'dtype':'F32','shape':[null],'data_offsets':[0,4]}}", "something other at offset 37")]
    [InlineData("{'a':{'dtype':'F33','shape':[1],'data_offsets':[0,4]}}", "the tensor 'a' at offset 9 is of type 'F33', which is not known")]
    [InlineData("{'a':{'dtype':'f32','shape':[1],'data_offsets':[0,4]}}", "is of type 'f32'")]
    [InlineData("{'a':{'dtype':'F32','dtype':'F32','shape':[1],'data_offsets':[0,4]}}", "the dtype of 'a', given before offset 41, is given twice")]
    [InlineData("{'a':{'dtype':'F32','shape':[1],'shape':[1],'data_offsets':[0,4]}}", "is given twice")]
    [InlineData("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'data_offsets':[0,4]}}", "is given twice")]
    [InlineData("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'strides':[1]}}", "has a field 'strides' at offset 61")]
    [InlineData("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}", "the tensor 'a', described before offset 114, is described twice")]
    [InlineData("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'\\u0061':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}}", "is described twice")]
    [InlineData("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},}", "not JSON")]
    [InlineData("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}/**/}", "not JSON")]
    [InlineData("{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}", "the range [0, 4], 4 bytes; its shape [2] of F32 takes 8")]
    [InlineData("{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,4]}}", "takes 8")]
    [InlineData("{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}", "ends before it begins")]
    [InlineData("{'a':{'dtype':'F32','shape':[1],'data_offsets':[9223372036854775803,9223372036854775807]}}", "past 2^63 bytes")]
    [InlineData("{'a':{'dtype':'F32','shape':[4611686018427387904,2],'data_offsets':[0,0]}}", "has the shape [4611686018427387904, 2], more than 2^63 bytes")]
    [InlineData("{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]}}", "more than 2^63 bytes")]
    [InlineData("{'a':{'dtype':'F32','shape':[4294967296,4294967296,0],'data_offsets':[0,0]}}", "more than 2^63 bytes")]
    [InlineData("{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}", "'a' lies at offsets 66 to 70, and the header ends at offset 62: there is a hole between them")]
    [InlineData("{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}", "'a' lies at offsets 62 to 70, and the file ends at offset 66")]
    [InlineData("{'a':{'dtype':'F32','shape':[1000000000000],'data_offsets':[0,4000000000000]}}", "and the file ends at offset")]
    [InlineData("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'U8','shape':[2],'data_offsets':[2,4]}}", "'b' lies at offsets 116 to 118, and 'a' ends at offset 118: there is an overlap")]
    [InlineData("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}", "there is an overlap")]
    [InlineData("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[0],'data_offsets':[2,2]}}", "there is an overlap")]
    [InlineData("{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'b':{'dtype':'U8','shape':[2],'data_offsets':[2,4]}}", "'b' lies at offsets 115 to 117, and 'a' ends at offset 114: there is a hole between them")]
    [InlineData("{'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]}}", "bytes left at offset 64")]
    [InlineData("{'__metadata__':[]}", "the metadata is not an object at offset 24")]
    [InlineData("{'__metadata__':null}", "the metadata is not an object")]
    [InlineData("{'__metadata__':{'a':1}}", "the metadata's 'a' is not a string at offset 29")]
    [InlineData("{'__metadata__':{'a':{'b':'c'}}}", "the metadata's 'a' is not a string")]
    [InlineData("{'__metadata__':{'a':'1','a':'2'}}", "the metadata's 'a' at offset 33 stands there twice")]
    [InlineData("{'__metadata__':{},'__metadata__':{}}", "there is a second __metadata__ at offset 27")]
    [InlineData("{'\\ud800':{}}", "the text at offset 9 is not UTF-8, or has half a surrogate pair")]
    [InlineData("{'a\\u0007b':{}}", "the tensor 'a\\u0007b' at offset 9 lacks a dtype")]
    public void A_broken_header_is_refused(string header, string message) => AssertRefused(SafetensorsBuilder.File(header, 4), message);

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        AssertRefused(SafetensorsBuilder.File([(byte)'{', (byte)'"', 0xFF, (byte)'"', (byte)':', (byte)'{', (byte)'}', (byte)'}'], []), "the text at offset 9 is not UTF-8");

    [Fact]
    public void More_dimensions_than_tensors_have_are_refused() =>
        AssertRefused(
            SafetensorsBuilder.File($"{{'a':{{'dtype':'F32','shape':[{string.Join(',', Enumerable.Repeat(1, 65))}],'data_offsets':[0,4]}}}}", 4), "than 64 numbers");

    [Fact]
    public void A_long_name_is_cut_off_in_messages()
    {
        string message = Refusal(SafetensorsBuilder.File($"{{'{new string('x', 1_000_000)}':{{}}}}"));

        Assert.Contains("xxx...'", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 80, 300);
    }

    [Fact]
    public void An_announced_length_allocates_nothing()
    {
        byte[] header = SafetensorsBuilder.File("{'a':{'dtype':'F32','shape':[1000000000],'data_offsets':[0,4000000000]}}", 4);
        byte[] beginning = [0, 0, 0xF0, 5, 0, 0, 0, 0, (byte)'{'];
        Refusal(header);
        Refusal(beginning);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal(header);
        Refusal(beginning);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData("I64", "0100000000000000", "is of type I64; F32, F16, BF16 and F64 are read")]
    [InlineData("BOOL", "01", "is of type BOOL")]
    [InlineData("F32", "0000807F", "'a' holds Infinity at index 0, offset 62")]
    [InlineData("F32", "0000C0FF", "holds NaN at index 0")]
    [InlineData("F16", "00FC", "holds -Infinity at index 0")]
    [InlineData("BF16", "C07F", "holds NaN at index 0")]
    [InlineData("F64", "A0C8EB85F3CCE17F", "holds Infinity at index 0")]
    public void Numbers_that_are_no_weights_are_refused(string type, string bytes, string message)
    {
        byte[] data = Convert.FromHexString(bytes);
        string header = $"{{\"a\":{{\"dtype\":\"{type}\",\"shape\":[1],\"data_offsets\":[0,{data.Length}]}}}}";
        using var file = new SafetensorsFile(new MemoryStream(SafetensorsBuilder.File(header, data)), "file");

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => file.Read(file.Header.Entries["a"]));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_far_into_a_tensor_is_named_by_its_index()
    {
        float[] values = new float[70_000];
        values[66_666] = float.NaN;
        using var file = new SafetensorsFile(new MemoryStream(SafetensorsBuilder.File(("a", [700, 100], values))), "file");

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => file.Read(file.Header.Entries["a"]));
        Assert.Contains($"holds NaN at index 66666, offset {file.Header.Entries["a"].Offset + (4 * 66666)}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_shrinks_meanwhile_is_refused()
    {
        using var stream = new MemoryStream();
        stream.Write(SafetensorsBuilder.File(One, 4));
        stream.Position = 0;
        using var file = new SafetensorsFile(stream, "file");
        stream.SetLength(stream.Length - 1);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => file.Read(file.Header.Entries["a"]));
        Assert.Contains("the file ends at offset 65, within 'a'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_on_disk_is_named_by_its_path()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("broken", "no tensors here, none at all");

        Assert.StartsWith(path + ": ", Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(path)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(Path.Combine(folder.Path, "missing")));
        Assert.Throws<UnauthorizedAccessException>(() => SafetensorsFile.Open(folder.Path));
        File.Delete(path);
    }

    private static void AssertRefused(byte[] content, string message) => Assert.Contains(message, Refusal(content), StringComparison.Ordinal);

    private static string Refusal(byte[] content)
    {
        string message = Assert.Throws<InvalidDataException>(() => new SafetensorsFile(new MemoryStream(content), "file")).Message;
        Assert.StartsWith("file: ", message, StringComparison.Ordinal);
        return message;
    }

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
