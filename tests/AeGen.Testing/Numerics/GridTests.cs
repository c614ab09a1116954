using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Every activation x decoder x loss against the reference.</summary>
public abstract class GridTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private static readonly ModelLibrary Library = new(new TTarget().Select(GridArchitectures.All));

    public static TheoryData<string> Names => [.. Library.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_loss_and_gradient_are_the_references(string name)
    {
        int seed = 1 + GridArchitectures.All.TakeWhile(other => other.Name != name).Count();
        var random = new Random(seed);
        NumericsCheck.Run(Target, Library, name, seed, random.Pick(1, 2, 3, 5, 7), random.Pick(12, 13, 16, 31, 33));
    }
}
