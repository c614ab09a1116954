namespace AeGen.Generators.Declaration;

/// <summary>Where in the chain of layers the attributes stand that are about one place in it.</summary>
internal static class Places
{
    /// <summary>Some of the attributes, each with the layer that it stands behind, counted from the encoder's first; -1 before all of them.</summary>
    /// <param name="attributes">All attributes of a class, in source order.</param>
    /// <param name="layers">Number of layers.</param>
    /// <param name="isMeant">Which attributes are meant.</param>
    public static IEnumerable<(DeclaredAttribute Attribute, int Layer)> Of(
        IReadOnlyList<DeclaredAttribute> attributes, int layers, Func<AttributeKind, bool> isMeant)
    {
        int encoders = attributes.Count(attribute => attribute.Kind == AttributeKind.Dense);
        int seenEncoders = 0, seenDecoders = 0, layer = -1;
        foreach (DeclaredAttribute attribute in attributes)
        {
            if (attribute.Kind == AttributeKind.Dense)
            {
                layer = seenEncoders++;
            }
            else if (attribute.Kind.IsDecoder())
            {
                // A mirror is the whole decoder: what stands after it stands after the last layer.
                layer = attribute.TakesSize ? encoders + seenDecoders++ : layers - 1;
            }
            else if (isMeant(attribute.Kind))
            {
                yield return (attribute, layer);
            }
        }
    }
}
