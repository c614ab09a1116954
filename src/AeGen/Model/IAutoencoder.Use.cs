namespace AeGen;

/// <content>What trained models are for: scores, anomalies, and the same function in other forms.</content>
public partial interface IAutoencoder<TSelf>
{
    /// <summary>
    /// The scaling that brings samples to what the model takes, [0, 1] for one, or null. The model keeps it with its files and does not apply it: what goes
    /// in and comes out stays in the units that it was trained in.
    /// </summary>
    /// <remarks>
    /// Whoever has samples in other units applies it before and undoes it after:
    /// <code>
    /// model.Scaling = Scaling.MinMax(samples);
    /// model.Fit(model.Scaling.Apply(samples), options);
    ///
    /// model.Scaling.Apply(input, scaled);
    /// model.Reconstruct(scaled, output);
    /// model.Scaling.Invert(output, output);
    /// </code>
    /// </remarks>
    /// <exception cref="ArgumentException">The scaling set has not as many features as the model's input.</exception>
    Scaling? Scaling { get; set; }

    /// <summary>
    /// The score above which <see cref="IsAnomaly(ReadOnlySpan{float}, ComputeDevice?)"/> calls a sample an anomaly; null until <see cref="FitThreshold"/>
    /// or a caller sets it. It is a plain number beside the weights: training and setting weights leave it as it is, so fit it again afterwards. Files have
    /// it, and loading one takes the file's.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number set is negative, infinite or NaN.</exception>
    double? Threshold { get; set; }

    /// <summary>
    /// Has the calls of this thread, until the result is disposed, see one state of the model: weights, <see cref="Scaling"/> and
    /// <see cref="Threshold"/> of one file, say, though another thread loads the next one meanwhile. That one waits, so keep it short.
    /// A call alone always sees one state; this is for several that belong together.
    /// </summary>
    /// <remarks>
    /// <code>
    /// using (model.KeepState())
    /// {
    ///     model.Scaling!.Apply(sample, scaled);
    ///     model.Score(scaled, score);
    /// }
    /// </code>
    /// It may be nested. What another thread sets by a property alone does not wait.
    /// </remarks>
    /// <returns>What ends it, on the same thread.</returns>
    /// <exception cref="InvalidOperationException">The model is being trained by <c>Fit</c>.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    KeptState KeepState();

    /// <summary>
    /// Scores a batch by its reconstruction error: of a sample x of n features with reconstruction r, (1/n) sum over j of (x_j - r_j)², whatever the
    /// declared loss. The larger, the less the sample is like those the model was trained on.
    /// </summary>
    /// <param name="input">Samples, [batch, input size].</param>
    /// <param name="scores">Receives the scores, [batch].</param>
    /// <param name="device">The device that reconstructs, or null for the CPU.</param>
    /// <exception cref="ArgumentException">A length is no whole batch or the two differ, the spans overlap, or the input holds NaN or infinity.</exception>
    void Score(ReadOnlySpan<float> input, Span<float> scores, ComputeDevice? device = null);

    /// <summary>
    /// What each feature contributes to the score: of a sample x with reconstruction r, (x_j - r_j)². The mean over a sample's features is its score.
    /// </summary>
    /// <param name="input">Samples, [batch, input size].</param>
    /// <param name="contributions">Receives the squared errors, [batch, input size].</param>
    /// <param name="device">The device that reconstructs, or null for the CPU.</param>
    /// <exception cref="ArgumentException">A length is no whole batch or the two differ, the spans overlap, or the input holds NaN or infinity.</exception>
    void Contributions(ReadOnlySpan<float> input, Span<float> contributions, ComputeDevice? device = null);

    /// <summary>
    /// Sets <see cref="Threshold"/> to the score that a share of the data exceeds: the quantile 1 - <paramref name="contamination"/> of the scores, with
    /// linear interpolation between the two nearest. It is the same for any number of threads.
    /// </summary>
    /// <param name="normal">Data such as the model will see, of which that share may be anomalies.</param>
    /// <param name="contamination">The share that exceeds the threshold, from 0, at which none does, to below 1.</param>
    /// <param name="device">The device that reconstructs, or null for the CPU.</param>
    /// <returns>The threshold.</returns>
    /// <exception cref="ArgumentException">
    /// The data's sample size is not the input size, it holds NaN or infinity, a score is not finite, or the share is out of its range; the threshold stays.
    /// </exception>
    double FitThreshold(DataSet normal, double contamination, ComputeDevice? device = null);

    /// <summary>Whether the score of one sample is above <see cref="Threshold"/>, or is no number because the reconstruction is not finite.</summary>
    /// <param name="sample">One sample, [input size].</param>
    /// <param name="device">The device that reconstructs, or null for the CPU.</param>
    /// <exception cref="InvalidOperationException">There is no threshold.</exception>
    /// <exception cref="ArgumentException">The length is not the input size, or the sample holds NaN or infinity.</exception>
    bool IsAnomaly(ReadOnlySpan<float> sample, ComputeDevice? device = null);

    /// <summary>Which samples of a batch have scores above <see cref="Threshold"/>, or none because the reconstruction is not finite.</summary>
    /// <param name="input">Samples, [batch, input size].</param>
    /// <param name="flags">Receives true for every anomaly, [batch].</param>
    /// <param name="device">The device that reconstructs, or null for the CPU.</param>
    /// <exception cref="InvalidOperationException">There is no threshold.</exception>
    /// <exception cref="ArgumentException">A length is no whole batch or the two differ, or the input holds NaN or infinity.</exception>
    void IsAnomaly(ReadOnlySpan<float> input, Span<bool> flags, ComputeDevice? device = null);

    /// <summary>
    /// The tied model that computes the same reconstructions as this one, whose decoder is the right inverse: Gram-Schmidt, W = L Q, recodes the code one
    /// to one as L⁻¹ z, and of Q the right inverse is the transpose. Exact to rounding, damped or not.
    /// </summary>
    /// <remarks>
    /// With z = W x + b, y = g(V z + c) and L Lᵀ = WWᵀ + lambda I (lambda is 0 without damping) the tied model has the weights L⁻¹W and the biases L⁻¹b and
    /// c; the output's activation g may be any. In a chain of layers each code is recoded, z'_i = L_i⁻¹ z_i: the weights are the Q_i of
    /// W_i L_(i-1) = L_i Q_i, the encoder's biases L_i⁻¹ b_i, and those of the decoder layer that gives back y_(i-1) are L_(i-1)⁻¹ c_i. That holds where
    /// layers after the first keep the width, no layer but the output has an activation, and several layers are not damped; no transposes compute the
    /// function of any other right-inverse model in general, and the analyzer says so (AEG0031, AEG0032).
    /// Only weights and biases carry over; optimizer state, options, scaling and threshold are the new model's own.
    /// </remarks>
    /// <typeparam name="TTarget">A class declared with the same sizes, activations and biases and <c>[TiedDecoder]</c>.</typeparam>
    /// <exception cref="InvalidOperationException">The architectures do not fit, or no transposes compute the same function.</exception>
    /// <exception cref="RankDeficientException">A layer's rows are dependent and there is no damping.</exception>
    TTarget ToTied<TTarget>()
        where TTarget : class, IAutoencoder<TTarget>;

    /// <summary>
    /// The right-inverse model of this tied model's weights and biases. It computes the same function only where the rows of every layer's weights are
    /// orthonormal and the target is not damped; where they nearly are, as after training, it is a start for further training.
    /// </summary>
    /// <remarks>Only weights and biases carry over; optimizer state, options, scaling and threshold are the new model's own.</remarks>
    /// <typeparam name="TTarget">A class declared with the same sizes, activations and biases and <c>[RightInverseDecoder]</c>.</typeparam>
    /// <exception cref="InvalidOperationException">The architectures do not fit.</exception>
    TTarget ToRightInverse<TTarget>()
        where TTarget : class, IAutoencoder<TTarget>;

    /// <summary>The free model of this tied model's weights: its decoder gets transposes of its own. It computes the same function.</summary>
    /// <remarks>Only weights and biases carry over; optimizer state, options, scaling and threshold are the new model's own.</remarks>
    /// <typeparam name="TTarget">
    /// A class declared with the same sizes, activations and biases and <c>[DenseDecoder]</c> or <c>[TiedDecoder(AtInitializationOnly = true)]</c>.
    /// </typeparam>
    /// <exception cref="InvalidOperationException">The architectures do not fit.</exception>
    TTarget Untie<TTarget>()
        where TTarget : class, IAutoencoder<TTarget>;

    /// <summary>
    /// The free model that computes the same function as this one, whatever its decoder: the decoder's weights become those that
    /// <see cref="LayerParameters.GetWeights()"/> gives. Of a right inverse they are rounded to single precision, which costs up to 6e-8 times the
    /// weights' condition number.
    /// </summary>
    /// <remarks>Only weights and biases carry over; optimizer state, options, scaling and threshold are the new model's own.</remarks>
    /// <typeparam name="TTarget">
    /// A class declared with the same sizes, activations and biases and <c>[DenseDecoder]</c> or <c>[TiedDecoder(AtInitializationOnly = true)]</c>.
    /// </typeparam>
    /// <exception cref="InvalidOperationException">The architectures do not fit.</exception>
    /// <exception cref="RankDeficientException">The right inverse of the encoder's weights does not exist.</exception>
    TTarget ToDense<TTarget>()
        where TTarget : class, IAutoencoder<TTarget>;

    /// <summary>The encoder as one matrix [code size, input size] and one bias [code size], where none of its layers has an activation.</summary>
    /// <exception cref="InvalidOperationException">A layer has an activation.</exception>
    LinearMap FoldEncoder();

    /// <summary>The decoder as one matrix [input size, code size] and one bias [input size], where none of its layers has an activation.</summary>
    /// <exception cref="InvalidOperationException">A layer has an activation.</exception>
    /// <exception cref="RankDeficientException">The right inverse of the encoder's weights does not exist.</exception>
    LinearMap FoldDecoder();
}
