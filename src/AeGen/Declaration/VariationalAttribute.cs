namespace AeGen;

/// <summary>
/// Makes a variational autoencoder (Kingma and Welling 2013, arXiv 1312.6114): in training the code of a sample is drawn from a normal distribution of its
/// own, and each such distribution is kept near the standard normal one. Codes drawn from that then decode to new samples.
/// </summary>
/// <remarks>
/// <para>
/// The code layer, whose activation is the identity, gives the means mu = H F + b, [batch, k], of what the layer below it gives, H, [batch, m]. A second head of
/// the same sizes, the layer <c>encoder.logvariance</c>, gives the logarithms of the variances, s = H F_s + b_s. In training the decoder gets
/// z = mu + exp(s/2) eps with eps of the standard normal distribution, which follows from <see cref="OptimizerSettings.NoiseSeed"/> and the number of steps taken,
/// on every target alike. Encoding, reconstructing and evaluating take z = mu, and the second head is not computed there.
/// </para>
/// <para>
/// What training makes smaller is J = L + c sum (mu² + e^s - 1 - s)/2, over samples and units, where L is the mean loss per element. The sum is the divergence
/// (Kullback and Leibler) of the codes' distributions from the standard normal one, and c = w(t) klWeight / B for B samples, with the warm-up
/// w(t) = min(1, t / WarmUp) after t steps. For samples of d features J is the usual bound, up to a factor, where klWeight is 1/d with binary cross-entropy, and
/// 2 v/d with the mean squared error and noise of the variance v around the decoder's output; beta times that gives a beta-VAE (Higgins et al. 2017). The losses
/// that training and evaluation report are L: training's under the draw, evaluation's without.
/// </para>
/// <para>
/// With the loss's gradient in z, D_z, [batch, k], the gradients are D_mu = D_z + c mu and D_s = D_z * eps exp(s/2)/2 + c (e^s - 1)/2, both [batch, k]; for dz/dmu = 1
/// and dz/ds = eps exp(s/2)/2. That in H is D_mu Fᵀ + D_s F_sᵀ, [batch, m], those in F_s and b_s are HᵀD_s, [m, k], and the column sums of D_s. Where s is the
/// argument of an exponential it is kept from -20 to 20, so that none overflows; its gradient stays, and brings it back.
/// </para>
/// <para>
/// Decoders mirror or invert the means' weight only. Noise before the code layer is before both heads, noise on the code comes after the draw,
/// <see cref="SparsityAttribute"/> is on the means, <see cref="L1Attribute"/> and <see cref="L2Attribute"/> count the second head's weight too and
/// <see cref="OrthogonalityAttribute"/> does not. The second head is drawn as a linear layer is, with biases of zero, for variances near 1 at the start; negative
/// biases, by <c>Layers["encoder.logvariance"].SetBiases</c>, start with smaller ones.
/// </para>
/// </remarks>
/// <param name="klWeight">The factor of the divergence, finite and at least 0.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class VariationalAttribute(double klWeight) : Attribute
{
    /// <summary>The factor of the divergence.</summary>
    public double KlWeight { get; } = klWeight;

    /// <summary>Number of steps over which the factor grows linearly from 0, counted since the model was made. Default: 0, all of it from the first step.</summary>
    public int WarmUp { get; set; }
}
