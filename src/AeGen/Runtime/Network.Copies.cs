namespace AeGen.Runtime;

/// <content>Copies of all trained parameters, taken and given back between epochs, for a caller who is inside the gate.</content>
public sealed unsafe partial class Network<TModel>
{
    /// <summary>Copies the parameters from where the present ones are; on a device they and the moments stay there.</summary>
    private TrainedParameters CopyParameters()
    {
        var copied = new CopiedParameters(this);
        if (newest is { } copy)
        {
            lock (copy.Device.Turn)
            {
                copy.Download(copied);
            }
        }
        else
        {
            copied.Read();
        }

        return new TrainedParameters(copied.Weights, copied.Biases);
    }

    /// <summary>Sets the parameters on the host; the moments stay as they are.</summary>
    private void WriteParameters(TrainedParameters values)
    {
        BringHome();
        foreach (WeightLayout weight in plan.Weights)
        {
            WriteWeights(weight, LayerAt(weight.Layer), values.Weights[weight.Layer]);
        }

        for (int layer = 0; layer < plan.Layers.Length; layer++)
        {
            if (values.Biases[layer] is { Length: > 0 } biases)
            {
                biases.CopyTo(parameters.Slice(plan.Layers[layer].Bias, biases.Length));
            }
        }

        weightVersion++;
    }

    /// <summary>Receives a copy, from the host or from a device.</summary>
    private sealed class CopiedParameters(Network<TModel> network) : IParameterStore
    {
        public float[]?[] Weights { get; } = new float[network.plan.Layers.Length][];

        public float[]?[] Biases { get; } = new float[network.plan.Layers.Length][];

        /// <summary>Copies what the host has.</summary>
        public void Read()
        {
            foreach (WeightLayout weight in network.plan.Weights)
            {
                LayerArchitecture layer = network.LayerAt(weight.Layer);
                Weights[weight.Layer] = network.ReadMatrix(weight.Offset, layer.Inputs, layer.Outputs);
            }

            for (int index = 0; index < Biases.Length; index++)
            {
                long bias = network.plan.Layers[index].Bias;
                Biases[index] = bias < 0 ? null : network.parameters.Slice(bias, network.LayerAt(index).Outputs).ToArray();
            }
        }

        void IParameterStore.WriteWeight(int weight, int part, ReadOnlySpan<float> source)
        {
            int index = network.plan.Weights[weight].Layer;
            LayerArchitecture layer = network.LayerAt(index);
            Weights[index] = Transposed(source, layer.Inputs, layer.Outputs);
        }

        void IParameterStore.WriteBias(int layer, int part, ReadOnlySpan<float> source) => Biases[layer] = source.ToArray();

        void IParameterStore.ReadWeight(int weight, int part, Span<float> target) => throw new NotSupportedException("A copy is not read by a device.");

        void IParameterStore.ReadBias(int layer, int part, Span<float> target) => throw new NotSupportedException("A copy is not read by a device.");
    }
}
