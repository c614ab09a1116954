namespace AeGen;

/// <summary>The numbers of the declared <see cref="Optimizer"/>. They can be replaced between any two steps.</summary>
public sealed record OptimizerSettings
{
    /// <summary>Learning rate of <c>TrainStep</c>, and of <c>Fit</c> where its options name none. Finite, at least 0. Default: 0.001.</summary>
    public float LearningRate { get; init; } = 1e-3f;

    /// <summary>Momentum mu of <see cref="Optimizer.Sgd"/> and <see cref="Optimizer.RmsProp"/>, in [0, 1). Default: 0.</summary>
    public float Momentum { get; init; }

    /// <summary>Whether <see cref="Optimizer.Sgd"/> takes Nesterov's step g + mu v in place of v. Default: false.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Decay rate of Adam's first moment, and the moment's share in Lion's step, in [0, 1). Default: 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Decay rate of Adam's second moment, in [0, 1). Default: 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>
    /// Decay rate of RMSprop's mean of squared gradients, in [0, 1); PyTorch calls it alpha, Keras rho. And that of Lion's mean of
    /// gradients, its beta2. Default: 0.99.
    /// </summary>
    public float Smoothing { get; init; } = 0.99f;

    /// <summary>The number that Adam and RMSprop add to the root of the second moment, above 0. Default: 1e-8.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>
    /// Weight decay, at least 0, on weights and not on biases: added to the gradient as wd * w, or taken from the weight as lr * wd * w where
    /// <see cref="DecoupledWeightDecay"/> says so. Default: 0.
    /// </summary>
    public float WeightDecay { get; init; }

    /// <summary>
    /// Whether weight decay leaves the gradient and its moments alone (Loshchilov and Hutter 2019). <see cref="Optimizer.AdamW"/> and
    /// <see cref="Optimizer.Lion"/> always do that. Default: false.
    /// </summary>
    public bool DecoupledWeightDecay { get; init; }

    /// <summary>
    /// The largest size of an element of the gradient, above 0: larger ones are cut to it, before weight decay and moments. Null, the default, cuts none.
    /// </summary>
    public float? ClipValue { get; init; }

    /// <summary>
    /// The largest Euclidean norm of the whole gradient, of all weights and biases, above 0: a longer one is shortened to it, before weight decay and
    /// moments. Null, the default, shortens none. Not together with <see cref="ClipValue"/>. The step then takes the gradient to memory and back.
    /// </summary>
    public float? ClipNorm { get; init; }

    /// <summary>
    /// The seed from which the declared noise and dropout, and a variational model's codes, are drawn, together with the number of steps that the model has taken. Default: 0.
    /// </summary>
    public ulong NoiseSeed { get; init; }
}
