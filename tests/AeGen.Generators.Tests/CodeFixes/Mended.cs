using AeGen.Generators.Tests.Testing;

namespace AeGen.Generators.Tests.CodeFixes;

/// <summary>Compares a text with what the light bulb makes of another.</summary>
internal static class Mended
{
    /// <summary>One mending, after which nothing is wrong.</summary>
    public static async Task OfText(string id, string title, string before, string after)
    {
        using var bench = new Workbench(before);

        Assert.Equal(after, await bench.MendAsync(id, title));
        Assert.Empty(Workbench.Mistakes(Compilations.Of(after), Compilations.ParseOptions));
    }

    /// <summary>The same at all places, after which nothing is wrong.</summary>
    public static async Task OfAll(string id, string title, string before, string after)
    {
        using var bench = new Workbench(before);

        Assert.Equal(after, await bench.MendAllAsync(id, title));
        Assert.Empty(Workbench.Mistakes(Compilations.Of(after), Compilations.ParseOptions));
    }
}
