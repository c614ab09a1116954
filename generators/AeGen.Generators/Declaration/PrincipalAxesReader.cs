using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>Reads what turns the code's axes to the principal directions, and whether the rest of the declaration allows it.</summary>
internal static class PrincipalAxesReader
{
    private const string Method = "method";

    /// <summary>Reads it, or null where nothing turns the axes.</summary>
    public static PrincipalAxesSpec? Read(IEnumerable<DeclaredAttribute> attributes, ArchitectureSpec architecture, DiagnosticSink mistakes)
    {
        if (attributes.FirstOrDefault(attribute => attribute.Kind == AttributeKind.PrincipalAxes) is not { } axes)
        {
            return null;
        }

        AxisMethodKind method = ArgumentReader.Enumeration(axes, Method, AxisMethodKind.RotationAugmentedGradient, mistakes);
        double strength = ArgumentReader.Strength(axes, "Strength", 1, mistakes);
        if (architecture.Variational is not null)
        {
            mistakes.Add(Descriptors.PrincipalAxesOfVariational, axes.Location);
        }
        else if (architecture.Encoder.Count > 0)
        {
            CheckCode(axes, architecture.Encoder[architecture.Encoder.Count - 1], mistakes);
        }

        if (method == AxisMethodKind.NestedDropout)
        {
            CheckNested(axes, architecture, mistakes);
        }

        return method == AxisMethodKind.NestedDropout || strength > 0 ? new PrincipalAxesSpec(method, strength) : null;
    }

    private static void CheckCode(DeclaredAttribute axes, LayerSpec code, DiagnosticSink mistakes)
    {
        MatrixLimit.Check(
            "What [PrincipalAxes] sums up", code.Outputs, code.Outputs, axes.Location, ", or remove [PrincipalAxes]", mistakes);
        if (!code.Activation.IsIdentity)
        {
            mistakes.Add(
                Descriptors.PrincipalAxesOfActivation,
                axes.Location,
                $"the activation {code.Activation}",
                $"write Activation.Identity in the last [Dense], and another [Dense] above it for {code.Activation}");
        }
        else if (code.Normalization is { } normalization)
        {
            mistakes.Add(
                Descriptors.PrincipalAxesOfActivation, axes.Location, $"a [{normalization.Kind}Norm]", $"remove [{normalization.Kind}Norm] below the last [Dense]");
        }
    }

    private static void CheckNested(DeclaredAttribute axes, ArchitectureSpec architecture, DiagnosticSink mistakes)
    {
        if (Obstacle(architecture) is var (obstacle, remedy))
        {
            mistakes.Add(Descriptors.NestedDropoutOfOther, axes.LocationOf(Method), obstacle, remedy);
        }
    }

    /// <summary>What stands in the way of the sum over the numbers of kept units, and what can be written in its place; or null.</summary>
    private static (string Obstacle, string Remedy)? Obstacle(ArchitectureSpec architecture)
    {
        int code = architecture.Encoder.Count - 1;
        return architecture switch
        {
            { DecoderKind: DecoderKind.RightInverse } =>
                ("some first units alone have another right inverse than all of them", "[DenseDecoder] or [TiedDecoder], or "),
            { Decoder.Count: > 1 } =>
                (FormattableString.Invariant($"this decoder has {architecture.Decoder.Count} layers"), FormattableString.Invariant($"[DenseDecoder({architecture.InputSize})], or ")),
            { Loss: not FunctionNames.MeanSquaredError } => ($"this loss is {architecture.Loss}", "Loss.MeanSquaredError, or "),
            { Decoder.Count: 1 } when architecture.Decoder[0].Activation is { IsIdentity: false } activation =>
                ($"the output has the activation {activation}", "Activation.Identity, or "),
            _ when code >= 0 && architecture.Noises.Any(noise => noise.Layer == code && noise.Amount > 0) =>
                ("noise on the code disturbs the units that are kept", "the noise above the last [Dense], or "),
            _ => null,
        };
    }
}
