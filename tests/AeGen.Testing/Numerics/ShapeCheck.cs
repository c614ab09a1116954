using AeGen.Testing.Harness;

namespace AeGen.Testing.Numerics;

/// <summary>Compares a compiled class's architecture with its declaration.</summary>
internal static class ShapeCheck
{
    public static void Run(ModelDeclaration declaration, Architecture architecture)
    {
        Assert.Equal(declaration.Name, architecture.Name);
        Assert.Equal(declaration.InputSize, architecture.InputSize);
        Assert.Equal(declaration.CodeSize, architecture.CodeSize);
        Assert.Equal(declaration.Decoder.Kind, architecture.DecoderKind);
        Assert.Equal(declaration.Decoder.Damping, architecture.Damping);
        Assert.Equal(declaration.Loss, architecture.Loss);
        Assert.Equal(declaration.Optimizer, architecture.Optimizer);
        Assert.Equal(declaration.Encoder.Count, architecture.Encoder.Count);
        Assert.DoesNotContain(architecture.Encoder.Concat(architecture.Decoder), layer => layer.Initializer == Initializer.Default);
        Assert.Equal(
            declaration.Layers().Select(layer => (layer.Inputs, layer.Outputs, layer.Activation, layer.Bias, layer.Origin == DeclaredOrigin.Own)),
            architecture.Encoder.Concat(architecture.Decoder)
                .Select(layer => (layer.Inputs, layer.Outputs, layer.Activation, layer.HasBias, layer.HasOwnWeights)));
        Assert.Equal(
            declaration.Layers().Sum(layer => (layer.Origin == DeclaredOrigin.Own ? (long)layer.Inputs * layer.Outputs : 0) + (layer.Bias ? layer.Outputs : 0))
                + (declaration.Variational is null ? 0 : ((long)architecture.Encoder[^1].Inputs + 1) * declaration.CodeSize),
            architecture.ParameterCount);
        Assert.Equal(declaration.Variational, architecture.Variational is { } variational ? new(variational.KlWeight, variational.WarmUp) : null);
    }
}
