namespace AeGen.Generators.Targets;

/// <summary>One generated file.</summary>
/// <param name="HintName">The file's name, unique in the compilation.</param>
/// <param name="Text">The file's text.</param>
internal sealed record SourceFile(string HintName, string Text);
