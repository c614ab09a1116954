using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace AeGen.Generators.Diagnostics;

/// <summary>A place in a source file that compares by value and keeps no syntax tree alive.</summary>
internal sealed record LocationInfo(string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>No place: what is read from a referenced assembly.</summary>
    public static LocationInfo None { get; } = new("", default, default);

    public static LocationInfo Of(Location location) =>
        new(location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);

    public static LocationInfo Of(SyntaxNode node) => Of(node.GetLocation());

    public static LocationInfo Of(SyntaxToken token) => Of(token.GetLocation());

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
