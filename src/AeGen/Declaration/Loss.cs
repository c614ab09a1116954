namespace AeGen;

/// <summary>The function that training minimises, of the input x and its reconstruction y; always the mean over all elements of the batch.</summary>
public enum Loss
{
    /// <summary>(y - x)^2.</summary>
    MeanSquaredError = 0,

    /// <summary>
    /// -(x log y + (1 - x) log(1 - y)). What is trained on is refused outside of [0, 1], where the loss has no minimum, and <see
    /// cref="Scaling.ClippedTo"/> brings it there; what is only measured, as validation data and in <c>Evaluate</c>, may lie beyond. With
    /// <see cref="Activation.Sigmoid"/> as the output it is computed from the pre-activation and cannot overflow; with any other output y
    /// is first clamped to [1e-7, 1 - 1e-7], outside of which the gradient is zero.
    /// </summary>
    BinaryCrossEntropy = 1,

    /// <summary>|y - x|; its gradient at y = x is zero.</summary>
    MeanAbsoluteError = 2,

    /// <summary>(y - x)^2 / 2 for |y - x| &lt;= 1, else |y - x| - 1/2.</summary>
    Huber = 3,

    /// <summary>
    /// log cosh(y - x), with the gradient tanh(y - x): near (y - x)^2 / 2 for small differences and |y - x| - log 2 for large ones, and
    /// smooth between them (Saleh and Saleh 2022).
    /// </summary>
    LogCosh = 4,
}
