using AeGen.Lab.Devices;
using Xunit.Runner.InProc.SystemConsole;

namespace AeGen.Tests.Numerics;

/// <summary>A process that runs numeric tests on a processor with narrower vectors than this machine's.</summary>
internal static class NumericsProcess
{
    /// <summary>Exit code where the process has other vectors than it is about.</summary>
    private const int WrongWidth = 4;

    private static readonly Type[] Tests = [typeof(GridTests), typeof(UsualShapeTests)];

    /// <summary>Runs the tests.</summary>
    /// <param name="widest">Bits of the widest vectors that it must find.</param>
    public static int Run(string widest)
    {
        if ($"{Processor.VectorBits}" != widest)
        {
            Console.WriteLine($"The widest vectors have {Processor.VectorBits} bits, not {widest}.");
            return WrongWidth;
        }

        return ConsoleRunner.Run([.. Tests.SelectMany(test => new[] { "-class", test.FullName! }), "-noColor"]).GetAwaiter().GetResult();
    }
}
