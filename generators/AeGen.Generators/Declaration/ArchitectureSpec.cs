namespace AeGen.Generators.Declaration;

/// <summary>A legal declaration, complete: every default is filled in, every size checked, and nothing of Roslyn is left in it.</summary>
internal sealed record ArchitectureSpec(
    TypeSpec Type,
    int InputSize,
    EquatableArray<LayerSpec> Encoder,
    EquatableArray<LayerSpec> Decoder,
    DecoderKind DecoderKind,
    double Damping,
    string Loss,
    OptimizerSpec Optimizer,
    EquatableArray<NoiseSpec> Noises,
    PenaltySpec Penalty)
{
    /// <summary>How the code is drawn in training, or null where it is what the code layer gives.</summary>
    public VariationalSpec? Variational { get; init; }

    /// <summary>How training turns the code's axes to the principal directions, or null where it does not.</summary>
    public PrincipalAxesSpec? PrincipalAxes { get; init; }
}

/// <summary>One layer, y = f(W x + b) with W [Outputs, Inputs]. The last decoder layer's activation is the declared output's.</summary>
internal sealed record LayerSpec(string Name, int Inputs, int Outputs, ActivationSpec Activation, bool Bias, InitializerKind Initializer)
{
    /// <summary>How W x is normalised, y = f(g n(W x) + b), or null where it is not.</summary>
    public NormalizationSpec? Normalization { get; init; }
}

/// <summary>A layer's normalisation.</summary>
/// <param name="Kind">Over what it is.</param>
/// <param name="Epsilon">What is added to each variance.</param>
/// <param name="Momentum">The share of a batch in the running statistics; 0 without any.</param>
internal sealed record NormalizationSpec(NormalizationKind Kind, double Epsilon, double Momentum);

/// <summary>Noise in training.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Amount">The standard deviation, or the share of zeros.</param>
/// <param name="Layer">The layer on whose output it is, counted from the encoder's first; -1 for the input.</param>
internal sealed record NoiseSpec(NoiseKind Kind, double Amount, int Layer);

/// <summary>What is added to the mean loss per element.</summary>
/// <param name="L1">The factor of the sum of the trained weights' absolute values.</param>
/// <param name="L2">The factor of the sum of their squares.</param>
/// <param name="Orthogonality">The factor of the squared distances of the encoder's WWᵀ from the identity.</param>
/// <param name="Sparsity">The penalty on the code, or null.</param>
internal sealed record PenaltySpec(double L1, double L2, double Orthogonality, SparsitySpec? Sparsity)
{
    /// <summary>The factor of the squares of the encoder's Jacobian.</summary>
    public double Contraction { get; init; }

    /// <summary>Whether there is a penalty on single weights.</summary>
    public bool OfWeights => L1 > 0 || L2 > 0;
}

/// <summary>A penalty on the code.</summary>
/// <param name="Measure">How it measures sparsity.</param>
/// <param name="Strength">Its factor, above 0.</param>
/// <param name="Target">The mean activation that a divergence is taken from.</param>
internal sealed record SparsitySpec(SparsityMeasureKind Measure, double Strength, double Target);

/// <summary>A code drawn in training from a normal distribution of each sample's own, whose means the code layer gives.</summary>
/// <param name="KlWeight">The factor of the distributions' divergence from the standard normal one.</param>
/// <param name="WarmUp">Number of steps over which the factor grows from 0.</param>
/// <param name="LogVariance">The layer beside the code layer that gives the logarithms of the variances.</param>
internal sealed record VariationalSpec(double KlWeight, int WarmUp, LayerSpec LogVariance);

/// <summary>Axes of the code that training turns to the principal directions.</summary>
/// <param name="Method">How it turns them.</param>
/// <param name="Strength">The rotation's factor, above 0.</param>
internal sealed record PrincipalAxesSpec(AxisMethodKind Method, double Strength);

/// <summary>The declared class: what its generated parts must repeat.</summary>
/// <param name="Namespace">The namespace, or empty.</param>
/// <param name="Containing">Declarations of the types around it, outermost first, such as <c>partial class Outer&lt;T&gt;</c>.</param>
/// <param name="Keyword">The class's own declaration without modifiers that need not be repeated: <c>partial class</c> or <c>partial record</c>.</param>
/// <param name="Name">The class's name, with an @ where it is a keyword.</param>
/// <param name="FullName">Namespace, types around it and name, joined by dots; unique in the compilation and used as the file name.</param>
internal sealed record TypeSpec(string Namespace, EquatableArray<string> Containing, string Keyword, string Name, string FullName)
{
    /// <summary>What stands behind the name of a generic class, which is none that a model can have; or empty.</summary>
    public string TypeParameters { get; init; } = string.Empty;
}

// The values of these, down to the kinds of normalisation, equal those of the enumerations in the runtime library, whose documentation holds for them too.

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

internal enum SparsityMeasureKind
{
    L1 = 0,
    KullbackLeibler = 1,
}

internal enum AxisMethodKind
{
    RotationAugmentedGradient = 0,
    NestedDropout = 1,
}

internal enum NormalizationKind
{
    Layer = 0,
    Batch = 1,
}

internal enum NoiseKind
{
    Gaussian,
    Masking,
    Dropout,
}
