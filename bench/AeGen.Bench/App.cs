using System.CommandLine;
using System.CommandLine.Invocation;
using AeGen.Bench.Gpu;
using AeGen.Bench.Peers;
using Spectre.Console;

namespace AeGen.Bench;

/// <summary>The program, from its arguments to its exit code: one command a suite.</summary>
internal static class App
{
    public static async Task<int> RunAsync(string[] arguments, IAnsiConsole console, TextWriter output, TextWriter errors)
    {
        var root = new RootCommand("The benchmarks of AeGen, beside the same networks in other libraries on the same machine.");
        root.Add(PeersCommand.Create(console));
        root.Add(GpuCommand.Create(console));
        root.Add(PtxCommand.Create(console));
        foreach (Command suite in SuitesCommand.Create())
        {
            root.Add(suite);
        }

        ParseResult parsed = root.Parse(arguments);
        if (parsed.Action is ParseErrorAction mistake && arguments.Length > 0)
        {
            // The whole help would push the message out of sight.
            mistake.ShowHelp = false;
        }

        int code = await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(5),
            Output = output,
            Error = errors,
        }).ConfigureAwait(false);

        return parsed.Action is ParseErrorAction ? ExitCodes.Usage : code;
    }
}
