using AeGen.Vectors;

namespace AeGen.Runtime;

/// <summary>The parameters of the tied model that computes the same reconstructions as a right-inverse one.</summary>
/// <remarks>
/// <para>
/// One layer, z = W x + b and y = g(V z + c) with V = Wᵀ(WWᵀ + lambda I)⁻¹. With L Lᵀ = WWᵀ + lambda I and M = L⁻¹W it is V = Wᵀ L⁻ᵀ L⁻¹ = Mᵀ L⁻¹, so
/// y = g(Mᵀ (M x + L⁻¹ b) + c): the tied model of the weights M and the biases L⁻¹ b and c, whose codes are L⁻¹ z. Gram-Schmidt gives L and M: without
/// damping W = L Q and M = Q; with it [W, sqrt(lambda) I] = L [M, N], for the rows of [M, N] are orthonormal where L Lᵀ is as above. The activation g of the
/// output stays outside, so it may be any.
/// </para>
/// <para>
/// Several layers, z_i = W_i z_(i-1) + b_i with z_0 = x, and back y_(i-1) = V_i y_i + c_i from y_m = z_m. Let each code be recoded, z'_i = T_i z_i and
/// y'_i = T_i y_i with T_0 = I. The encoder's weights become T_i W_i T_(i-1)⁻¹: factor W_i T_(i-1)⁻¹ = L_i Q_i and take T_i = L_i⁻¹, and they are
/// Q_i and the biases T_i b_i. The decoder's weights become T_(i-1) V_i T_i⁻¹ and the biases T_(i-1) c_i. For i = 1 that is W_1ᵀ(W_1 W_1ᵀ)⁻¹ L_1 = Q_1ᵀ.
/// For later layers it is Q_iᵀ where W_i is square: then V_i = W_i⁻¹, and T_(i-1) W_i⁻¹ T_i⁻¹ = Q_i⁻¹ = Q_iᵀ.
/// </para>
/// <para>
/// There is no more. Where a later layer narrows, V_1 V_2 W_2 W_1 projects onto W_1ᵀ(W_1 W_1ᵀ)⁻¹ W_2ᵀ along the kernel of W_2 W_1, whose complement is
/// spanned by W_1ᵀ W_2ᵀ: not orthogonally, unless W_1 W_1ᵀ maps the rows of W_2 into their own span. What transposes compute, M_1ᵀ M_2ᵀ M_2 M_1, is
/// symmetric. The same holds for damping and several layers, and behind an activation a code cannot be recoded at all. A code that is drawn with variances
/// diag(v) becomes one with the covariance T_m diag(v) T_mᵀ, which variances alone do not say.
/// </para>
/// </remarks>
internal static class TiedFromRightInverse
{
    /// <summary>Refuses architectures that have no tied counterpart.</summary>
    /// <exception cref="InvalidOperationException">
    /// A layer is not linear, a layer after the first narrows, several are damped, or codes are drawn.
    /// </exception>
    public static void Check(Architecture source)
    {
        if (source.Variational is not null)
        {
            throw new InvalidOperationException(
                $"The codes of '{source.Name}' are variational, and recoding would make covariances of their variances: no transpose keeps their distributions. ToDense keeps the codes as they are.");
        }

        int count = source.Encoder.Count;
        LayerArchitecture? bent = source.Encoder.Concat(source.Decoder.Take(count - 1)).FirstOrDefault(layer => layer.Activation != Activation.Identity);
        if (bent is not null)
        {
            throw new InvalidOperationException(
                $"'{bent.Name}' of '{source.Name}' has the activation {bent.Activation}, behind which no code can be recoded: no transpose computes the same function. ToDense keeps the decoder's weights as they are.");
        }

        LayerArchitecture? normalized = source.Encoder.FirstOrDefault(layer => layer.Normalization is not null);
        if (normalized is not null)
        {
            throw new InvalidOperationException(
                $"'{normalized.Name}' of '{source.Name}' has a {normalized.Normalization}, behind which no code can be recoded: no transpose computes the same function. ToDense keeps the decoder's weights as they are.");
        }

        LayerArchitecture? narrowing = source.Encoder.Skip(1).FirstOrDefault(layer => layer.Outputs != layer.Inputs);
        if (narrowing is not null)
        {
            throw new InvalidOperationException(
                $"'{narrowing.Name}' of '{source.Name}' narrows from {narrowing.Inputs} to {narrowing.Outputs} behind another layer. Right inverses one after the other then are no orthogonal projection, which is all that transposes compute. ToDense keeps the decoder's weights as they are.");
        }

        if (source.Damping > 0 && count > 1)
        {
            throw new InvalidOperationException(
                $"'{source.Name}' has {count} layers of damped right inverses, which together are not symmetric, as all is that transposes compute. ToDense keeps the decoder's weights as they are.");
        }
    }

    /// <summary>Sets a tied model's parameters.</summary>
    /// <param name="source">The right-inverse model's architecture, checked.</param>
    /// <param name="from">Its layers.</param>
    /// <param name="to">The tied model's layers.</param>
    /// <exception cref="RankDeficientException">A layer's rows are dependent.</exception>
    public static void Set(Architecture source, LayerCollection from, LayerCollection to)
    {
        double[]? before = null;
        for (int i = 0; i < source.Encoder.Count; i++)
        {
            LayerParameters encoder = from[i], decoder = from[from.Count - 1 - i];
            int k = encoder.Architecture.Outputs, n = encoder.Architecture.Inputs, width = source.Damping > 0 ? n + k : n;
            double[] rows = Widen(encoder.GetWeights(), k, n, width, Math.Sqrt(source.Damping));
            if (before is not null)
            {
                Orthogonalization.Multiply(rows, before, n);
            }

            // Damped rows have the square root of the damping to themselves, however dependent those of W are.
            double smallest = source.Damping > 0 ? 0 : RightInverses.SmallestPivot;
            double[] triangle = Orthogonalization.Factor(rows, k, width, smallest, encoder.Name);
            to[i].SetWeights(Narrow(rows, k, n, width));
            SetBiases(encoder, to[i], triangle);
            SetBiases(decoder, to[from.Count - 1 - i], before);
            before = triangle;
        }
    }

    private static void SetBiases(LayerParameters from, LayerParameters to, double[]? triangle)
    {
        if (!from.Architecture.HasBias)
        {
            return;
        }

        double[] biases = DoubleVectors.Widen(from.GetBiases());
        if (triangle is not null)
        {
            Orthogonalization.Solve(triangle, biases);
        }

        to.SetBiases(DoubleVectors.Round(biases));
    }

    /// <summary>[W, diagonal I], or W alone where its width is all there is.</summary>
    private static double[] Widen(float[] weights, int k, int n, int width, double diagonal)
    {
        double[] rows = new double[checked(k * width)];
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < n; column++)
            {
                rows[(row * width) + column] = weights[(row * n) + column];
            }

            if (width > n)
            {
                rows[(row * width) + n + row] = diagonal;
            }
        }

        return rows;
    }

    private static float[] Narrow(double[] rows, int k, int n, int width)
    {
        float[] weights = new float[k * n];
        for (int row = 0; row < k; row++)
        {
            for (int column = 0; column < n; column++)
            {
                weights[(row * n) + column] = (float)rows[(row * width) + column];
            }
        }

        return weights;
    }
}
