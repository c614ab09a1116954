using AeGen.Tests.Harness;
using AeGen.Tests.Reference;

namespace AeGen.Tests.Numerics;

/// <summary>Every activation x decoder x loss against the reference.</summary>
public sealed class GridTests
{
    public static TheoryData<string> Names => [.. GridArchitectures.Library.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_loss_and_gradient_are_the_references(string name)
    {
        ModelDeclaration declaration = GridArchitectures.Library.Declaration(name);
        ModelType type = GridArchitectures.Library[name];
        int seed = 1 + Array.IndexOf([.. GridArchitectures.Library.Names], name);
        var random = new Random(seed);

        ShapeCheck.Run(declaration, type.Architecture);
        NumericsCheck.Run(declaration, type, seed, random.Pick(1, 2, 3, 5, 7), random.Pick(12, 13, 16, 31, 33));
    }
}
