namespace AeGen.Generators.CodeFixes;

/// <summary>One way to mend a mistake.</summary>
/// <param name="Title">What the light bulb offers, an order in a few words.</param>
/// <param name="Key">What it has in common with the same mending elsewhere, so that all can be made at once.</param>
/// <param name="Edit">Makes it.</param>
internal sealed record Mending(string Title, string Key, Action<Edits> Edit);
