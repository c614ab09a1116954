using System.Xml.Linq;
using AeGen.Lab;
using AeGen.Testing.Data;
using AeGen.Testing.Lab;

namespace AeGen.Tests.Lab;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("compare --epochs 0", "--epochs is a whole number, at least 1, and not '0'")]
    [InlineData("compare --epochs many", "not 'many'")]
    [InlineData("compare --learning-rate NaN", "--learning-rate is a number above 0")]
    [InlineData("compare --schedule linear", "cosine")]
    [InlineData("compare --code 7", "--code is one of 2, 8, 16, 20, 32")]
    [InlineData("compare --data nowhere.csv", "folder or file 'nowhere.csv'")]
    [InlineData("data --scale 0", "--scale is a number above 0")]
    [InlineData("--seed -1", "--seed is a whole number")]
    [InlineData("--device tpu", "--device is auto, cpu, cuda, opencl or ilgpu-cpu")]
    [InlineData("compare --device cuda:", "not 'cuda:'")]
    [InlineData("compare --device opencl:-1", "not 'opencl:-1'")]
    [InlineData("compare --device cpu:0", "not 'cpu:0'")]
    [InlineData("compare --device cuda:99", "There is no ")]
    [InlineData("fly", "fly")]
    public async Task A_mistake_is_told_in_a_line_and_the_exit_code_is_2(string arguments, string message)
    {
        (int code, string? output, string? errors) = await CommandLine.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_named_with_the_line_and_the_exit_code_is_1()
    {
        string path = folder.Write("damaged.csv", "1,2\n3\n");

        (int code, string _, string? errors) = await CommandLine.RunAsync("data", "--data", path);

        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains($"{path}, line 2", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_that_no_model_was_compiled_for_are_told_the_sizes_there_are()
    {
        string path = folder.Write("narrow.csv", string.Concat(Enumerable.Repeat("1,2,3\n", 10)));

        (int code, string _, string? errors) = await CommandLine.RunAsync("compare", "--data", path);

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("64 and 784", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_several_tensors_is_taken_by_its_name()
    {
        string path = folder.Write("two.safetensors", AeGen.Tests.Files.SafetensorsBuilder.File(("a", [2], [1, 2]), ("b", [10, 3], new float[30])));

        (int code, string output, string errors) = await CommandLine.RunAsync("data", "--data", path);
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains("2 tensors, 'a', 'b': one has to be named", errors, StringComparison.Ordinal);

        (code, output, _) = await CommandLine.RunAsync("data", "--data", path, "--array", "b");
        Assert.Equal(ExitCodes.Success, code);
        Assert.Contains("8 training and 2 test samples of 3 features", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_files_labels_and_scale_are_taken_off()
    {
        string path = folder.Write("table.csv", "x,y,class\n" + string.Concat(Enumerable.Repeat("0,200,3\n50,100,4\n", 10)));

        (int code, string? output, string _) = await CommandLine.RunAsync("data", "--data", path, "--label", "class", "--scale", "0.01");

        Assert.Equal(ExitCodes.Success, code);
        Assert.Contains("16 training and 4 test samples of 2 features from 0 to 2", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("compare --help")]
    [InlineData("data --help")]
    [InlineData("devices --help")]
    public async Task Help_describes_every_option(string arguments)
    {
        (int code, string? output, string _) = await CommandLine.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCodes.Success, code);
        Assert.Contains("Usage:\n  aegen", output, StringComparison.Ordinal);
        Assert.All(
            output.Split('\n').Where(line => line.StartsWith("  -", StringComparison.Ordinal)),
            line => Assert.Matches(@"^  -.*\S  +\S", line));
    }

    [Fact]
    public async Task A_comparison_prints_a_table_and_writes_a_page_that_needs_nothing_else()
    {
        string path = Path.Combine(folder.Path, "new", "report.html");

        (int code, string? output, string? errors) = await CommandLine.RunAsync("compare", "--code", "8", "--epochs", "5", "--report", path);

        Assert.Equal((ExitCodes.Success, string.Empty), (code, errors));
        Assert.Contains("right inverse", output, StringComparison.Ordinal);
        Assert.Contains(path, output, StringComparison.Ordinal);
        Assert.Contains("Device: cpu, ", output, StringComparison.Ordinal);

        string page = await File.ReadAllTextAsync(path);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        XElement root = XDocument.Parse(page["<!DOCTYPE html>".Length..]).Root!;
        Assert.Contains("Device: cpu, ", root.Value, StringComparison.Ordinal);
        Assert.Equal(5, root.Descendants("img").Count());
        Assert.All(root.Descendants("img"), image => Assert.StartsWith("data:image/png;base64,", image.Attribute("src")!.Value, StringComparison.Ordinal));
        Assert.Empty(root.Descendants("script"));
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }
}
