using System.Globalization;
using AeGen.Generators.Passes;
using AeGen.Generators.Targets.Cpu;

namespace AeGen.Generators.Targets;

/// <summary>What a network costs, as the model's own <c>Describe</c> says it at run time.</summary>
internal sealed class Cost(KernelPlan plan)
{
    private readonly CpuLayout layout = new(NarrowWeights.Run(plan));

    /// <summary>Number of trained weights, biases and gains.</summary>
    public long Parameters =>
        plan.Weights.Sum(weight => weight.Matrix.Size) + plan.Vectors.Sum(vector => (long)vector.Vector.Size);

    /// <summary>Memory on the CPU: what there is once, and what there is for each sample of a batch.</summary>
    public string Memory =>
        $"{Bytes((layout.ParameterFloats * sizeof(float)) + (layout.Doubles * sizeof(double)))} of parameters, "
        + $"{Bytes(layout.TrainedLength * plan.Optimizer.Moments * sizeof(float))} of moments, "
        + $"{Bytes(layout.TrainingColumns * sizeof(float))} a sample of the batch";

    /// <summary>Arithmetic a sample.</summary>
    public string MultiplyAdds =>
        $"{Count(plan.TrainingMultiplyAdds)} multiply-adds a sample in a training step, "
        + $"{Count(plan.InferenceMultiplyAdds)} in a reconstruction";

    /// <summary>A number with its thousands apart.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => bytes.ToString(CultureInfo.InvariantCulture) + " B",
        < 1 << 20 => Scaled(bytes, 10, "KiB"),
        < 1 << 30 => Scaled(bytes, 20, "MiB"),
        _ => Scaled(bytes, 30, "GiB"),
    };

    private static string Scaled(long bytes, int shift, string unit) =>
        ((double)bytes / (1L << shift)).ToString("0.0", CultureInfo.InvariantCulture) + " " + unit;
}
