using System.Globalization;
using AeGen.Runtime;

namespace AeGen.Tests.Misuse;

/// <summary>Memory that is not there is an exception, not the end of the process.</summary>
public sealed class NativeBufferTests
{
    [Fact]
    public void More_memory_than_there_is_is_refused_by_name_and_size()
    {
        long floats = (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / sizeof(float)) + 1;

        InsufficientMemoryException exception = Assert.Throws<InsufficientMemoryException>(() => new NativeBuffer<float>(floats, "the test"));

        Assert.Contains("the test", exception.Message, StringComparison.Ordinal);
        Assert.Contains((floats * sizeof(float)).ToString("N0", CultureInfo.CurrentCulture), exception.Message, StringComparison.Ordinal);
    }
}
