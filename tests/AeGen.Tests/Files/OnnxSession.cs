using Microsoft.ML.OnnxRuntime;

namespace AeGen.Tests.Files;

/// <summary>A file of ONNX's format in ONNX Runtime, on one thread of the CPU.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession session;

    /// <summary>Loads a file. The runtime checks its operators and types, and that its shapes follow from its nodes.</summary>
    public OnnxSession(byte[] file)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.strict_shape_type_inference", "1");
        session = new(file, options);
    }

    /// <summary>The one input's name and shape, as text.</summary>
    public string Input => Describe(session.InputMetadata.Single());

    /// <summary>The one output's name and shape, as text.</summary>
    public string Output => Describe(session.OutputMetadata.Single());

    /// <summary>What the graph makes of a batch of samples.</summary>
    public float[] Run(float[] samples, int batch)
    {
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(samples, [batch, samples.Length / batch]);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(options, session.InputNames, [input], session.OutputNames);
        OrtValue output = outputs.Single();
        Assert.Equal(batch, output.GetTensorTypeAndShape().Shape[0]);
        return output.GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose() => session.Dispose();

    private static string Describe(KeyValuePair<string, NodeMetadata> end)
    {
        IEnumerable<string> sizes = end.Value.Dimensions.Zip(end.Value.SymbolicDimensions, (size, symbol) => size < 0 ? symbol : $"{size}");
        return $"{end.Key} [{string.Join(", ", sizes)}]";
    }
}
