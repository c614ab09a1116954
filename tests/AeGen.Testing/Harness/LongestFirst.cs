using Xunit.Sdk;
using Xunit.v3;

namespace AeGen.Testing.Harness;

/// <summary>
/// Begins with the classes whose tests take longest. A class runs on one thread; one that came last would have the other processors wait
/// for it.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        "NarrowProcessorTests", "ParityTests", "VariationalTests", "RandomArchitectureTests", "NormalizationTests", "UsualShapeTests",
        "TheoryTests",
        "KillTests", "RobustnessTests", "RandomDeclarationTests", "ReachEstimateTests", "ReproducibilityTests", "BatchNormTests",
        "DeviceFitTests", "LimitTests", "ContractionTests", "PrincipalAxesTests",
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [
            .. testCollections.OrderBy(collection =>
            {
                int place = Array.FindIndex(
                    Longest, name => collection.TestCollectionDisplayName.Contains($".{name} ", StringComparison.Ordinal));
                return place < 0 ? Longest.Length : place;
            }),
        ];
}
