using System.Globalization;
using AeGen.Lab;
using AeGen.Testing.Data;
using AeGen.Testing.Lab;

namespace AeGen.Ilgpu.Tests.Lab;

public sealed class LabDeviceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_comparison_runs_on_another_device_and_says_so()
    {
        // The accelerator is slow: few samples, and in two batches of different sizes.
        var random = new Random(1);
        IEnumerable<string> rows = Enumerable.Range(0, 25)
            .Select(_ => string.Join(',', Enumerable.Range(0, 64).Select(_ => random.NextSingle().ToString("0.000", CultureInfo.InvariantCulture))));
        string data = folder.Write("few.csv", string.Join('\n', rows));
        string report = Path.Combine(folder.Path, "report.html");
        string[] arguments = ["compare", "--data", data, "--code", "2", "--epochs", "1", "--batch", "12", "--report", report];

        (int code, string? output, string? errors) = await CommandLine.RunAsync([.. arguments, "--device", "ilgpu-cpu"]);

        Assert.Equal((ExitCodes.Success, string.Empty), (code, errors));
        Assert.Contains("Device: ilgpu-cpu, ", output, StringComparison.Ordinal);
        Assert.Contains("Device: ilgpu-cpu, ", await File.ReadAllTextAsync(report), StringComparison.Ordinal);

        // The same steps from the same weights: the errors that are printed agree with the CPU's but for rounding.
        (_, string? expected, _) = await CommandLine.RunAsync(arguments);
        Assert.All(
            ErrorsIn(expected).Zip(ErrorsIn(output)),
            pair => Assert.InRange(pair.Second, pair.First - 0.001, pair.First + 0.001));
        Assert.Equal(4, ErrorsIn(output).Count);
    }

    [Fact]
    public async Task The_list_has_ILGPUs_cpu_device()
    {
        (int code, string? output, string _) = await CommandLine.RunAsync("devices");

        Assert.Equal(ExitCodes.Success, code);
        Assert.Contains("ilgpu-cpu", output, StringComparison.Ordinal);
    }

    /// <summary>The test errors of the models and of PCA, top to bottom.</summary>
    private static List<double> ErrorsIn(string output) =>
    [
        .. from line in output.Split('\n')
           let cells = line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
           where cells.Length >= 4 && cells[0] is "free" or "tied" or "right inverse" or "exact PCA, k = 2"
           select double.Parse(cells[cells[0].StartsWith("exact", StringComparison.Ordinal) ? 2 : 3], CultureInfo.InvariantCulture),
    ];
}
