using AeGen.Lab;
using Spectre.Console.Testing;

namespace AeGen.Testing.Lab;

/// <summary>Runs the program as from a terminal that is a file.</summary>
internal static class CommandLine
{
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using TestConsole console = new TestConsole().Width(200);
        await using var errors = new StringWriter();
        int code = await App.RunAsync(arguments, console, console.Profile.Out.Writer, errors);
        return (code, console.Output, errors.ToString());
    }
}
