using AeGen.Testing.Harness;

namespace AeGen.Testing.Reference;

/// <summary>An autoencoder in double precision, with plain loops. It shares no code with what it checks.</summary>
public sealed partial class ReferenceNetwork
{
    private readonly ModelDeclaration declaration;
    private readonly IReadOnlyList<DeclaredLayer> layers;

    public ReferenceNetwork(ModelDeclaration declaration)
    {
        this.declaration = declaration;
        layers = declaration.Layers();
        Weights = [.. layers.Select(layer => layer.Origin == DeclaredOrigin.Own ? new Matrix(layer.Outputs, layer.Inputs) : null)];
        Biases = [.. layers.Select(layer => layer.Bias ? new double[layer.Outputs] : null)];
        Normalizations = [.. layers.Select((layer, index) => declaration.NormalizationOf(index) is { } own ? new ReferenceNormalization(own, layer.Outputs) : null)];
        if (declaration.Variational is not null)
        {
            Weights = [.. Weights, new Matrix(declaration.CodeSize, layers[declaration.Encoder.Count - 1].Inputs)];
            Biases = [.. Biases, new double[declaration.CodeSize]];
            Normalizations = [.. Normalizations, null];
        }
    }

    /// <summary>Each layer's own weights [outputs, inputs], or null; those of the log-variances come last.</summary>
    public IReadOnlyList<Matrix?> Weights { get; }

    /// <summary>Each layer's biases, or null.</summary>
    public IReadOnlyList<double[]?> Biases { get; }

    /// <summary>Each layer's normalisation, or null.</summary>
    public IReadOnlyList<ReferenceNormalization?> Normalizations { get; }

    /// <summary>The noise under which <see cref="Objective"/> is measured, or null for none.</summary>
    public ReferenceNoise? Noise { get; set; }

    /// <summary>All parameters, as arrays that can be changed, with a name for messages.</summary>
    public IEnumerable<ParameterTensor> Parameters()
    {
        for (int i = 0; i < Weights.Count; i++)
        {
            if (Weights[i] is { } weights)
            {
                yield return new(i, ParameterKind.Weights, weights.Values);
            }

            if (Biases[i] is { } biases)
            {
                yield return new(i, ParameterKind.Biases, biases);
            }

            if (Normalizations[i] is { } normalization)
            {
                yield return new(i, ParameterKind.Gains, normalization.Gains);
            }
        }
    }

    /// <summary>Takes over a model's parameters.</summary>
    public void Set(ModelParameters parameters)
    {
        foreach (ParameterTensor tensor in Parameters())
        {
            tensor.In(parameters).Select(value => (double)value).ToArray().CopyTo(tensor.Values, 0);
        }

        for (int i = 0; i < layers.Count; i++)
        {
            Normalizations[i]?.SetStatistics(parameters.Normalization(i)!);
        }
    }

    /// <summary>The weights that a layer works with, [outputs, inputs].</summary>
    public Matrix EffectiveWeights(int layer) => layers[layer].Origin switch
    {
        DeclaredOrigin.Own => Weights[layer]!,
        DeclaredOrigin.Transpose => Weights[layers[layer].Partner]!.Transpose(),
        _ => Weights[layers[layer].Partner]!.RightInverse(declaration.Decoder.Damping),
    };

    public double[] Encode(ReadOnlySpan<float> input) => Infer(input, declaration.InputSize, 0, declaration.Encoder.Count);

    public double[] Decode(ReadOnlySpan<float> codes) => Infer(codes, declaration.CodeSize, declaration.Encoder.Count, layers.Count);

    public double[] Reconstruct(ReadOnlySpan<float> input) => Infer(input, declaration.InputSize, 0, layers.Count);

    /// <summary>W x of a layer for a batch of its inputs.</summary>
    public double[][] Linear(int layer, ReadOnlySpan<float> input) => [.. Rows(input, layers[layer].Inputs).Select(row => Product(EffectiveWeights(layer), row))];

    /// <summary>The mean loss per element in inference.</summary>
    public double Loss(ReadOnlySpan<float> input) => Loss(AllWeights(), input, isTraining: false);

    /// <summary>The mean loss per element in training, under the noise; with nested dropout that of the mean code.</summary>
    public double TrainingLoss(ReadOnlySpan<float> input) =>
        IsNested ? Loss(AllWeights(), input, ShareKept) : Loss(AllWeights(), input, isTraining: true);

    /// <summary>What a training step makes smaller.</summary>
    public double Objective(ReadOnlySpan<float> input)
    {
        Matrix[] weights = AllWeights();
        double loss = IsNested ? NestedLoss(weights, input) : Loss(weights, input, isTraining: true);
        return loss + Penalty() + Sparsity(weights, input) + Divergence(weights, input) + Contraction(input);
    }

    /// <summary>The penalties on the weights.</summary>
    private double Penalty()
    {
        double sum = Weights.OfType<Matrix>().SelectMany(weights => weights.Values)
            .Sum(weight => (declaration.L1 * Math.Abs(weight)) + (declaration.L2 * weight * weight));
        foreach (Matrix weights in Weights.Take(declaration.Orthogonality > 0 ? declaration.Encoder.Count : 0).OfType<Matrix>())
        {
            double distance = weights.Times(weights.Transpose()).Minus(Matrix.Identity(weights.Rows)).Norm();
            sum += declaration.Orthogonality * distance * distance;
        }

        return sum;
    }

    private double Loss(Matrix[] weights, ReadOnlySpan<float> input, bool isTraining) =>
        Loss(Through(weights, Rows(input, declaration.InputSize), 0, layers.Count, isTraining, activatesLast: false), input);

    /// <summary>The mean loss per element, from the pre-activations of the reconstructions.</summary>
    private double Loss(double[][] z, ReadOnlySpan<float> input)
    {
        // Kahan's sum: a difference of two losses of half a million elements must not drown in their rounding.
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < input.Length; i++)
        {
            double output = z[i / declaration.InputSize][i % declaration.InputSize];
            double term = ReferenceMath.Loss(declaration.Loss, declaration.Output, input[i], output) - lost;
            double next = sum + term;
            lost = next - sum - term;
            sum = next;
        }

        return sum / input.Length;
    }

    /// <summary>The penalty on the codes, which are under the noise before them.</summary>
    private double Sparsity(Matrix[] weights, ReadOnlySpan<float> input)
    {
        if (declaration.Sparsity is not { } sparsity)
        {
            return 0;
        }

        double sizes = 0;
        double[] means = new double[declaration.CodeSize];
        double[][] codes = Through(weights, Rows(input, declaration.InputSize), 0, declaration.Encoder.Count, isTraining: true);
        foreach (double[] code in codes)
        {
            for (int unit = 0; unit < means.Length; unit++)
            {
                sizes += Math.Abs(code[unit]) / codes.Length;
                means[unit] += code[unit] / codes.Length;
            }
        }

        double rho = sparsity.Target;
        return sparsity.Strength * (sparsity.Measure == SparsityMeasure.L1
            ? sizes
            : means.Sum(mean => (rho * Math.Log(rho / mean)) + ((1 - rho) * Math.Log((1 - rho) / (1 - mean)))));
    }

    /// <summary>The divergence of the codes' distributions from the standard normal one, weighted; the distributions are under the noise before them.</summary>
    private double Divergence(Matrix[] weights, ReadOnlySpan<float> input)
    {
        if (declaration.Variational is not { } variational || Noise is null)
        {
            return 0;
        }

        int code = declaration.Encoder.Count - 1;
        double[][] inputs = Through(weights, Rows(input, declaration.InputSize), 0, code, isTraining: true);
        for (int row = 0; row < inputs.Length; row++)
        {
            Noise.Apply(code - 1, row, inputs[row]);
        }

        double[][] means = PreActivations(weights[code], code, inputs, isTraining: true);
        double sum = 0;
        for (int row = 0; row < inputs.Length; row++)
        {
            double[] logVariances = LogVariances(inputs[row]);
            for (int unit = 0; unit < logVariances.Length; unit++)
            {
                sum += ((means[row][unit] * means[row][unit]) + Math.Exp(logVariances[unit]) - 1 - logVariances[unit]) / 2;
            }
        }

        double warmUp = variational.WarmUp == 0 ? 1 : Math.Min(1, (double)Noise.Step / variational.WarmUp);
        return variational.KlWeight * warmUp * sum / inputs.Length;
    }

    /// <summary>The squares of the Jacobian of an encoder of one layer, weighted, at the samples under their noise.</summary>
    private double Contraction(ReadOnlySpan<float> input)
    {
        double sum = 0;
        Matrix weights = Weights[0]!;
        int size = declaration.InputSize, samples = input.Length / size;
        for (int row = 0; row < (declaration.Contraction > 0 ? samples : 0); row++)
        {
            double[] values = Widen(input.Slice(row * size, size));
            Noise?.Apply(-1, row, values);
            double[] z = PreActivations(weights, 0, [values], isTraining: true)[0];
            for (int unit = 0; unit < z.Length; unit++)
            {
                double slope = ReferenceMath.Slope(layers[0].Activation, z[unit]);
                for (int feature = 0; feature < size; feature++)
                {
                    double element = slope * weights[unit, feature];
                    sum += element * element;
                }
            }
        }

        return declaration.Contraction * sum / samples;
    }

    private double[] LogVariances(double[] input) => [.. Product(Weights[^1]!, input).Zip(Biases[^1]!, (product, bias) => product + bias)];

    /// <summary>The derivative of the objective by one parameter, by a central difference; and what turns the code's axes.</summary>
    public double Derivative(ParameterTensor tensor, int index, ReadOnlySpan<float> input)
    {
        double before = tensor.Values[index];
        double h = 2e-6 * Math.Max(1, Math.Abs(before));
        tensor.Values[index] = before + h;
        double above = Objective(input);
        tensor.Values[index] = before - h;
        double below = Objective(input);
        tensor.Values[index] = before;
        return ((above - below) / (2 * h)) + (Rotation(tensor, input)?[index] ?? 0);
    }

    /// <summary>The derivative of the objective along a direction in one tensor, by a central difference; and what turns the code's axes.</summary>
    public double Derivative(ParameterTensor tensor, ReadOnlySpan<double> direction, ReadOnlySpan<float> input)
    {
        double[] before = [.. tensor.Values];
        double h = 2e-6 / Math.Sqrt(before.Length);
        Span<double> losses = [0, 0];
        for (int side = 0; side < 2; side++)
        {
            for (int i = 0; i < before.Length; i++)
            {
                tensor.Values[i] = before[i] + ((side == 0 ? h : -h) * direction[i]);
            }

            losses[side] = Objective(input);
        }

        before.CopyTo(tensor.Values, 0);
        double derivative = (losses[0] - losses[1]) / (2 * h);
        double[] rotation = Rotation(tensor, input) ?? [];
        for (int i = 0; i < rotation.Length; i++)
        {
            derivative += rotation[i] * direction[i];
        }

        return derivative;
    }

    /// <summary>The derivatives by all parameters.</summary>
    public double[][] Gradient(ReadOnlySpan<float> input)
    {
        var result = new List<double[]>();
        foreach (ParameterTensor tensor in Parameters())
        {
            double[] gradient = new double[tensor.Values.Length];
            for (int i = 0; i < gradient.Length; i++)
            {
                gradient[i] = Derivative(tensor, i, input);
            }

            result.Add(gradient);
        }

        return [.. result];
    }

    /// <summary>Whether some unit, or the loss of some element, of a sample is nearer to a kink than a margin.</summary>
    public bool IsDelicate(ReadOnlySpan<float> sample, double margin) => IsDelicate(AllWeights(), sample, margin);

    /// <summary>The weights that all layers work with, for repeated use while no parameter changes.</summary>
    public Matrix[] AllWeights() => [.. Enumerable.Range(0, layers.Count).Select(EffectiveWeights)];

    /// <inheritdoc cref="IsDelicate(ReadOnlySpan{float}, double)"/>
    public bool IsDelicate(Matrix[] weights, ReadOnlySpan<float> sample, double margin)
    {
        double[] values = Widen(sample);
        for (int layer = 0; layer < layers.Count; layer++)
        {
            double[] z = PreActivations(weights[layer], layer, [values], isTraining: false)[0];
            if (ReferenceMath.Kinks(layers[layer].Activation).Any(kink => z.Any(value => Math.Abs(value - kink) < margin)))
            {
                return true;
            }

            values = layer == layers.Count - 1 ? z : Activated(layer, z);
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (ReferenceMath.LossIsDelicate(declaration.Loss, declaration.Output, sample[i], values[i], margin))
            {
                return true;
            }
        }

        return false;
    }

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            result[i] = values[i];
        }

        return result;
    }

    private static double[][] Rows(ReadOnlySpan<float> values, int size)
    {
        double[][] rows = new double[values.Length / size][];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = Widen(values.Slice(row * size, size));
        }

        return rows;
    }

    private double[] Infer(ReadOnlySpan<float> input, int size, int first, int end) => [.. Through(AllWeights(), Rows(input, size), first, end, isTraining: false).SelectMany(row => row)];

    /// <summary>Takes a batch through layers. In training there is the noise, and the code is drawn, but for what stands behind the last of them.</summary>
    private double[][] Through(Matrix[] weights, double[][] rows, int first, int end, bool isTraining, bool activatesLast = true)
    {
        double[][] before = rows;
        for (int layer = first; layer < end; layer++)
        {
            for (int row = 0; row < rows.Length && isTraining && Noise is not null; row++)
            {
                if (layer == declaration.Encoder.Count && declaration.Variational is not null)
                {
                    double[] logVariances = LogVariances(before[row]);
                    int own = row;
                    rows[row] = [.. rows[row].Select((mean, unit) => mean + (Math.Exp(logVariances[unit] / 2) * Noise.OfCode(own, unit)))];
                }

                Noise.Apply(layer - 1, row, rows[row]);
            }

            before = rows;
            rows = PreActivations(weights[layer], layer, rows, isTraining);
            rows = layer < end - 1 || activatesLast ? [.. rows.Select(row => Activated(layer, row))] : rows;
        }

        return rows;
    }

    private double[][] PreActivations(Matrix weights, int layer, double[][] rows, bool isTraining)
    {
        double[][] z = [.. rows.Select(row => Product(weights, row))];
        Normalizations[layer]?.Apply(z, isTraining);
        foreach (double[] row in z)
        {
            for (int i = 0; i < row.Length; i++)
            {
                row[i] += Biases[layer]?[i] ?? 0;
            }
        }

        return z;
    }

    private static double[] Product(Matrix weights, double[] input)
    {
        double[] z = new double[weights.Rows];
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = Matrix.Dot(weights.Row(i), input);
        }

        return z;
    }

    private double[] Activated(int layer, double[] z) => Array.ConvertAll(z, value => ReferenceMath.Activate(layers[layer].Activation, value));
}
