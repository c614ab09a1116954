namespace AeGen.Generators.Tests.Testing;

/// <summary>Says which diagnostic a test is about, so that one test can check that none is left out.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class CoversAttribute(string id) : Attribute
{
    public string Id { get; } = id;
}
