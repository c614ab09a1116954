namespace AeGen.Files;

/// <summary>Names in files.</summary>
internal static class StateNames
{
    /// <summary>After a layer's name: its weights, [outputs, inputs].</summary>
    public const string Weight = ".weight";

    /// <summary>After a layer's name: its biases, [outputs].</summary>
    public const string Bias = ".bias";

    /// <summary>The optimizer's settings.</summary>
    public const string OptimizerSettings = "optimizer.settings";

    /// <summary>Number of steps that the optimizer has taken.</summary>
    public const string OptimizerSteps = "optimizer.steps";

    /// <summary>One of the optimizer's moments of a parameter, in the parameter's shape.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="moment">Which moment, from 1.</param>
    public static string Moment(string parameter, int moment) => FormattableString.Invariant($"optimizer.{parameter}.moment{moment}");
}
