namespace AeGen.Tests.Harness;

/// <summary>Tests that measure the whole process, such as its allocations, run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "Alone";
}
