using AeGen.Analysis;

namespace AeGen.Tests.Examples;

/// <summary>Analysis as the README's table has it.</summary>
public sealed class AnalysisExamples
{
    [Fact]
    public void A_trained_encoder_spans_the_principal_directions_of_data_of_their_dimension()
    {
        DataSet data = ExampleData.Plane(600);
        using InversePlane model = InversePlane.Create(seed: 1);
        model.Fit(data, new FitOptions { Epochs = 60, BatchSize = 50, LearningRate = LearningRate.Cosine(0.02f) });

        var pca = Pca.Fit(data);
        float[] weights = model.Layers["encoder.0"].GetWeights();
        var factors = LqFactorization.Of(weights, InversePlane.CodeSize, InversePlane.InputSize);
        double distance = Subspaces.Distance(factors.Orthonormal.Span, pca.Directions(InversePlane.CodeSize), InversePlane.InputSize);

        Assert.InRange(distance, 0, 0.05);
        Assert.True(Orthonormality.Deviation(weights, InversePlane.CodeSize, InversePlane.InputSize) > 0.01);
        Assert.InRange(IntrinsicDimension.TwoNearestNeighbours(data), 2.5, 3.5);
    }

    [Fact]
    public void Axes_of_codes_become_the_principal_directions_in_order()
    {
        DataSet data = ExampleData.Plane(600);
        using TurnedPlane turned = TurnedPlane.Create(seed: 1);
        using NestedPlane nested = NestedPlane.Create(seed: 1);
        turned.Fit(data, new FitOptions { Epochs = 60, BatchSize = 50, LearningRate = LearningRate.Cosine(1) });
        nested.Fit(data, new FitOptions { Epochs = 60, BatchSize = 50, LearningRate = LearningRate.Cosine(0.02f) });

        double[] directions = Pca.Fit(data).Directions(3);
        foreach (float[] weights in (float[][])[turned.Layers[0].GetWeights(), nested.Layers[0].GetWeights()])
        {
            for (int unit = 0; unit < 3; unit++)
            {
                double[] row = [.. weights.Skip(unit * ExampleData.Features).Take(ExampleData.Features).Select(weight => (double)weight)];
                double angle = Subspaces.PrincipalAngles(row, directions.AsSpan(unit * row.Length, row.Length), row.Length)[0];
                Assert.InRange(angle, 0, 0.05);
            }
        }
    }
}
