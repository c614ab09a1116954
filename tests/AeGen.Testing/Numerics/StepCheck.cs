using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>
/// Compares single training steps of a new model with the gradient of the reference's objective, whatever is declared to take part in it. The architectures
/// have no kinks.
/// </summary>
internal static class StepCheck
{
    /// <summary>A power of two, so that the gradient comes exactly out of a step of plain gradient descent.</summary>
    private const float Rate = 1024;

    private const int Samples = 12;
    private const double Tolerance = 2e-4;
    private const double CancellationTolerance = 1e-5;

    public static void Run(TestTarget target, ModelLibrary library, string name, ulong noiseSeed, params int[] batches)
    {
        ModelDeclaration declaration = library.Declaration(name);
        var network = new ReferenceNetwork(declaration);
        foreach (int batch in batches)
        {
            // What is expected is the same for all variants, and takes the reference longer than the kernels take all of them.
            var random = new Random(batch);
            float[] data = random.NextSingles(batch * declaration.InputSize, -1, 1);
            (double Loss, ExpectedGradient[] Gradients)[]? steps = null;
            foreach (TestVariant variant in target.VariantsOf(declaration, library.IndexOf(name)))
            {
                int[]? first = null;
                foreach (TestRun run in variant.Runs.Take(2))
                {
                    using ModelHandle model = target.Create(library, name, 9);
                    double condition = TestData.Prepare(declaration, model, new Random(10), redraw: false);
                    ModelParameters parameters = ModelParameters.Of(model);
                    network.Set(parameters);
                    steps ??= [.. Enumerable.Range(0, 2).Select(step => Expect(network, declaration, noiseSeed, (ulong)step, data, random))];
                    run.Apply(model);
                    model.OptimizerSettings = new() { LearningRate = Rate, NoiseSeed = noiseSeed };
                    var bits = new List<int>();
                    for (int step = 0; step < steps.Length; step++)
                    {
                        string where = $"{declaration}, {variant}, {run.Name}, batch {batch}, step {step}: ";
                        (double loss, ExpectedGradient[] gradients) = steps[step];
                        Assert.True(Math.Abs(loss - model.TrainStep(data)) <= 2e-4 * condition * loss, where + "the loss is not the reference's");
                        ModelParameters after = ModelParameters.Of(model);
                        parameters.CopyTo(model);
                        Compare(where, gradients, parameters, after, condition);
                        bits.AddRange(after.Bits());
                    }

                    first ??= [.. bits];
                    Assert.Equal(first, bits);
                }
            }
        }
    }

    private static (double Loss, ExpectedGradient[] Gradients) Expect(
        ReferenceNetwork network, ModelDeclaration declaration, ulong seed, ulong step, float[] data, Random random)
    {
        network.Noise = new ReferenceNoise(declaration.Noises, seed, step);
        return (network.TrainingLoss(data), [.. network.Parameters().Select(tensor => new ExpectedGradient(network, tensor, Samples, data, random))]);
    }

    private static void Compare(string where, ExpectedGradient[] expected, ModelParameters before, ModelParameters after, double condition)
    {
        double whole = expected.Max(gradient => gradient.Scale);
        foreach (ExpectedGradient gradient in expected)
        {
            ParameterTensor tensor = gradient.Tensor;
            double[] measured = [.. tensor.In(before).Zip(tensor.In(after), (a, b) => ((double)a - b) / Rate)];
            double tolerance = (condition * ((Tolerance * gradient.Scale) + (CancellationTolerance * whole))) + 1e-9;
            Assert.Empty(gradient.Differences(measured, tolerance).Select(difference => where + difference));
        }
    }
}
