namespace AeGen.Onnx;

/// <summary>Which part of an autoencoder a file of ONNX's format holds.</summary>
public enum OnnxPart
{
    /// <summary>From <c>input</c> [batch, input size] to <c>reconstruction</c> [batch, input size].</summary>
    Autoencoder = 0,

    /// <summary>From <c>input</c> [batch, input size] to <c>code</c> [batch, code size].</summary>
    Encoder = 1,

    /// <summary>From <c>code</c> [batch, code size] to <c>reconstruction</c> [batch, input size].</summary>
    Decoder = 2,
}
