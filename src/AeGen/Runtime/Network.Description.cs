using System.Globalization;
using System.Text;

namespace AeGen.Runtime;

/// <content>The network in words.</content>
public sealed unsafe partial class Network<TModel>
{
    /// <summary>The layers, the parameter count, the multiply-adds and the memory, as text.</summary>
    public string Describe()
    {
        Architecture architecture = plan.Architecture;
        CultureInfo culture = CultureInfo.InvariantCulture;
        IReadOnlyList<LayerArchitecture> layers = architecture.Layers;
        int width = Math.Max(10, layers.Max(layer => layer.Name.Length));
        var text = new StringBuilder();
        text.AppendLine(culture, $"{architecture.Name}: {ToString()}, loss {architecture.Loss}, optimizer {architecture.Optimizer}");
        foreach (LayerArchitecture layer in layers)
        {
            string weights = layer.HasOwnWeights ? $"{(long)layer.Inputs * layer.Outputs:N0} weights" : Origin(architecture.DecoderKind);
            string biases = layer.HasBias ? $" + {layer.Outputs:N0} biases" : string.Empty;
            string normalization = layer.Normalization is { } own ? $", {own} and {layer.Outputs:N0} gains" : string.Empty;
            text.AppendLine(
                culture, $"  {layer.Name.PadRight(width)}  {layer.Inputs,5} -> {layer.Outputs,-5}  {layer.Activation,-9}  {weights}{biases}{normalization}");
        }

        if (architecture.Variational is { } variational)
        {
            string warmUp = variational.WarmUp > 0 ? $", reached in {variational.WarmUp:N0} steps" : string.Empty;
            text.AppendLine(culture, $"  drawn codes in training, KL weight {variational.KlWeight:R}{warmUp}");
        }

        text.AppendLine(culture, $"  {architecture.ParameterCount:N0} parameters");
        text.AppendLine(
            culture, $"  {plan.TrainingMultiplyAdds:N0} multiply-adds a sample in a training step, {plan.InferenceMultiplyAdds:N0} in a reconstruction");
        text.Append(
            culture,
            $"  {Bytes((plan.ParameterFloats * sizeof(float)) + (plan.Doubles * sizeof(double)))} of parameters, {Bytes(plan.TrainedFloats * plan.Moments * sizeof(float))} of moments, {Bytes(plan.TrainingColumns * sizeof(float))} a sample of the batch");
        return text.ToString();
    }

    /// <summary>The widths of the layers, such as 784-128-32-128-784.</summary>
    public override string ToString()
    {
        Architecture architecture = plan.Architecture;
        IEnumerable<int> widths = architecture.Encoder.Concat(architecture.Decoder).Select(layer => layer.Outputs);
        return string.Join('-', widths.Prepend(architecture.InputSize))
            + Suffix(architecture.DecoderKind) + (architecture.Variational is null ? string.Empty : ", variational");
    }

    private static string Origin(DecoderKind kind) => kind == DecoderKind.Tied ? "transpose of the encoder's" : "right inverse of the encoder's";

    private static string Suffix(DecoderKind kind) => kind switch
    {
        DecoderKind.Tied => ", tied",
        DecoderKind.TiedAtInitialization => ", tied at the start",
        DecoderKind.RightInverse => ", right inverse",
        DecoderKind.Dense => string.Empty,
    };

    private static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.0} GiB"),
    };
}
