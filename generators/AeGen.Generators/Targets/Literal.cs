using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace AeGen.Generators.Targets;

/// <summary>Values as C# writes them, in any culture.</summary>
internal static class Literal
{
    public static string Of(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "d";

    public static string Of(float value) => value.ToString("R", CultureInfo.InvariantCulture) + "f";

    public static string Of(bool value) => value ? "true" : "false";

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A place, as an expression of type int; beyond its range, one that compiles too, for code that is never run.</summary>
    public static string Place(long value) => value <= int.MaxValue ? Of(value) : $"unchecked((int){Of(value)}L)";

    /// <summary>An offset, as an expression of type nint.</summary>
    public static string Offset(long value) => value <= int.MaxValue ? Of(value) : $"unchecked((nint){Of(value)}L)";
}
