using AeGen.Bench;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    // Nobody's terminal limits a file's lines.
    AnsiConsole.Profile.Width = 200;
}

return await App.RunAsync(args, AnsiConsole.Console, Console.Out, Console.Error).ConfigureAwait(false);
