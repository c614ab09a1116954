using System.CommandLine;
using ILGPU.Runtime;

namespace AeGen.Lab.Commands;

/// <summary>Runs a command's work, and turns what can go wrong with it into a message and an exit code.</summary>
internal static class Guard
{
    public static Task<int> RunAsync(ParseResult parsed, Action work) => RunAsync(parsed, () =>
    {
        work();
        return ExitCodes.Success;
    });

    /// <param name="parsed">The command line.</param>
    /// <param name="work">The work, which says by its exit code what came of it.</param>
    public static async Task<int> RunAsync(ParseResult parsed, Func<int> work)
    {
        TextWriter errors = parsed.InvocationConfiguration.Error;
        try
        {
            // Off the caller's thread, which waits for Ctrl-C.
            return await Task.Run(work).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("Cancelled.").ConfigureAwait(false);
            return ExitCodes.Cancelled;
        }
        catch (Exception exception) when (exception is UsageException or DeviceNotAvailableException)
        {
            await errors.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return ExitCodes.Usage;
        }
        catch (LossDivergedException exception)
        {
            await errors.WriteLineAsync($"{exception.Message} A smaller learning rate helps.").ConfigureAwait(false);
            return ExitCodes.Failure;
        }
        catch (Exception exception)
            when (exception is IOException or InvalidDataException or UnauthorizedAccessException or ArithmeticException or OutOfMemoryException)
        {
            await errors.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return ExitCodes.Failure;
        }
        catch (AcceleratorException exception)
        {
            await errors.WriteLineAsync($"The device failed: {exception.Message}").ConfigureAwait(false);
            return ExitCodes.Failure;
        }
    }
}
