namespace AeGen.Testing.Reference;

/// <content>Axes of the code that training turns: nested dropout by leaving units out, one number of them after the other, and the rotation by its definition.</content>
public sealed partial class ReferenceNetwork
{
    private bool IsNested => declaration.PrincipalAxes is { Method: AxisMethod.NestedDropout };

    /// <summary>The probability that a unit of the code is kept.</summary>
    private double ShareKept(int unit) => Enumerable.Range(1, declaration.CodeSize).Average(kept => unit < kept ? 1.0 : 0.0);

    /// <summary>The mean over the numbers of first units that are kept.</summary>
    private double NestedLoss(Matrix[] weights, ReadOnlySpan<float> input)
    {
        double sum = 0;
        for (int kept = 1; kept <= declaration.CodeSize; kept++)
        {
            int first = kept;
            sum += Loss(weights, input, unit => unit < first ? 1 : 0);
        }

        return sum / declaration.CodeSize;
    }

    /// <summary>The mean loss per element in training with each unit of the code times a factor.</summary>
    private double Loss(Matrix[] weights, ReadOnlySpan<float> input, Func<int, double> factor)
    {
        int encoders = declaration.Encoder.Count;
        double[][] codes = Through(weights, Rows(input, declaration.InputSize), 0, encoders, isTraining: true);
        double[][] changed = [.. codes.Select(code => code.Select((value, unit) => value * factor(unit)).ToArray())];
        return Loss(Through(weights, changed, encoders, layers.Count, isTraining: true, activatesLast: false), input);
    }

    /// <summary>What a rotation adds to the gradient by a tensor, or null where it adds nothing.</summary>
    private double[]? Rotation(ParameterTensor tensor, ReadOnlySpan<float> input)
    {
        int code = declaration.Encoder.Count - 1;
        if (declaration.PrincipalAxes is not { Method: AxisMethod.RotationAugmentedGradient } axes || !tensor.IsWeight || (tensor.Layer != code && tensor.Layer != code + 1))
        {
            return null;
        }

        double[][] codes = Through(AllWeights(), Rows(input, declaration.InputSize), 0, code + 1, isTraining: true);
        int k = declaration.CodeSize;
        double[] means = [.. Enumerable.Range(0, k).Select(unit => codes.Average(row => row[unit]))];
        var skew = new Matrix(k, k);
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double covariance = codes.Average(row => (row[i] - means[i]) * (row[j] - means[j]));
                skew[i, j] = axes.Strength * 2 / declaration.InputSize * covariance;
                skew[j, i] = -skew[i, j];
            }
        }

        Matrix weights = Weights[tensor.Layer]!;
        return tensor.Layer == code ? skew.Times(weights).Values : weights.Times(skew.Transpose()).Values;
    }
}
