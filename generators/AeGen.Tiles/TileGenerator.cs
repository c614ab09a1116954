using Microsoft.CodeAnalysis;

namespace AeGen.Tiles;

/// <summary>Writes the library's register tiles, which are the same for every network: unrolled, each sum a local of its own.</summary>
[Generator]
public sealed class TileGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterPostInitializationOutput(output =>
    {
        output.AddSource("Products.g.cs", TileWriter.File("Products", writer => new ProductTiles(writer).Write()));
        output.AddSource("Dots.g.cs", TileWriter.File("Dots", writer => new DotTiles(writer).Write()));
        output.AddSource("OuterProducts.g.cs", TileWriter.File("OuterProducts", writer => new OuterProductTiles(writer).Write()));
    });
}
