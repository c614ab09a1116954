using System.Globalization;
using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>The layers' names: keys of files and of lookups, so each is readable and stands once.</summary>
internal static class LayerNames
{
    public static string Default(string half, int index) => string.Format(CultureInfo.InvariantCulture, "{0}.{1}", half, index);

    public static string Of(DeclaredAttribute attribute, string half, int index) => Declared(attribute) ?? Default(half, index);

    public static void Check(IReadOnlyList<DeclaredLayer> layers, DiagnosticSink mistakes)
    {
        foreach (DeclaredLayer? layer in layers.Where(layer => Declared(layer.Attribute) is { } name && !IsLegal(name)))
        {
            mistakes.Add(Descriptors.IllegalLayerName, layer.Attribute.LocationOf("Name"), Printable(layer.Spec.Name));
        }

        foreach (IGrouping<string, DeclaredLayer> namesakes in layers.Where(layer => IsLegal(layer.Spec.Name)).GroupBy(layer => layer.Spec.Name, StringComparer.Ordinal))
        {
            // A default name is the first come, wherever its layer stands: only what is written can be mended.
            DeclaredLayer taken = namesakes.FirstOrDefault(layer => Declared(layer.Attribute) is null) ?? namesakes.First();
            foreach (DeclaredLayer? layer in namesakes.Where(layer => layer != taken))
            {
                mistakes.Add(Descriptors.DuplicateLayerName, layer.Attribute.LocationOf("Name"), layer.Spec.Name);
            }
        }
    }

    // A name on the mirror, which has several layers, is reported as such and is nobody's name.
    private static string? Declared(DeclaredAttribute attribute) =>
        attribute.Kind == AttributeKind.DenseDecoder && !attribute.TakesSize ? null : attribute.Value<string?>("Name", null);

    private static bool IsLegal(string name) => !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl) && !HasLoneSurrogate(name);

    /// <summary>Half a surrogate pair is no text, and a file could not hold it.</summary>
    private static bool HasLoneSurrogate(string name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsSurrogatePair(name, i))
            {
                i++;
            }
            else if (char.IsSurrogate(name[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static string Printable(string name) =>
        string.Concat(name.Select(c => char.IsControl(c) || char.IsSurrogate(c)
            ? string.Format(CultureInfo.InvariantCulture, "\\u{0:X4}", (int)c)
            : c.ToString()));
}
