namespace AeGen.Generators.Declaration;

/// <summary>What the attributes are for.</summary>
internal static class AttributeKinds
{
    public static bool IsDecoder(this AttributeKind kind) =>
        kind is AttributeKind.TiedDecoder or AttributeKind.RightInverseDecoder or AttributeKind.DenseDecoder;

    public static bool IsNoise(this AttributeKind kind) => kind is AttributeKind.GaussianNoise or AttributeKind.MaskingNoise or AttributeKind.Dropout;

    public static bool IsNormalization(this AttributeKind kind) => kind is AttributeKind.LayerNorm or AttributeKind.BatchNorm;

    /// <summary>Whether a class may have several of them.</summary>
    public static bool CanRepeat(this AttributeKind kind) =>
        kind is AttributeKind.Dense or AttributeKind.DenseDecoder || kind.IsNoise() || kind.IsNormalization();
}
