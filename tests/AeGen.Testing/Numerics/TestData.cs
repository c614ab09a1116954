using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Parameters and samples at which single and double precision can be compared.</summary>
internal static class TestData
{
    private const double Margin = 1e-4;
    private const double LargestCondition = 20;
    private const int Attempts = 1000;

    /// <summary>Gives a model biases that are not zero, weights that can be inverted where they must be, and new weights altogether on request.</summary>
    /// <returns>The largest condition number among the weights that the decoder inverts, 1 where it inverts none.</returns>
    public static double Prepare(ModelDeclaration declaration, ModelHandle model, Random random, bool redraw)
    {
        for (int i = 0; i < model.Layers.Count; i++)
        {
            LayerParameters layer = model.Layers[i];
            LayerArchitecture shape = layer.Architecture;
            if (redraw && shape.HasOwnWeights)
            {
                double range = Math.Sqrt(6.0 / shape.Inputs);
                layer.SetWeights(random.NextSingles(shape.Inputs * shape.Outputs, -range, range));
            }

            if (shape.HasBias)
            {
                layer.SetBiases(random.NextSingles(shape.Outputs, -0.3, 0.3));
            }

            if (shape.Normalization is { } normalization)
            {
                bool ofBatch = normalization.Kind == NormalizationKind.Batch;
                layer.SetNormalization(new(
                    random.NextSingles(shape.Outputs, 0.5, 1.5),
                    ofBatch ? random.NextSingles(shape.Outputs, -0.5, 0.5) : null,
                    ofBatch ? random.NextSingles(shape.Outputs, 0.1, 2) : null));
            }
        }

        double condition = 1;
        foreach (DeclaredLayer layer in declaration.Layers().Where(layer => layer.Origin == DeclaredOrigin.RightInverse))
        {
            // This layer maps the code back: its outputs are the partner's inputs.
            Matrix weights = Matrix.Of(layer.Inputs, layer.Outputs, model.Layers[layer.Partner].GetWeights());
            double own = weights.ConditionNumber();
            if (own > LargestCondition)
            {
                weights = WellConditioned(layer.Inputs, layer.Outputs, random);
                model.Layers[layer.Partner].SetWeights(weights.ToSingle());
                own = weights.ConditionNumber();
            }

            condition = Math.Max(condition, own);
        }

        return condition;
    }

    /// <summary>Samples of which none is near a kink, or null where hardly any sample is far enough.</summary>
    public static float[]? Draw(ModelDeclaration declaration, ReferenceNetwork network, int batch, Random random)
    {
        int size = declaration.InputSize;
        float[] data = new float[batch * size];
        Matrix[] weights = network.AllWeights();
        for (int i = 0; i < batch; i++)
        {
            int attempt = 0;
            float[] sample;
            do
            {
                if (attempt++ == Attempts)
                {
                    return null;
                }

                sample = random.NextSingles(size, declaration.Loss == Loss.BinaryCrossEntropy ? 0 : -1, 1);
            }
            while (network.IsDelicate(weights, sample, Margin));
            sample.CopyTo(data, i * size);
        }

        return data;
    }

    private static Matrix WellConditioned(int rows, int columns, Random random)
    {
        Matrix result = Matrix.Random(rows, columns, random).GramSchmidt();
        for (int i = 0; i < rows; i++)
        {
            double scale = 0.6 + random.NextDouble();
            for (int j = 0; j < columns; j++)
            {
                result[i, j] *= scale;
            }
        }

        return result;
    }
}
