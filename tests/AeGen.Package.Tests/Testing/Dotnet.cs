using System.Diagnostics;

namespace AeGen.Package.Tests.Testing;

/// <summary>The command line of the SDK, and programs that it built, as processes of their own.</summary>
internal static class Dotnet
{
    /// <summary>A compiler server for these tests alone, which is warm after the first build, and has read each generator once.</summary>
    private static readonly string Server = "aegen-" + Guid.NewGuid().ToString("N");

    // One compiler reads all the models of the command line: instrumented code and a small youngest generation cost it a third of its time.
    private static readonly Dictionary<string, string> ForCompilers = new()
    {
        ["UseSharedCompilation"] = "true",
        ["SharedCompilationId"] = Server,
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_GCgen0size"] = "0x8000000",
    };

    /// <summary>Runs the SDK in a folder.</summary>
    public static Task<Outcome> RunAsync(string folder, params string[] arguments) => ProcessAsync("dotnet", folder, ForCompilers, arguments);

    /// <summary>Runs a program.</summary>
    public static Task<Outcome> ProcessAsync(string program, string folder, params string[] arguments) =>
        ProcessAsync(program, folder, [], arguments);

    /// <summary>Ends the compiler server, which else would stay for ten minutes.</summary>
    public static async Task EndServerAsync(string folder)
    {
        Outcome sdk = await RunAsync(folder, "--list-sdks"), version = await RunAsync(folder, "--version");
        string line = sdk.Output.Split('\n').First(line => line.StartsWith(version.Output.Trim() + " [", StringComparison.Ordinal)).Trim();
        string root = line[(line.IndexOf('[', StringComparison.Ordinal) + 1)..^1];
        string compiler = Path.Combine(root, version.Output.Trim(), "Roslyn", "bincore", "VBCSCompiler.dll");
        await RunAsync(folder, "exec", compiler, "-shutdown", "-pipename:" + Server);
    }

    private static async Task<Outcome> ProcessAsync(string program, string folder, Dictionary<string, string> settings, string[] arguments)
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

        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        // No server stays behind that holds files of a folder that goes, and messages are in the language that tests read.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome($"{program} {string.Join(' ', arguments)}", process.ExitCode, await output, await errors);
    }
}
