namespace AeGen.Testing.Reference;

/// <summary>The optimizers in double precision, with PyTorch's meaning of every number, and Lion with its paper's.</summary>
public sealed class ReferenceOptimizer(Optimizer kind, OptimizerSettings settings, IEnumerable<ParameterTensor> parameters)
{
    private readonly ParameterTensor[] tensors = [.. parameters];
    private readonly Dictionary<ParameterTensor, double[]> first = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ParameterTensor, double[]> second = new(ReferenceEqualityComparer.Instance);
    private double momenta = 1;
    private int steps;

    /// <summary>Changes the parameters by one step.</summary>
    public void Step(double[][] gradients)
    {
        steps++;
        momenta *= NesterovMomentum(steps);
        for (int t = 0; t < tensors.Length; t++)
        {
            ParameterTensor tensor = tensors[t];
            if (steps == 1)
            {
                first[tensor] = new double[tensor.Values.Length];
                second[tensor] = new double[tensor.Values.Length];
            }

            double decay = tensor.IsWeight ? settings.WeightDecay : 0;
            bool decoupled = kind is Optimizer.AdamW or Optimizer.Lion || settings.DecoupledWeightDecay;
            for (int i = 0; i < tensor.Values.Length; i++)
            {
                double value = tensor.Values[i] * (decoupled ? 1 - (settings.LearningRate * decay) : 1);
                double gradient = Clipped(gradients[t][i]) + (decoupled ? 0 : decay * tensor.Values[i]);
                tensor.Values[i] = kind switch
                {
                    Optimizer.Sgd => Sgd(value, gradient, ref first[tensor][i]),
                    Optimizer.RmsProp => RmsProp(value, gradient, ref first[tensor][i], ref second[tensor][i]),
                    Optimizer.NAdam => NAdam(value, gradient, ref first[tensor][i], ref second[tensor][i]),
                    Optimizer.Lion => Lion(value, gradient, ref first[tensor][i]),
                    _ => Adam(value, gradient, ref first[tensor][i], ref second[tensor][i]),
                };
            }
        }

        double Clipped(double element) =>
            settings.ClipValue is { } limit ? Math.Clamp(element, -limit, limit)
            : settings.ClipNorm is { } longest ? element * Math.Min(1, longest / Norm(gradients))
            : element;
    }

    /// <summary>The Euclidean norm of a whole gradient.</summary>
    public static double Norm(double[][] gradients) => Math.Sqrt(gradients.Sum(tensor => tensor.Sum(element => element * element)));

    private double RmsProp(double value, double gradient, ref double velocity, ref double square)
    {
        square = (settings.Smoothing * square) + ((1 - (double)settings.Smoothing) * gradient * gradient);
        velocity = (settings.Momentum * velocity) + (gradient / (Math.Sqrt(square) + settings.Epsilon));
        return value - (settings.LearningRate * velocity);
    }

    private double Lion(double value, double gradient, ref double mean)
    {
        int sign = Math.Sign((settings.Beta1 * mean) + ((1 - (double)settings.Beta1) * gradient));
        mean = (settings.Smoothing * mean) + ((1 - (double)settings.Smoothing) * gradient);
        return value - (settings.LearningRate * sign);
    }

    private double Sgd(double value, double gradient, ref double velocity)
    {
        velocity = (settings.Momentum * velocity) + gradient;
        double step = settings.Nesterov ? gradient + (settings.Momentum * velocity) : velocity;
        return value - (settings.LearningRate * step);
    }

    private double Adam(double value, double gradient, ref double mean, ref double square)
    {
        mean = (settings.Beta1 * mean) + ((1 - (double)settings.Beta1) * gradient);
        square = (settings.Beta2 * square) + ((1 - (double)settings.Beta2) * gradient * gradient);
        double correctedMean = mean / (1 - Math.Pow(settings.Beta1, steps));
        double correctedSquare = square / (1 - Math.Pow(settings.Beta2, steps));
        return value - (settings.LearningRate * correctedMean / (Math.Sqrt(correctedSquare) + settings.Epsilon));
    }

    private double NAdam(double value, double gradient, ref double mean, ref double square)
    {
        mean = (settings.Beta1 * mean) + ((1 - (double)settings.Beta1) * gradient);
        square = (settings.Beta2 * square) + ((1 - (double)settings.Beta2) * gradient * gradient);
        double next = NesterovMomentum(steps + 1);
        double direction = ((1 - NesterovMomentum(steps)) / (1 - momenta) * gradient) + (next / (1 - (momenta * next)) * mean);
        return value - (settings.LearningRate * direction / (Math.Sqrt(square / (1 - Math.Pow(settings.Beta2, steps))) + settings.Epsilon));
    }

    /// <summary>PyTorch's momentum decay is 0.004 unless told otherwise.</summary>
    private double NesterovMomentum(int step) => settings.Beta1 * (1 - (0.5 * Math.Pow(0.96, step * 0.004)));
}
