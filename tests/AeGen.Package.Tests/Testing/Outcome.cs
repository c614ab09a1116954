namespace AeGen.Package.Tests.Testing;

/// <summary>What a process came to.</summary>
/// <param name="Command">What was run.</param>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">What it wrote to the standard output.</param>
/// <param name="Errors">What it wrote to the standard error.</param>
internal sealed record Outcome(string Command, int Code, string Output, string Errors)
{
    /// <summary>This, which has succeeded.</summary>
    public Outcome Succeeded()
    {
        Assert.True(Code == 0, $"{Command}: {Code}\n{Output}\n{Errors}");
        return this;
    }

    /// <summary>Whether a word is in either text.</summary>
    public bool Says(string word) => Output.Contains(word, StringComparison.Ordinal) || Errors.Contains(word, StringComparison.Ordinal);
}
