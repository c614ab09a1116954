namespace AeGen.Package.Tests.Testing;

/// <summary>Names the program of the cookbook that a test runs.</summary>
/// <param name="program">Its file's name, without the ending.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RecipeAttribute(string program) : Attribute
{
    public string Program { get; } = program;
}
