using AeGen.Bench.Peers.Loop;
using AeGen.Bench.Peers.Protocol;
using Microsoft.ML.OnnxRuntime;

namespace AeGen.Bench.OnnxRuntime;

/// <summary>A model's file as a session of ONNX Runtime. Samples and reconstructions stay in place, so that no call copies them.</summary>
internal sealed class OnnxWork : IPeerWork
{
    private readonly SessionOptions options;
    private readonly RunOptions run = new();
    private readonly InferenceSession session;
    private readonly float[] reconstructions;
    private readonly OrtValue[] inputs;
    private readonly OrtValue[] outputs;

    /// <summary>Loads the model.</summary>
    public OnnxWork(OpenOrder order, int threads)
    {
        options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
        };
        session = new InferenceSession(order.Model, options);
        float[] samples = PeerLoop.Read(order.Samples);
        long[] shape = [order.Batch, samples.Length / order.Batch];
        reconstructions = new float[samples.Length];
        inputs = [OrtValue.CreateTensorValueFromMemory(samples, shape)];
        outputs = [OrtValue.CreateTensorValueFromMemory(reconstructions, shape)];
    }

    /// <inheritdoc/>
    public void Repeat(int times)
    {
        for (int i = 0; i < times; i++)
        {
            session.Run(run, session.InputNames, inputs, session.OutputNames, outputs);
        }
    }

    /// <inheritdoc/>
    public float[] Reconstruct()
    {
        Repeat(1);
        return reconstructions;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (OrtValue value in inputs.Concat(outputs))
        {
            value.Dispose();
        }

        session.Dispose();
        run.Dispose();
        options.Dispose();
    }
}
