namespace AeGen.Generators.Targets;

/// <summary>The attributes by which tools tell emitted code from the user's own.</summary>
/// <remarks>A declared class is the user's, so there each member carries them and not the class.</remarks>
internal static class Marks
{
    /// <summary>What a type, a method or a property carries.</summary>
    public const string Code = $"[{Generated}, global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";

    /// <summary>What a field carries, in which no code can be covered.</summary>
    public const string Field = $"[{Generated}]";

    /// <summary>Names the form of what is emitted. The library's version would change every file at each release.</summary>
    private const string Generated = "global::System.CodeDom.Compiler.GeneratedCode(\"AeGen\", \"1\")";
}
