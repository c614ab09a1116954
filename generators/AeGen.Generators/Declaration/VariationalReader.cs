using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>Reads what makes the code one of drawn numbers.</summary>
internal static class VariationalReader
{
    private const string HeadName = "logvariance";

    /// <summary>Reads it, or null where the code is drawn from nothing.</summary>
    public static DeclaredVariational? Read(IEnumerable<DeclaredAttribute> attributes, IReadOnlyList<DeclaredLayer> encoder, DiagnosticSink mistakes)
    {
        const string Weight = "klWeight", WarmUp = "WarmUp";
        if (attributes.FirstOrDefault(attribute => attribute.Kind == AttributeKind.Variational) is not { } variational)
        {
            return null;
        }

        double weight = variational.Value(Weight, 0.0);
        if (!(weight >= 0 && weight <= float.MaxValue))
        {
            mistakes.Add(Descriptors.KlWeightOutOfRange, variational.LocationOf(Weight), weight);
        }

        int warmUp = variational.Value(WarmUp, 0);
        if (warmUp < 0)
        {
            mistakes.Add(Descriptors.WarmUpOutOfRange, variational.LocationOf(WarmUp), warmUp);
        }

        if (encoder.Count == 0)
        {
            // Reported as such.
            return null;
        }

        LayerSpec code = encoder[encoder.Count - 1].Spec;
        if (!code.Activation.IsIdentity)
        {
            mistakes.Add(Descriptors.VariationalCodeOfActivation, variational.Location, code.Activation);
        }

        // The head is linear as the code layer is. Its biases are there even where the means have none: without them a sample of zeros
        // could only have the variance 1.
        var head = new LayerSpec(
            $"encoder.{HeadName}", code.Inputs, code.Outputs, code.Activation, Bias: true, ArgumentReader.DefaultInitializer);
        return new(new(weight, warmUp, head), variational);
    }
}
