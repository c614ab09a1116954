using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using AeGen.Lab.Commands;
using Spectre.Console;

namespace AeGen.Lab;

/// <summary>The program, from its arguments to its exit code.</summary>
internal static class App
{
    public static async Task<int> RunAsync(string[] arguments, IAnsiConsole console, TextWriter output, TextWriter errors)
    {
        // A root command would be called after the assembly.
        var root = new Command(
            "aegen",
            "Autoencoders compiled inside the C# compiler. Without a command: trains the free, the tied and the right-inverse decoder of one "
            + "architecture on handwritten digits, prints them beside exact PCA, and writes a report.");
        root.Add(new HelpOption());
        root.Add(new VersionOption());
        DemoCommand.AddTo(root, console);
        root.Add(CompareCommand.Create(console));
        root.Add(TheoryCommand.Create(console));
        root.Add(TrainCommand.Create(console));
        foreach (Command command in UseCommand.CreateAll(console))
        {
            root.Add(command);
        }

        root.Add(DimensionCommand.Create(console));
        root.Add(DataCommand.Create(console));
        root.Add(DevicesCommand.Create(console));

        ParseResult parsed = root.Parse(arguments);
        if (parsed.Action is ParseErrorAction mistake)
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
