using AeGen.Bench.Peers.Protocol;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AeGen.Bench.Torch;

/// <summary>A network of dense layers as one writes it down in PyTorch.</summary>
internal sealed class TorchNetwork : IDisposable
{
    private readonly IReadOnlyList<PeerLayer> layers;
    private readonly PeerDecoder decoder;
    private readonly Parameter[] weights;
    private readonly Parameter[] biases;
    private Tensor? kept;

    /// <summary>Takes every layer's weights and biases in turn, as AeGen has them.</summary>
    public TorchNetwork(IReadOnlyList<PeerLayer> layers, PeerDecoder decoder, float[] numbers)
    {
        this.layers = layers;
        this.decoder = decoder;
        int taken = 0;
        Parameter Take(params long[] shape)
        {
            int length = (int)shape.Aggregate((product, size) => product * size);
            taken += length;
            return new Parameter(tensor(numbers.AsSpan(taken - length, length).ToArray(), shape));
        }

        var weights = new List<Parameter>();
        var biases = new List<Parameter>();
        foreach (PeerLayer layer in layers)
        {
            if (decoder == PeerDecoder.Dense || weights.Count == 0)
            {
                weights.Add(Take(layer.Outputs, layer.Inputs));
            }

            biases.Add(Take(layer.Outputs));
        }

        this.weights = [.. weights];
        this.biases = [.. biases];
        if (taken != numbers.Length)
        {
            throw new InvalidDataException($"{numbers.Length - taken} weights are left over.");
        }
    }

    /// <summary>What is trained.</summary>
    public IEnumerable<Parameter> Parameters => [.. weights, .. biases];

    /// <summary>Computes once what stays while the weights do.</summary>
    public void Keep()
    {
        using IDisposable still = no_grad();
        kept = decoder == PeerDecoder.Dense ? null : Derived();
    }

    /// <summary>The reconstruction. Activations overwrite their inputs, which is the fastest way and right with gradients too.</summary>
    public Tensor Forward(Tensor x)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            x = functional.linear(x, i < weights.Length ? weights[i] : kept ?? Derived(), biases[i]);
            x = layers[i].Activation switch
            {
                PeerActivation.Relu => x.relu_(),
                PeerActivation.Tanh => x.tanh_(),
                _ => x,
            };
        }

        return x;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        kept?.Dispose();
        foreach (Parameter parameter in Parameters)
        {
            parameter.Dispose();
        }
    }

    /// <summary>The decoder's weights of a network of two layers. The right inverse goes by the Cholesky factor of WWᵀ.</summary>
    private Tensor Derived()
    {
        Tensor w = weights[0];
        if (decoder == PeerDecoder.Tied)
        {
            return w.t();
        }

        Tensor factor = linalg.cholesky_ex(w.matmul(w.t())).L;
        Tensor half = linalg.solve_triangular(factor, w, upper: false);
        return linalg.solve_triangular(factor.t(), half, upper: true).t();
    }
}
