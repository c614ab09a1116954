using AeGen.Tests.Files;
using AeGen.Tests.Numerics;
using AeGen.Tests.Training;
using Xunit.Runner.InProc.SystemConsole;

namespace AeGen.Tests;

/// <summary>
/// The tests, and what they run in a process of its own, to kill it, to take its disk away or to give it another
/// processor.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments) => arguments switch
    {
        ["numerics", var widest] => NumericsProcess.Run(widest),
        ["save-forever", var path] => SavingProcess.SaveForever(path),
        ["save-once", var path] => SavingProcess.SaveOnce(path),
        ["train", var folder, var path] => TrainingProcess.Train(folder, path),
        _ => ConsoleRunner.Run(arguments).GetAwaiter().GetResult(),
    };
}
