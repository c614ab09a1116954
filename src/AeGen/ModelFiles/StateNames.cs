namespace AeGen.ModelFiles;

/// <summary>Names in files.</summary>
internal static class StateNames
{
    /// <summary>After a layer's name: its weights, [outputs, inputs].</summary>
    public const string Weight = ".weight";

    /// <summary>After a layer's name: its biases, [outputs].</summary>
    public const string Bias = ".bias";

    /// <summary>After a layer's name in files of format 1: its normalisation's gains, [outputs].</summary>
    public const string Gain = ".gain";

    /// <summary>After a normalisation's name: its running means, [outputs].</summary>
    public const string RunningMean = ".running_mean";

    /// <summary>After a normalisation's name: its running variances, [outputs].</summary>
    public const string RunningVariance = ".running_var";

    /// <summary>
    /// After a normalisation's name: the number of batches that PyTorch has seen, a scalar; it uses it for plain averages alone.
    /// </summary>
    public const string BatchCount = ".num_batches_tracked";

    /// <summary>What the model's scaling takes off each feature, [input size].</summary>
    public const string ScalingOffset = "scaling.offset";

    /// <summary>What the model's scaling multiplies the rest of each feature by, [input size].</summary>
    public const string ScalingFactor = "scaling.factor";

    /// <summary>The least and the greatest value that the model's scaling leaves, where it clips.</summary>
    public const string ScalingLimits = "scaling.limits";

    /// <summary>The score above which a sample is an anomaly.</summary>
    public const string Threshold = "threshold";

    /// <summary>The optimizer's settings.</summary>
    public const string OptimizerSettings = "optimizer.settings";

    /// <summary>Number of steps that the optimizer has taken.</summary>
    public const string OptimizerSteps = "optimizer.steps";

    /// <summary>The state of a training, but for the parameters in it.</summary>
    public const string TrainingState = "training.state";

    /// <summary>A parameter as the training's best epoch left it, in the parameter's shape.</summary>
    public static string BestParameter(string parameter) => $"training.best.{parameter}";

    /// <summary>A parameter as the training's last epoch left it, where the model has the best epoch's, in the parameter's shape.</summary>
    public static string LastParameter(string parameter) => $"training.last.{parameter}";

    /// <summary>One of the optimizer's moments of a parameter, in the parameter's shape.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="moment">Which moment, from 1.</param>
    public static string Moment(string parameter, int moment) => FormattableString.Invariant($"optimizer.{parameter}.moment{moment}");
}
