using AeGen.Runtime;

namespace AeGen.ModelFiles;

/// <summary>What a file calls the numbers of one layer, by the modules of PyTorch that hold them there.</summary>
/// <param name="Linear">The name of the module with the weights, and with the biases where nothing is normalised.</param>
/// <param name="Norm">
/// The name of the normalisation's module, with the gains as its weights and the layer's biases as its own; null where the layer has
/// no normalisation, or where the file has its numbers under the layer's name, as files of format 1 do.
/// </param>
internal sealed record TensorNames(string Linear, string? Norm = null)
{
    /// <summary>The weights, [outputs, inputs].</summary>
    public string Weight => Linear + StateNames.Weight;

    /// <summary>One of the layer's vectors, [outputs].</summary>
    public string Of(LayerVector vector) => (Norm ?? Linear) + (vector switch
    {
        LayerVector.Bias => StateNames.Bias,
        LayerVector.Gain => Norm is null ? StateNames.Gain : StateNames.Weight,
        LayerVector.RunningMean => StateNames.RunningMean,
        LayerVector.RunningVariance => StateNames.RunningVariance,
    });
}
