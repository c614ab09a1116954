using System.Globalization;
using AeGen.Generators.Declaration;
using Microsoft.CodeAnalysis;

namespace AeGen.Generators.Diagnostics;

/// <summary>Gathers the mistakes of one declaration, so that they are reported all at once.</summary>
internal sealed class DiagnosticSink
{
    private readonly List<DiagnosticInfo> found = [];

    public bool IsEmpty => found.Count == 0;

    public void Add(DiagnosticDescriptor descriptor, LocationInfo location, params object[] arguments) =>
        found.Add(new(descriptor, location, new(arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture)))));

    /// <summary>Whether a mistake of a kind is among them.</summary>
    public bool Has(DiagnosticDescriptor descriptor) => found.Any(mistake => mistake.Descriptor.Equals(descriptor));

    public EquatableArray<DiagnosticInfo> ToEquatableArray() => new(found);
}
