using AeGen.Testing.Harness;

namespace AeGen.Testing.Numerics;

/// <summary>The ends of what can be declared: the smallest and the widest layers, many layers, large batches.</summary>
public abstract class LimitTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    // On a slow target wide must do.
    private static readonly int Widest = new TTarget().IsSlow ? 600 : 16384;

    private static readonly int Deepest = new TTarget().CompilesSlowly ? 7 : 25;

    private static readonly ModelLibrary Library = new(
    [
        new("OneNumber", 1, [new(1)], new(DecoderKind.RightInverse)),
        new("WidestInput", Widest, [new(2)], new(DecoderKind.Tied)),
        new("WidestHidden", 2, [new(Widest, Activation.Tanh), new(1)], new(DecoderKind.Dense)),
        new("WidestInverse", Widest, [new(3)], new(DecoderKind.RightInverse)),
        new("ManyLayers", 9, [.. Enumerable.Range(0, Deepest).Select(layer => new EncoderLayer(9 - (layer % 3), Activation.Softplus))], new(DecoderKind.Dense)),
    ]);

    [Theory]
    [InlineData("OneNumber", 1, 2, 1000)]
    [InlineData("WidestInput", 1, 3, 27)]
    [InlineData("WidestHidden", 1, 3, 27)]
    [InlineData("WidestInverse", 1, 3, 27)]
    [InlineData("ManyLayers", 1, 25, 200)]
    public void Forward_loss_and_gradient_are_the_references(string name, int small, int medium, int large)
    {
        IReadOnlyList<TestVariant> variants = Target.VariantsOf(Library.Declaration(name), Library.IndexOf(name));
        NumericsCheck.Run(Target, Library, name, variants, seed: 7, Target.IsSlow ? [small, medium] : [small, medium, large]);
    }
}
