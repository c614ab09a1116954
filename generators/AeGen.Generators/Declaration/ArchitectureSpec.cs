namespace AeGen.Generators.Declaration;

/// <summary>A legal declaration, complete: every default is filled in, every size checked, and nothing of Roslyn is left in it.</summary>
internal sealed record ArchitectureSpec(
    TypeSpec Type,
    int InputSize,
    EquatableArray<LayerSpec> Encoder,
    EquatableArray<LayerSpec> Decoder,
    DecoderKind DecoderKind,
    double Damping,
    LossKind Loss,
    OptimizerKind Optimizer);

/// <summary>One layer, y = f(W x + b) with W [Outputs, Inputs]. The last decoder layer's activation is the declared output's.</summary>
internal sealed record LayerSpec(string Name, int Inputs, int Outputs, ActivationKind Activation, bool Bias, InitializerKind Initializer);

/// <summary>The declared class: what its generated parts must repeat.</summary>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="Containing">Declarations of the types around it, outermost first, such as <c>partial class Outer&lt;T&gt;</c>.</param>
/// <param name="Keyword">The class's own declaration without modifiers that need not be repeated: <c>partial class</c> or <c>partial record</c>.</param>
/// <param name="Name">The class's name, with an @ where it is a keyword.</param>
/// <param name="FullName">Namespace, types around it and name, joined by dots; unique in the compilation and used as the file name.</param>
internal sealed record TypeSpec(string Namespace, EquatableArray<string> Containing, string Keyword, string Name, string FullName);

// The values of these equal those of the enumerations in the runtime library, whose documentation holds for them too.

internal enum ActivationKind
{
    Identity = 0,
    Relu = 1,
    LeakyRelu = 2,
    Elu = 3,
    Selu = 4,
    Gelu = 5,
    Silu = 6,
    Tanh = 7,
    Sigmoid = 8,
    Softplus = 9,
    Sine = 10,
}

internal enum LossKind
{
    MeanSquaredError = 0,
    BinaryCrossEntropy = 1,
    MeanAbsoluteError = 2,
    Huber = 3,
}

internal enum OptimizerKind
{
    Sgd = 0,
    Adam = 1,
    AdamW = 2,
    RmsProp = 3,
}

internal enum InitializerKind
{
    GlorotUniform = 1,
    GlorotNormal = 2,
    HeUniform = 3,
    HeNormal = 4,
    LeCunUniform = 5,
    LeCunNormal = 6,
    Orthogonal = 7,
}

internal enum DecoderKind
{
    Dense = 0,
    Tied = 1,
    TiedAtInitialization = 2,
    RightInverse = 3,
}
