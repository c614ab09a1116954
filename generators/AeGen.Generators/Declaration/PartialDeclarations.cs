using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>C# gives no order to the partial declarations of a class, and the layers' order matters: all stand on one of them.</summary>
internal static class PartialDeclarations
{
    /// <summary>Whether all attributes stand where [Autoencoder] stands.</summary>
    public static bool AreOrdered(TypeSpec type, DeclaredAttribute autoencoder, IEnumerable<DeclaredAttribute> attributes, DiagnosticSink mistakes)
    {
        var elsewhere = attributes.Where(attribute => attribute.Owner != autoencoder.Owner).ToList();
        foreach (DeclaredAttribute? attribute in elsewhere)
        {
            mistakes.Add(Descriptors.SpreadOverDeclarations, attribute.Location, type.Name, attribute.Kind);
        }

        return elsewhere.Count == 0;
    }
}
