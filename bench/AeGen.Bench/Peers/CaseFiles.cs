using System.Runtime.InteropServices;
using AeGen.Bench.Models;
using AeGen.Bench.Peers.Protocol;
using AeGen.Onnx;
using AeGen.Runtime;

namespace AeGen.Bench.Peers;

/// <summary>A network and a batch as files for the peers, in a folder that goes when the case ends.</summary>
internal sealed class CaseFiles : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aegen-bench");

    /// <summary>Writes a model as it is to files, and samples.</summary>
    /// <returns>What the peers are told; each of their modes is filled in.</returns>
    public OpenOrder Write<TModel>(BenchNetwork network, TModel model, Work work, int batch, ReadOnlySpan<float> samples)
        where TModel : class, ICompiledAutoencoder<TModel>
    {
        IEnumerable<LayerArchitecture> layers = model.Layers.Select(layer => layer.Architecture);
        var order = new OpenOrder
        {
            Network = network.Name,
            Layers = [.. layers.Select(layer => new PeerLayer(layer.Inputs, layer.Outputs, Function(layer.Activation)))],
            Decoder = Decoder(TModel.Architecture.DecoderKind),
            Work = work,
            Mode = string.Empty,
            Batch = batch,
            Weights = Place("weights"),
            Model = Place("model.onnx"),
            Samples = Place("samples"),
        };
        IEnumerable<float> parameters = model.Layers.SelectMany(layer =>
            (layer.Architecture.HasOwnWeights ? layer.GetWeights() : []).Concat(layer.Architecture.HasBias ? layer.GetBiases() : []));
        File.WriteAllBytes(order.Weights, MemoryMarshal.AsBytes<float>(parameters.ToArray()));
        File.WriteAllBytes(order.Samples, MemoryMarshal.AsBytes(samples));
        OnnxFile.Write(model, order.Model);
        return order;
    }

    /// <summary>What a peer makes of the samples.</summary>
    public float[] Reconstruction(PeerProcess peer)
    {
        string outputs = Place("outputs");
        peer.Reconstruct(outputs);
        return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(outputs)).ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    private static PeerActivation Function(Activation activation) => activation switch
    {
        Activation.Identity => PeerActivation.Identity,
        Activation.Relu => PeerActivation.Relu,
        Activation.Tanh => PeerActivation.Tanh,
        _ => throw new NotSupportedException($"The peers have no {activation}."),
    };

    private static PeerDecoder Decoder(DecoderKind kind) => kind switch
    {
        DecoderKind.Tied => PeerDecoder.Tied,
        DecoderKind.RightInverse => PeerDecoder.RightInverse,
        _ => PeerDecoder.Dense,
    };

    private string Place(string name) => Path.Combine(folder.FullName, name);
}
