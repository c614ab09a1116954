namespace AeGen.Generators.Declaration;

/// <summary>The metadata names of the attributes in the runtime library.</summary>
internal static class AttributeNames
{
    public const string Namespace = "AeGen";
    public const string Autoencoder = "AeGen.AutoencoderAttribute";

    /// <summary>The attributes that describe layers and what happens between them, and so mean nothing without <c>[Autoencoder]</c>.</summary>
    public static IReadOnlyList<string> OfLayers { get; } =
    [
        "AeGen.DenseAttribute",
        "AeGen.TiedDecoderAttribute",
        "AeGen.RightInverseDecoderAttribute",
        "AeGen.DenseDecoderAttribute",
        "AeGen.LayerNormAttribute",
        "AeGen.BatchNormAttribute",
        "AeGen.GaussianNoiseAttribute",
        "AeGen.MaskingNoiseAttribute",
        "AeGen.DropoutAttribute",
        "AeGen.L1Attribute",
        "AeGen.L2Attribute",
        "AeGen.SparsityAttribute",
        "AeGen.OrthogonalityAttribute",
        "AeGen.VariationalAttribute",
        "AeGen.ContractiveAttribute",
        "AeGen.PrincipalAxesAttribute",
    ];
}
