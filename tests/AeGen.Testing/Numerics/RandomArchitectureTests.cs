using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Random architectures against the reference: in every run each in one variant of the kernels, on request all in every one.</summary>
public abstract class RandomArchitectureTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const int Together = 20;

    private static readonly ModelLibrary Some = new(new TTarget().Select(RandomArchitectures.All));

    private static readonly ModelLibrary All = new(RandomArchitectures.All);

    public static TheoryData<string> Names => [.. Some.Names];

    public static TheoryData<int> Parts => [.. Enumerable.Range(0, RandomArchitectures.All.Count / Together)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_loss_and_gradient_are_the_references(string name) =>
        Check(Some, name, [Target.VariantInTurn(Some.Declaration(name), Some.IndexOf(name))]);

    [Theory(Explicit = true)]
    [MemberData(nameof(Parts))]
    public void Every_variant_is_the_references(int part) => Assert.All(
        All.Names.Skip(part * Together).Take(Together), name => Check(All, name, Target.VariantsOf(All.Declaration(name), All.IndexOf(name))));

    private void Check(ModelLibrary library, string name, IReadOnlyList<TestVariant> variants)
    {
        int seed = 5000 + All.IndexOf(name);
        var random = new Random(seed);
        NumericsCheck.Run(Target, library, name, variants, seed, random.Pick(1, 2, 3, 5), random.Pick(7, 12, 13, 16), random.Pick(31, 33, 64));
    }
}
