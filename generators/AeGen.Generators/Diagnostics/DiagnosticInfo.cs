using AeGen.Generators.Declaration;
using Microsoft.CodeAnalysis;

namespace AeGen.Generators.Diagnostics;

/// <summary>A diagnostic that compares by value.</summary>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, LocationInfo Location, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location.ToLocation(), [.. Arguments]);
}
