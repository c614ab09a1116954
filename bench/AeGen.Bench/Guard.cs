using System.CommandLine;

namespace AeGen.Bench;

/// <summary>Runs a suite, and turns what can go wrong with it into a message and an exit code.</summary>
internal static class Guard
{
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
        catch (UsageException exception)
        {
            await errors.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return ExitCodes.Usage;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OutOfMemoryException or TimeoutException)
        {
            await errors.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return ExitCodes.Failure;
        }
    }
}
