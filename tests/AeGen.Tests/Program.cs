using AeGen.Tests.Files;
using AeGen.Tests.Training;

namespace AeGen.Tests;

/// <summary>What tests run in a process of its own, to kill it or to take its disk away. Test runners never come here.</summary>
internal static class Program
{
    public static int Main(string[] arguments) => arguments switch
    {
        ["save-forever", var path] => SavingProcess.SaveForever(path),
        ["save-once", var path] => SavingProcess.SaveOnce(path),
        ["train", var folder, var path] => TrainingProcess.Train(folder, path),
        _ => throw new ArgumentException("This program is for tests to start."),
    };
}
