namespace AeGen.Generators.CodeFixes;

/// <summary>One way to mend a mistake.</summary>
/// <param name="title">What the light bulb offers, an order in a few words.</param>
/// <param name="key">What it has in common with the same mending elsewhere, so that all can be made at once.</param>
/// <param name="edit">Makes it.</param>
internal sealed class Mending(string title, string key, Action<Edits> edit)
{
    public string Title { get; } = title;

    public string Key { get; } = key;

    public Action<Edits> Edit { get; } = edit;
}
