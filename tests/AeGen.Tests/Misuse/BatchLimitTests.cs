using System.Globalization;
using AeGen.Runtime;
using AeGen.Testing.Harness;

namespace AeGen.Tests.Misuse;

/// <summary>A batch whose places have more than 31 bits is refused where it is given, whatever memory there is.</summary>
public sealed class BatchLimitTests
{
    [Fact]
    public void More_samples_than_kernels_address_are_refused_by_number_and_limit()
    {
        var library = new ModelLibrary([new ModelDeclaration("OneFeature", 1, [new(1)], new(DecoderKind.Tied))]);
        using ModelHandle model = library.Create("OneFeature");
        float[] batch = new float[Panels.MostRows + 1];

        string message = Assert.Throws<InsufficientMemoryException>(() => model.TrainStep(batch)).Message;

        Assert.Equal(67_108_862, Panels.MostRows);
        Assert.Contains(batch.Length.ToString("N0", CultureInfo.CurrentCulture), message, StringComparison.Ordinal);
        Assert.Contains(Panels.MostRows.ToString("N0", CultureInfo.CurrentCulture), message, StringComparison.Ordinal);
    }
}
