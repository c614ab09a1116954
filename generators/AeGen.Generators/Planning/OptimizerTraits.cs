using AeGen.Generators.Declaration;

namespace AeGen.Generators.Planning;

/// <summary>What the mathematics says of an optimizer, whatever the target.</summary>
internal static class OptimizerTraits
{
    /// <summary>Number of moments that it keeps of each parameter.</summary>
    public static int Moments(this OptimizerKind optimizer) => optimizer switch
    {
        OptimizerKind.Sgd => 1,
        OptimizerKind.Adam or OptimizerKind.AdamW or OptimizerKind.RmsProp => 2,
    };
}
