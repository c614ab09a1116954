using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>What must hold from one layer to the next. Sizes that are illegal by themselves are reported already and judged no further.</summary>
internal static class LayerChain
{
    public static void Check(int inputSize, IReadOnlyList<DeclaredLayer> encoder, DeclaredDecoder decoder, DiagnosticSink mistakes)
    {
        if (decoder.Kind == DecoderKind.RightInverse)
        {
            CheckNoneWidens(encoder, mistakes);
        }

        IReadOnlyList<DeclaredLayer> layers = decoder.Layers;
        MatrixLimit.Check(encoder.Concat(layers), mistakes);
        if (layers.Count > 0 && layers[layers.Count - 1].Attribute.TakesSize)
        {
            CheckEndsAtInput(inputSize, layers[layers.Count - 1], mistakes);
        }
    }

    private static void CheckNoneWidens(IEnumerable<DeclaredLayer> encoder, DiagnosticSink mistakes)
    {
        foreach (DeclaredLayer layer in encoder)
        {
            (int inputs, int outputs) = (layer.Spec.Inputs, layer.Spec.Outputs);
            if (outputs > inputs && ArgumentReader.IsLegalSize(inputs) && ArgumentReader.IsLegalSize(outputs))
            {
                mistakes.Add(Descriptors.RightInverseOfWidening, layer.Attribute.LocationOf("size"), inputs, outputs);
            }
        }
    }

    private static void CheckEndsAtInput(int inputSize, DeclaredLayer last, DiagnosticSink mistakes)
    {
        if (last.Spec.Outputs != inputSize && ArgumentReader.IsLegalSize(inputSize) && ArgumentReader.IsLegalSize(last.Spec.Outputs))
        {
            mistakes.Add(Descriptors.DecoderEndsElsewhere, last.Attribute.LocationOf("size"), last.Spec.Outputs, inputSize);
        }
    }
}
