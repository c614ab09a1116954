namespace AeGen;

/// <summary>The numbers of the declared <see cref="Optimizer"/>. They can be replaced between any two steps.</summary>
public sealed record OptimizerSettings
{
    /// <summary>Learning rate of <c>TrainStep</c>, and of <c>Fit</c> where its options name none. Finite, at least 0. Default: 0.001.</summary>
    public float LearningRate { get; init; } = 1e-3f;

    /// <summary>Momentum mu of <see cref="Optimizer.Sgd"/>, in [0, 1). Default: 0.</summary>
    public float Momentum { get; init; }

    /// <summary>Whether <see cref="Optimizer.Sgd"/> takes Nesterov's step g + mu v in place of v. Default: false.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Decay rate of Adam's first moment, in [0, 1). Default: 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Decay rate of Adam's second moment, in [0, 1). Default: 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>The number that Adam adds to the root of the second moment, above 0. Default: 1e-8.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>
    /// Weight decay, at least 0, on weights and not on biases: added to the gradient as wd * w by Sgd and Adam, and taken from the weight as
    /// lr * wd * w by AdamW. Default: 0.
    /// </summary>
    public float WeightDecay { get; init; }
}
