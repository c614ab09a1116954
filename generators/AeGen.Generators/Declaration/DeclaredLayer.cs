namespace AeGen.Generators.Declaration;

/// <summary>A layer and the attribute that it comes from, where mistakes in it are reported.</summary>
internal sealed record DeclaredLayer(LayerSpec Spec, DeclaredAttribute Attribute);

/// <summary>A decoder as declared.</summary>
internal sealed record DeclaredDecoder(DecoderKind Kind, double Damping, IReadOnlyList<DeclaredLayer> Layers);

/// <summary>A code of drawn numbers as declared.</summary>
internal sealed record DeclaredVariational(VariationalSpec Spec, DeclaredAttribute Attribute);
