using AeGen.Generators.Declaration;
using AeGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace AeGen.Generators.Advice;

/// <summary>What makes a legal declaration train badly, and where it is written.</summary>
internal sealed class TrainingAdvice
{
    private TrainingAdvice(DiagnosticDescriptor descriptor, SyntaxNode? place, params object[] arguments)
    {
        Descriptor = descriptor;
        Place = place;
        Arguments = arguments;
    }

    public DiagnosticDescriptor Descriptor { get; }

    public SyntaxNode? Place { get; }

    public object[] Arguments { get; }

    /// <summary>All that there is to say of a declaration.</summary>
    /// <param name="architecture">What it declares.</param>
    /// <param name="attributes">As what it is written.</param>
    public static IEnumerable<TrainingAdvice> On(ArchitectureSpec architecture, IReadOnlyList<DeclaredAttribute> attributes)
    {
        DeclaredAttribute autoencoder = attributes.Single(attribute => attribute.Kind == AttributeKind.Autoencoder);
        DeclaredAttribute[] encoder = [.. attributes.Where(attribute => attribute.Kind == AttributeKind.Dense)];
        LayerSpec code = architecture.Encoder[architecture.Encoder.Count - 1];
        ActivationSpec output = architecture.Decoder[architecture.Decoder.Count - 1].Activation;
        if (code.Activation.Name is FunctionNames.Relu or FunctionNames.Sigmoid
            && architecture.Loss == FunctionNames.MeanSquaredError && output.IsIdentity && !IsSparse(architecture.Penalty))
        {
            yield return new(
                Descriptors.CodeCutOff, encoder[encoder.Length - 1].SyntaxOf("activation"),
                code.Activation, code.Activation.Name == FunctionNames.Relu ? "below 0" : "below 0 or above 1", code.Outputs);
        }

        if (!IsNarrowed(architecture) && !IsRegularized(architecture))
        {
            yield return new(Descriptors.NothingNarrower, encoder[encoder.Length - 1].SyntaxOf("size"), architecture.InputSize);
        }

        for (int layer = 0; architecture.DecoderKind == DecoderKind.RightInverse && layer < encoder.Length; layer++)
        {
            if (architecture.Encoder[layer].Activation is { Saturates: true } activation)
            {
                yield return new(Descriptors.RightInverseOfSaturation, encoder[layer].SyntaxOf("activation"), activation);
            }
        }

        if (architecture.Loss == FunctionNames.BinaryCrossEntropy && output.Name != FunctionNames.Sigmoid)
        {
            yield return new(Descriptors.CrossEntropyOfOther, autoencoder.SyntaxOf("Loss"), output);
        }
    }

    /// <summary>Whether units are meant to be off: a code of activations between 0 and 1, or of none, is what these penalties are for.</summary>
    private static bool IsSparse(PenaltySpec penalty) => penalty.Sparsity is not null || penalty.Contraction > 0;

    private static bool IsNarrowed(ArchitectureSpec architecture) =>
        architecture.Encoder.Concat(architecture.Decoder).Any(layer => layer.Outputs < architecture.InputSize);

    private static bool IsRegularized(ArchitectureSpec architecture) =>
        architecture.Noises.Any(noise => noise.Amount > 0)
        || architecture.Variational is not null
        || IsSparse(architecture.Penalty)
        || architecture.Penalty.OfWeights
        || architecture.Penalty.Orthogonality > 0;
}
