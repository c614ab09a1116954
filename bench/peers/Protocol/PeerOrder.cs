using System.Text.Json.Serialization;

namespace AeGen.Bench.Peers.Protocol;

/// <summary>What a peer is told to do: a line of JSON, which it answers with another one.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "order")]
[JsonDerivedType(typeof(OpenOrder), "open")]
[JsonDerivedType(typeof(RepeatOrder), "repeat")]
[JsonDerivedType(typeof(ReconstructOrder), "reconstruct")]
internal abstract record PeerOrder;

/// <summary>
/// Make a network ready to work on a batch, and forget the one before. Files are float32 without a header: every layer's weights
/// [outputs, inputs] and biases in turn; samples row by row. A peer that reads ONNX takes the model's file instead of the weights.
/// </summary>
internal sealed record OpenOrder : PeerOrder
{
    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>The network's layers.</summary>
    public required IReadOnlyList<PeerLayer> Layers { get; init; }

    /// <summary>How the decoder's weights come about.</summary>
    public required PeerDecoder Decoder { get; init; }

    /// <summary>The work.</summary>
    public required Work Work { get; init; }

    /// <summary>One of the peer's ways to do the work.</summary>
    public required string Mode { get; init; }

    /// <summary>Number of samples.</summary>
    public required int Batch { get; init; }

    /// <summary>The file of the weights.</summary>
    public required string Weights { get; init; }

    /// <summary>The file of the model in ONNX's format.</summary>
    public required string Model { get; init; }

    /// <summary>The file of the samples.</summary>
    public required string Samples { get; init; }
}

/// <summary>Do the work so many times, and answer with the time when all threads are at rest again.</summary>
internal sealed record RepeatOrder(int Times) : PeerOrder;

/// <summary>Reconstruct the batch with the weights as they are now, into a file.</summary>
internal sealed record ReconstructOrder(string Outputs) : PeerOrder;

/// <summary>How long the work took.</summary>
internal sealed record Took([property: JsonRequired] double Seconds);
