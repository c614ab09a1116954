using System.Collections.Concurrent;
using System.Diagnostics;

namespace AeGen.Testing.Harness;

/// <summary>Debian's Python, where it is installed: the other side of the files that AeGen reads and writes.</summary>
internal static class Python
{
    private const string Executable = "/usr/bin/python3";

    private static readonly ConcurrentDictionary<string, Lazy<bool>> Found = [];

    /// <summary>Skips a test where Python or a module is missing.</summary>
    /// <param name="modules">The modules' names, separated by commas.</param>
    public static void Require(string modules) => Assert.SkipUnless(
        Found.GetOrAdd(modules, _ => new(() => File.Exists(Executable) && Run(["-I", "-c", "import " + modules], null, string.Empty).Code == 0)).Value,
        $"There is no {Executable} with {modules}.");

    /// <summary>Runs a program in a folder, and returns what it prints.</summary>
    public static string RunProgram(string program, string folder) => Checked(Run(["-I", "-c", program], folder, string.Empty));

    /// <summary>Runs a script that lies beside the tests, and returns what it prints.</summary>
    public static string RunScript(string script, string input, params string[] arguments) =>
        Checked(Run([Path.Combine(AppContext.BaseDirectory, script), .. arguments], null, input));

    private static string Checked((int Code, string Output, string Errors) run)
    {
        Assert.True(run.Code == 0, run.Errors);
        return run.Output;
    }

    private static (int Code, string Output, string Errors) Run(IEnumerable<string> arguments, string? folder, string input)
    {
        using Process process = Process.Start(new ProcessStartInfo(Executable, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
