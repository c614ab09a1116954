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

        return copied.ToParameters();
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
            foreach (LayerVector vector in LayerVectors.Of(LayerAt(layer)))
            {
                vector.In(values, layer)!.CopyTo(parameters.Slice(OffsetOf(layer, vector), LayerAt(layer).Outputs));
            }
        }

        weightVersion++;
    }

    /// <summary>Receives a copy, from the host or from a device.</summary>
    private sealed class CopiedParameters(Network<TModel> network) : IParameterStore
    {
        private readonly float[]?[] weights = new float[network.plan.Layers.Length][];
        private readonly Dictionary<(int Layer, LayerVector Vector), float[]> vectors = [];

        /// <summary>Copies what the host has.</summary>
        public void Read()
        {
            foreach (WeightLayout weight in network.plan.Weights)
            {
                LayerArchitecture layer = network.LayerAt(weight.Layer);
                weights[weight.Layer] = network.ReadMatrix(weight.Matrix, layer.Inputs, layer.Outputs);
            }

            for (int index = 0; index < weights.Length; index++)
            {
                LayerArchitecture layer = network.LayerAt(index);
                foreach (LayerVector vector in LayerVectors.Of(layer))
                {
                    vectors[(index, vector)] = network.parameters.Slice(network.OffsetOf(index, vector), layer.Outputs).ToArray();
                }
            }
        }

        public TrainedParameters ToParameters() => new(weights, [.. weights.Select((_, layer) => Find(layer, LayerVector.Bias))])
        {
            Normalizations = [.. weights.Select((_, layer) => Find(layer, LayerVector.Gain) is { } gains
                ? new NormalizationParameters(gains, Find(layer, LayerVector.RunningMean), Find(layer, LayerVector.RunningVariance))
                : null)],
        };

        void IParameterStore.WriteWeight(int weight, int part, ReadOnlySpan<float> source)
        {
            int index = network.plan.Weights[weight].Layer;
            LayerArchitecture layer = network.LayerAt(index);
            weights[index] = Transposed(source, layer.Inputs, layer.Outputs);
        }

        void IParameterStore.WriteVector(int layer, LayerVector vector, int part, ReadOnlySpan<float> source) => vectors[(layer, vector)] = source.ToArray();

        void IParameterStore.ReadWeight(int weight, int part, Span<float> target) => throw new NotSupportedException("A copy is not read by a device.");

        void IParameterStore.ReadVector(int layer, LayerVector vector, int part, Span<float> target) =>
            throw new NotSupportedException("A copy is not read by a device.");

        private float[]? Find(int layer, LayerVector vector) => vectors.GetValueOrDefault((layer, vector));
    }
}
