using AeGen.Lab;
using Spectre.Console;

namespace AeGen.Testing.Lab;

/// <summary>Runs the program as from a terminal that is a file.</summary>
internal static class CommandLine
{
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 200;
        return (await App.RunAsync(arguments, console, output, errors), output.ToString(), errors.ToString());
    }
}
