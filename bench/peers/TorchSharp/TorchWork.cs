using AeGen.Bench.Peers.Loop;
using AeGen.Bench.Peers.Protocol;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AeGen.Bench.Torch;

/// <summary>A network of PyTorch on one batch, trained or applied.</summary>
internal sealed class TorchWork : IPeerWork
{
    private readonly TorchNetwork network;
    private readonly Tensor samples;
    private readonly Parameter[] parameters;
    private readonly Adam? adam;

    /// <summary>Makes the network.</summary>
    public TorchWork(OpenOrder order)
    {
        network = new TorchNetwork(order.Layers, order.Decoder, PeerLoop.Read(order.Weights));
        samples = tensor(PeerLoop.Read(order.Samples), order.Batch, order.Layers[0].Inputs);
        parameters = [.. network.Parameters];
        if (order.Work == Work.Training)
        {
            adam = optim.Adam(parameters, lr: 1e-3);
        }
        else
        {
            network.Keep();
        }
    }

    /// <inheritdoc/>
    public void Repeat(int times)
    {
        if (adam is null)
        {
            Infer(times);
        }
        else
        {
            Train(adam, times);
        }
    }

    /// <inheritdoc/>
    public float[] Reconstruct()
    {
        using IDisposable still = no_grad();
        using Tensor output = network.Forward(samples);
        return output.data<float>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        adam?.Dispose();
        samples.Dispose();
        network.Dispose();
    }

    private void Train(Adam optimizer, int times)
    {
        for (int i = 0; i < times; i++)
        {
            using DisposeScope step = NewDisposeScope();
            foreach (Parameter parameter in parameters)
            {
                // None at all, so that the next are stored and not added.
                parameter.grad = null;
            }

            functional.mse_loss(network.Forward(samples), samples).backward();
            optimizer.step();
        }
    }

    private void Infer(int times)
    {
        using IDisposable inference = inference_mode(true);
        for (int i = 0; i < times; i++)
        {
            using DisposeScope call = NewDisposeScope();
            network.Forward(samples);
        }
    }
}
