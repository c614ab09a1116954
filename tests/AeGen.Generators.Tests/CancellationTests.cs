using AeGen.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AeGen.Generators.Tests;

/// <summary>A run that nobody waits for any more ends.</summary>
public sealed class CancellationTests
{
    [Fact]
    public void A_cancelled_run_ends_with_that()
    {
        var driver = CSharpGeneratorDriver.Create([new AutoencoderGenerator().AsSourceGenerator()], parseOptions: Compilations.ParseOptions);
        CSharpCompilation compilation = Compilations.Of(Examples.All["Tied"]);

        Assert.Throws<OperationCanceledException>(() => driver.RunGenerators(compilation, new CancellationToken(canceled: true)));
    }
}
