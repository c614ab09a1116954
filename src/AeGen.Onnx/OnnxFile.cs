using AeGen.Files;
using AeGen.Onnx.Format;
using Google.Protobuf;

namespace AeGen.Onnx;

/// <summary>Models as files of ONNX's format, which other runtimes run.</summary>
/// <remarks>
/// The graph is float32 and takes any batch; a variational model's codes are the means. It uses operators of set 13 of 2020, which every runtime since then
/// knows, in IR version 7: a <c>Gemm</c> for each layer and its activation, which is one node or, for GELU and SiLU, a few. Weights have PyTorch's names
/// and shapes, <c>encoder.0.weight</c> [outputs, inputs]; a tied decoder's layers take those of the encoder, transposed, and a right inverse is written out. A
/// normalisation over the batch is folded into its layer's weights; one over a layer's outputs is a <c>LayerNormalization</c>, for which the file names set 17
/// of 2022 and IR version 8. The model's <c>Scaling</c> is not part of the graph, as it is not of <c>Reconstruct</c>: whoever runs it
/// applies the scaling, its limits too.
/// </remarks>
public static class OnnxFile
{
    /// <summary>The format's limit: a protobuf message is at most 2 GiB long.</summary>
    private const long MostBytes = int.MaxValue;

    /// <summary>Writes a model, or a part of it. A file that is there is replaced as a whole, or not at all.</summary>
    /// <typeparam name="TModel">The declared class.</typeparam>
    /// <param name="model">The model; it must not be trained meanwhile.</param>
    /// <param name="path">The file.</param>
    /// <param name="part">What to write of it.</param>
    /// <exception cref="NotSupportedException">The weights are longer than the 2 GiB that the format can hold.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written to.</exception>
    public static void Write<TModel>(TModel model, string path, OnnxPart part = OnnxPart.Autoencoder)
        where TModel : class, IAutoencoder<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ModelProto whole = Build(model, part);
        AtomicFile.Write(path, stream => whole.WriteTo(stream));
    }

    /// <summary>Writes a model, or a part of it, to a stream.</summary>
    /// <typeparam name="TModel">The declared class.</typeparam>
    /// <param name="model">The model; it must not be trained meanwhile.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="part">What to write of it.</param>
    /// <exception cref="NotSupportedException">The weights are longer than the 2 GiB that the format can hold.</exception>
    public static void Write<TModel>(TModel model, Stream stream, OnnxPart part = OnnxPart.Autoencoder)
        where TModel : class, IAutoencoder<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        Build(model, part).WriteTo(stream);
    }

    private static ModelProto Build<TModel>(TModel model, OnnxPart part)
        where TModel : class, IAutoencoder<TModel>
    {
        if (!Enum.IsDefined(part))
        {
            throw new ArgumentOutOfRangeException(nameof(part), part, "There is no such part of an autoencoder.");
        }

        Architecture architecture = TModel.Architecture;
        long bytes = architecture.Encoder.Concat(architecture.Decoder).Sum(layer => sizeof(float) * (((long)layer.Inputs * layer.Outputs) + layer.Outputs));
        return bytes < MostBytes
            ? new OnnxGraph(architecture, model.Layers, part).Build()
            : throw new NotSupportedException($"The weights of {architecture.Name} take {bytes:N0} bytes; a file of ONNX's format holds less than {MostBytes:N0}.");
    }
}
