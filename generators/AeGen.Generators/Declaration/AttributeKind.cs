namespace AeGen.Generators.Declaration;

/// <summary>The attributes of a declaration. Each one's name is its class's, less <c>Attribute</c>.</summary>
internal enum AttributeKind
{
    Autoencoder,
    Dense,
    TiedDecoder,
    RightInverseDecoder,
    DenseDecoder,
    LayerNorm,
    BatchNorm,
    GaussianNoise,
    MaskingNoise,
    Dropout,
    L1,
    L2,
    Sparsity,
    Orthogonality,
    Variational,
    Contractive,
    PrincipalAxes,
}
