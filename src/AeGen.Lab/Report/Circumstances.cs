using System.Globalization;
using System.Runtime.InteropServices;

namespace AeGen.Lab.Report;

/// <summary>When and on what a report was made.</summary>
internal static class Circumstances
{
    public static string Describe(DateTimeOffset time) => string.Create(
        CultureInfo.InvariantCulture,
        $"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors.");
}
