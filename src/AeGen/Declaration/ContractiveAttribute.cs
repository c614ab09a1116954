namespace AeGen;

/// <summary>
/// Makes a contractive autoencoder (Rifai et al. 2011): adds to what training makes smaller how much the codes vary with the samples, J = L + strength / B * sum over
/// the B samples of ||dy/dx||², the sum of the squares of all elements of the encoder's Jacobian, [k, n], where L is the mean loss per element.
/// </summary>
/// <remarks>
/// <para>
/// The encoder has one layer, y = f(z) with z = W x + b, whose Jacobian is diag(f'(z)) W, so that its squares sum to sum over units of f'(z_j)² r_j with
/// r_j = sum of W_ji² over the n features. With c = strength / B the gradient in z_j is 2 c f'(z_j) f''(z_j) r_j for each sample, [B, k], and that in W_ji beside
/// what comes by z is 2 c W_ji times the sum of f'(z_j)² over the samples, [k, n]. The Jacobians of deeper encoders are products that no such sum gives;
/// <see cref="GaussianNoiseAttribute"/> above the first layer contracts those (Alain and Bengio 2014).
/// </para>
/// <para>
/// Noise on the input comes first: the Jacobian is that at the disturbed sample. Decoders are not contracted, but those that mirror or invert the weight work with the
/// contracted one. Of a code without activation the Jacobian is W at every sample, and the penalty strength ||W||². The losses that training and evaluation
/// report are L.
/// </para>
/// </remarks>
/// <param name="strength">The factor, finite and at least 0.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ContractiveAttribute(double strength) : Attribute
{
    /// <summary>The factor.</summary>
    public double Strength { get; } = strength;
}
