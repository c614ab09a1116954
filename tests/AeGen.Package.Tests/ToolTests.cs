using AeGen.Package.Tests.Testing;

namespace AeGen.Package.Tests;

/// <summary>The command line, installed as a tool.</summary>
public sealed class ToolTests(Workplace workplace)
{
    [Fact]
    public async Task It_is_installed_by_one_command_and_does_the_main_job()
    {
        string folder = workplace.InFolder("tools"), report = workplace.InFolder("report.html");
        await workplace.PackedAsync();
        string[] install = ["tool", "install", "AeGen.Lab", "--version", workplace.Version, "--tool-path", folder, "--add-source", workplace.Feed];
        (await Dotnet.RunAsync(workplace.InFolder(), install)).Succeeded();

        string aegen = Path.Combine(folder, OperatingSystem.IsWindows() ? "aegen.exe" : "aegen");
        Outcome compared = (await Dotnet.ProcessAsync(aegen, workplace.InFolder(), "compare", "--epochs", "2", "--report", report)).Succeeded();

        Assert.Contains("exact PCA", compared.Output, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", await File.ReadAllTextAsync(report), StringComparison.Ordinal);
        Assert.Contains("aegen", (await Dotnet.ProcessAsync(aegen, workplace.InFolder(), "--help")).Succeeded().Output, StringComparison.Ordinal);
    }
}
