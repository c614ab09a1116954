namespace AeGen;

/// <summary>
/// Makes the axes of a trained code the principal directions, in order (Bao, Lucas, Sachdeva and Grosse 2020, arXiv 2007.06731). The loss alone leaves them
/// open: any rotation of the codes that the decoder undoes has the same loss.
/// </summary>
/// <remarks>
/// <para>
/// Below, z = W h + b are the codes, [k], with W [k, m]; V, [d, k], is the decoder's first layer, Z, [B, k], holds the codes of a batch, L is the mean loss per
/// element and n the number of features of a sample.
/// </para>
/// <para>
/// <see cref="AxisMethod.RotationAugmentedGradient"/>: with C = (Z - mean)ᵀ(Z - mean) / B, [k, k], the codes' covariance over the batch, and U and Lo its strict
/// upper and lower triangles, A = strength (2/n) (Lo - U) is skew. The gradient of W is that of L plus A W, [k, m], and that of a decoder's own V plus
/// V Aᵀ, [d, k]; a decoder that is the transpose or the right inverse of W follows it. A step of descent at the rate r so turns the codes by I - r A and the
/// decoder back by its transpose, which leaves the reconstructions as they are, to first order in r; biases stay, and what they shift is a constant, which
/// the decoder's biases take up. Under dW/dt = -A W the variance of the first code grows by strength (4/n) times the sum of the squares of its covariances
/// with the others: what varies most moves to the front, until C is diagonal and falls along the diagonal. Uncorrelated axes are the principal directions where
/// they are orthogonal as well, which a tied decoder makes them, <see cref="L2Attribute"/> with a decoder of its own weights, and
/// <see cref="OrthogonalityAttribute"/> with every decoder. A turn r A must be small, for it is a rotation to first order only: with codes of large variances, or with
/// momentum, choose a smaller rate or strength. And it is one under <see cref="Optimizer.Sgd"/>: optimizers that scale each element of the gradient by itself push
/// codes where no rotation would, and can leave a unit beside the data.
/// </para>
/// <para>
/// <see cref="AxisMethod.NestedDropout"/> (Rippel, Gelbart and Adams 2014): what training makes smaller is J, the mean over j from 1 to k of the loss with the first
/// j units of z and zeros for the others. Unit i is kept with the probability p_i = (k - i + 1)/k, units i and l together with that of the later one,
/// p_max(i, l). For a decoder of one linear layer and the mean squared error J is the mean of (x - V P z - c)², per element, plus 1/(B n) times the
/// sum over samples of zᵀ((VᵀV) * K)z, with P = diag(p), K_il = p_max(i, l) - p_i p_l, [k, k], and * element by element. With D, [B, d], the gradient of the first term in the
/// reconstructions, that of J in Z is D V P + 2/(B n) Z ((VᵀV) * K), [B, k], and that in V is DᵀZ P + 2/(B n) V ((ZᵀZ) * K), [d, k]. The loss that
/// training reports is the first term; evaluating, encoding and reconstructing take all of z.
/// </para>
/// <para>
/// The code layer has the identity for its activation and is not normalised, and it is not <see cref="VariationalAttribute"/>.
/// <see cref="AxisMethod.NestedDropout"/> takes a decoder of weights of its own or the transpose, and no noise on the code.
/// </para>
/// </remarks>
/// <param name="method">How the axes are turned.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PrincipalAxesAttribute(AxisMethod method) : Attribute
{
    /// <summary>How the axes are turned.</summary>
    public AxisMethod Method { get; } = method;

    /// <summary>The rotation's factor, finite and at least 0, for <see cref="AxisMethod.RotationAugmentedGradient"/>. Default: 1.</summary>
    public double Strength { get; set; } = 1;
}
