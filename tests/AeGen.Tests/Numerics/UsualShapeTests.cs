using AeGen.Testing.Harness;
using AeGen.Testing.Numerics;
using AeGen.Tests.Harness;

namespace AeGen.Tests.Numerics;

/// <summary>The shapes and batches that users train, with each decoder at each vector width, against the reference.</summary>
public sealed class UsualShapeTests(CpuTarget target) : TargetTests<CpuTarget>(target), IClassFixture<CpuTarget>
{
    private static readonly ModelLibrary Library = new(Enum.GetValues<DecoderKind>().SelectMany(decoder => (ModelDeclaration[])
    [
        new($"Images{decoder}", 784, [new(128, Activation.Relu), new(32)], new(decoder)) { Output = Activation.Sigmoid, Loss = Loss.BinaryCrossEntropy },
        new($"Signals{decoder}", 160, [new(40)], new(decoder)),
    ]));

    public static TheoryData<string> Names => [.. Library.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_loss_and_gradient_are_the_references(string name) =>
        NumericsCheck.Run(Target, Library, name, Target.Variants, seed: 3, 1, 100, 300);
}
