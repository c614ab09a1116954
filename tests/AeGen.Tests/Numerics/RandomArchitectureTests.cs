using AeGen.Tests.Harness;
using AeGen.Tests.Reference;

namespace AeGen.Tests.Numerics;

/// <summary>Random architectures against the reference.</summary>
public sealed class RandomArchitectureTests
{
    public static TheoryData<string> Names => [.. RandomArchitectures.Library.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_loss_and_gradient_are_the_references(string name)
    {
        ModelDeclaration declaration = RandomArchitectures.Library.Declaration(name);
        ModelType type = RandomArchitectures.Library[name];
        int seed = 5000 + Array.IndexOf([.. RandomArchitectures.Library.Names], name);
        var random = new Random(seed);

        ShapeCheck.Run(declaration, type.Architecture);
        NumericsCheck.Run(declaration, type, seed, random.Pick(1, 2, 3, 5), random.Pick(7, 12, 13, 16), random.Pick(31, 33, 64));
    }
}
