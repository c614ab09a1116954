using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Random architectures against the reference.</summary>
public abstract class RandomArchitectureTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private static readonly ModelLibrary Library = new(new TTarget().Select(RandomArchitectures.All));

    public static TheoryData<string> Names => [.. Library.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_loss_and_gradient_are_the_references(string name)
    {
        int seed = 5000 + RandomArchitectures.All.TakeWhile(other => other.Name != name).Count();
        var random = new Random(seed);
        NumericsCheck.Run(Target, Library, name, seed, random.Pick(1, 2, 3, 5), random.Pick(7, 12, 13, 16), random.Pick(31, 33, 64));
    }
}
