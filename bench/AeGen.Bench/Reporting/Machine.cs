using System.Runtime.InteropServices;

namespace AeGen.Bench.Reporting;

/// <summary>The machine that a run measures.</summary>
internal sealed record Machine(string System, string Architecture, string Processor, int Processors, string Runtime)
{
    /// <summary>This one.</summary>
    public static Machine This() => new(
        RuntimeInformation.OSDescription,
        RuntimeInformation.OSArchitecture.ToString(),
        ProcessorName() ?? "unknown processor",
        Environment.ProcessorCount,
        RuntimeInformation.FrameworkDescription);

    /// <summary>A line of text.</summary>
    public override string ToString() => $"{System}, {Architecture}, {Processor}, {Table.Whole(Processors)} processors, {Runtime}";

    private static string? ProcessorName()
    {
        const string Linux = "/proc/cpuinfo";
        if (!File.Exists(Linux))
        {
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        }

        string? line = File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
