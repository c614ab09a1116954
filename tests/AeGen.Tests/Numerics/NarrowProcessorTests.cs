using System.Diagnostics;
using System.Text.RegularExpressions;
using AeGen.Lab.Devices;
using AeGen.Tests.Harness;

namespace AeGen.Tests.Numerics;

/// <summary>
/// The kernels on processors without this one's widest vectors. What <see cref="CpuOptions.VectorBits"/> chooses here is not
/// that: the compiler of .NET then still uses the wide processor's other instructions and its 32 registers.
/// </summary>
public sealed partial class NarrowProcessorTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    public async Task Kernels_compute_the_same(string wider, int widest)
    {
        Assert.SkipUnless(Processor.VectorBits > widest, $"This processor's widest vectors have {Processor.VectorBits} bits.");
        using Process process = OwnProcess.Start(["numerics", $"{widest}"], variables: new Dictionary<string, string> { [wider] = "0" });
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, output + await errors);
        Match total = Total().Match(output);
        Assert.True(total.Success && int.Parse(total.Groups[1].ValueSpan) > 0, output);
    }

    [GeneratedRegex(@"Total: (\d+), Errors: 0, Failed: 0, Skipped: 0")]
    private static partial Regex Total();
}
