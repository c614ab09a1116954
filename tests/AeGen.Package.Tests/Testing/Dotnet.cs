using System.Diagnostics;

namespace AeGen.Package.Tests.Testing;

/// <summary>The command line of the SDK, and programs that it built, as processes of their own.</summary>
internal static class Dotnet
{
    /// <summary>Runs the SDK in a folder.</summary>
    public static Task<Outcome> RunAsync(string folder, params string[] arguments) => ProcessAsync("dotnet", folder, arguments);

    /// <summary>Runs a program.</summary>
    public static async Task<Outcome> ProcessAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // What the test run's own SDK set for its children would bind these to it.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        // No server stays behind that holds files of a folder that goes, and messages are in the language that tests read.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome($"{program} {string.Join(' ', arguments)}", process.ExitCode, await output, await errors);
    }
}
