namespace AeGen.Package.Tests.Testing;

/// <summary>All tests share what is packed, which takes a minute.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPackages : ICollectionFixture<Workplace>
{
    public const string Name = "packages";
}
