using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Activations, decoders and losses against the reference: in every run each two of them together, on request all three.</summary>
public abstract class GridTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private static readonly ModelLibrary Pairs = new(new TTarget().Select(GridArchitectures.Pairs));

    private static readonly ModelLibrary All = new(GridArchitectures.All);

    public static TheoryData<string> Names => [.. Pairs.Names];

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_loss_and_gradient_are_the_references(string name)
    {
        ModelDeclaration declaration = Pairs.Declaration(name);
        int turn = Pairs.IndexOf(name);
        Check(Pairs, name, Target.Stride == 1 ? Target.VariantsOf(declaration, turn) : [Target.VariantInTurn(declaration, turn)]);
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Activations))]
    public void Every_combination_is_the_references(Activation activation) => Assert.All(
        All.Names.Where(name => name.StartsWith($"{activation}_", StringComparison.Ordinal)),
        name => Check(All, name, Target.VariantsOf(All.Declaration(name), All.IndexOf(name))));

    private void Check(ModelLibrary library, string name, IReadOnlyList<TestVariant> variants)
    {
        int seed = 1 + All.IndexOf(name);
        var random = new Random(seed);
        NumericsCheck.Run(Target, library, name, variants, seed, random.Pick(1, 2, 3, 5, 7), random.Pick(12, 13, 16, 31, 33));
    }
}
