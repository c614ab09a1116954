using System.Reflection.Metadata;

namespace AeGen.Package.Tests.Testing;

/// <summary>What a portable file of symbols tells a debugger.</summary>
internal static class Symbols
{
    // Portable PDB format, kinds of custom debug information.
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    /// <summary>The names of the files whose text is in the symbols, so that a debugger shows them though they are on no disk.</summary>
    public static IReadOnlyList<string> EmbeddedSources(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using var provider = MetadataReaderProvider.FromPortablePdbStream(stream);
        MetadataReader reader = provider.GetMetadataReader();
        return
        [
            .. reader.Documents
                .Where(document => reader.GetCustomDebugInformation(document)
                    .Any(information => reader.GetGuid(reader.GetCustomDebugInformation(information).Kind) == EmbeddedSource))
                .Select(document => Path.GetFileName(reader.GetString(reader.GetDocument(document).Name)))
                .Order(StringComparer.Ordinal),
        ];
    }
}
