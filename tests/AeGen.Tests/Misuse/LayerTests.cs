using AeGen.Testing.Harness;

namespace AeGen.Tests.Misuse;

/// <summary>Reading and setting the layers' parameters.</summary>
public sealed class LayerTests
{
    [Fact]
    public void What_is_set_is_what_is_read()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Dense, 1);
        foreach (LayerParameters layer in model.Layers)
        {
            float[] weights = [.. Enumerable.Range(0, layer.Architecture.Outputs * layer.Architecture.Inputs).Select(i => i * 0.25f)];
            float[] biases = [.. Enumerable.Range(0, layer.Architecture.Outputs).Select(i => i - 7.5f)];

            layer.SetWeights(weights);
            layer.SetBiases(biases);

            Assert.Equal(weights, layer.GetWeights());
            Assert.Equal(biases, layer.GetBiases());
        }
    }

    [Fact]
    public void Layers_are_found_by_name()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Dense, 1);

        Assert.Equal(["encoder.0", "encoder.1", "decoder.0", "decoder.1"], model.Layers.Select(layer => layer.Name));
        Assert.Same(model.Layers[2], model.Layers["decoder.0"]);
        Assert.Contains("encoder.1", Assert.Throws<KeyNotFoundException>(() => model.Layers["code"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Biases_start_at_zero()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Dense, 1);

        Assert.All(model.Layers, layer => Assert.All(layer.GetBiases(), bias => Assert.Equal(0, bias)));
    }

    [Fact]
    public void Wrong_lengths_and_numbers_change_nothing()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.Small, 1);
        int[] before = ModelParameters.Of(model).Bits();
        foreach (LayerParameters layer in model.Layers)
        {
            float[] weights = new float[layer.Architecture.Outputs * layer.Architecture.Inputs];
            float[] biases = new float[layer.Architecture.Outputs];
            Assert.ThrowsAny<ArgumentException>(() => layer.SetWeights(new float[weights.Length + 1]));
            Assert.ThrowsAny<ArgumentException>(() => layer.SetWeights(new float[weights.Length - 1]));
            Assert.ThrowsAny<ArgumentException>(() => layer.SetBiases(new float[biases.Length + 1]));
            Assert.ThrowsAny<ArgumentException>(() => layer.SetBiases([]));
            Assert.ThrowsAny<ArgumentException>(() => layer.GetWeights(new float[weights.Length + 1]));
            Assert.ThrowsAny<ArgumentException>(() => layer.GetBiases(new float[biases.Length - 1]));
            weights[^1] = float.NaN;
            biases[^1] = float.PositiveInfinity;
            Assert.ThrowsAny<ArgumentException>(() => layer.SetWeights(weights));
            Assert.ThrowsAny<ArgumentException>(() => layer.SetBiases(biases));
        }

        Assert.Equal(before, ModelParameters.Of(model).Bits());
    }

    [Theory]
    [InlineData(CommonModels.Tied)]
    [InlineData(CommonModels.RightInverse)]
    public void A_mirrored_layer_has_no_weights_to_set(string name)
    {
        using ModelHandle model = CommonModels.Library.Create(name, 1);
        int[] before = ModelParameters.Of(model).Bits();
        foreach (LayerParameters layer in model.Layers.Where(layer => !layer.Architecture.HasOwnWeights))
        {
            float[] weights = layer.GetWeights();
            Assert.Throws<InvalidOperationException>(() => layer.SetWeights(weights));
        }

        Assert.Equal(2, model.Layers.Count(layer => !layer.Architecture.HasOwnWeights));
        Assert.Equal(before, ModelParameters.Of(model).Bits());
    }

    [Fact]
    public void A_layer_without_biases_has_none_to_read_or_set()
    {
        using ModelHandle model = CommonModels.Library.Create(CommonModels.LinearDense, 1);
        foreach (LayerParameters layer in model.Layers)
        {
            Assert.Throws<InvalidOperationException>(() => layer.GetBiases());
            Assert.Throws<InvalidOperationException>(() => layer.SetBiases(new float[layer.Architecture.Outputs]));
        }
    }
}
