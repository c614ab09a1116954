using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>
/// Compares a compiled model with the reference: forward, loss and gradient, for several batch sizes, in every variant and every way to run it.
/// </summary>
/// <remarks>
/// The gradient is read off one step of plain gradient descent, (before - after) / rate. The rate is a power of two, so that the division is exact,
/// and large, so that rounding the new weights does not hide small gradients.
/// </remarks>
internal sealed class NumericsCheck
{
    private const float Rate = 1024;
    private const int SampledDerivatives = 40;
    private const int LargeBatch = 1 << 15;
    private const int MostMessages = 12;

    // A sum of some 70 rounded products is off by about 1e-6 of its terms, and up to eight layers pass that on and may amplify it.
    private const double ForwardTolerance = 2e-5;
    private const double LossTolerance = 5e-5;
    private const double GradientTolerance = 2e-4;

    // Of the whole gradient's scale, for tensors whose own gradient is a small difference of large terms.
    private const double CancellationTolerance = 5e-6;

    // What a central difference in double precision may be off by.
    private const double DifferenceTolerance = 1e-9;

    private readonly ModelDeclaration declaration;
    private readonly ModelHandle model;
    private readonly ReferenceNetwork network;
    private readonly Random random;
    private readonly List<string> problems = [];
    private ModelParameters parameters = null!;
    private double condition = 1;

    private NumericsCheck(ModelDeclaration declaration, ModelHandle model, int seed)
    {
        this.declaration = declaration;
        this.model = model;
        network = new(declaration);
        random = new(seed);
    }

    public static void Run(TestTarget target, ModelLibrary library, string name, IReadOnlyList<TestVariant> variants, int seed, params int[] batches)
    {
        ModelDeclaration declaration = library.Declaration(name);
        ShapeCheck.Run(declaration, target.Type(library, name).Architecture);
        using ModelHandle model = target.Create(library, name, (ulong)seed);
        int runs = target.IsSlow ? 1 : 2;
        var check = new NumericsCheck(declaration, model, seed);
        model.OptimizerSettings = new() { LearningRate = Rate };
        foreach (int batch in batches)
        {
            check.Run(variants, runs, batch);
        }

        if (check.problems.Count > 0)
        {
            Assert.Fail($"{declaration}\nseed {seed}, condition {check.condition:G3}, {check.problems.Count} problems\n"
                + string.Join('\n', check.problems.Take(MostMessages)));
        }
    }

    private void Run(IReadOnlyList<TestVariant> variants, int runs, int batch)
    {
        float[] data = Draw(batch);
        float[] codes = Array.ConvertAll(network.Encode(data), value => (float)value);
        var forward = new (string Name, double[] Expected, Action<float[]> Compute)[]
        {
            ("Encode", network.Encode(data), result => model.Encode(data, result)),
            ("Decode", network.Decode(codes), result => model.Decode(codes, result)),
            ("Reconstruct", network.Reconstruct(data), result => model.Reconstruct(data, result)),
        };
        double loss = network.Loss(data);
        double lossTolerance = (LossTolerance * condition * Math.Abs(loss)) + 1e-6 + ClampTolerance(data);
        ExpectedGradient[] gradients = Gradients(data);

        foreach (TestVariant variant in variants)
        {
            int[]? first = null;
            foreach (TestRun run in variant.Runs.Take(runs))
            {
                string where = $"batch {batch}, {variant.Name}, {run.Name}: ";
                run.Apply(model);
                foreach ((string name, double[] expected, Action<float[]> compute) in forward)
                {
                    float[] actual = new float[expected.Length];
                    Array.Fill(actual, float.NaN);
                    compute(actual);
                    Compare(where + name, expected, actual);
                }

                Compare(where + "Evaluate", loss, model.Evaluate(data), lossTolerance);
                Compare(where + "TrainStep", loss, model.TrainStep(data), lossTolerance);
                ModelParameters after = ModelParameters.Of(model);
                parameters.CopyTo(model);
                CompareGradients(where, gradients, after);
                first ??= after.Bits();
                if (!first.AsSpan().SequenceEqual(after.Bits()))
                {
                    problems.Add($"{where}the step's bits are not those of {variant.Runs[0].Name}");
                }
            }
        }
    }

    /// <summary>Samples, and new parameters where the present ones keep all samples near some kink.</summary>
    private float[] Draw(int batch)
    {
        for (int attempt = 0; attempt < 50; attempt++)
        {
            if (parameters is null || attempt > 0)
            {
                condition = TestData.Prepare(declaration, model, random, redraw: attempt > 0);
                parameters = ModelParameters.Of(model);
                network.Set(parameters);
            }

            if (TestData.Draw(declaration, network, batch, random) is { } data)
            {
                return data;
            }
        }

        throw new InvalidOperationException($"No samples of {declaration} are far enough from every kink.");
    }

    private ExpectedGradient[] Gradients(float[] data)
    {
        ParameterTensor[] tensors = [.. network.Parameters()];

        // Of a large batch of large samples each derivative takes long, and its gradient is a sum of more of them anyway.
        int samples = Math.Max(3, (data.Length > LargeBatch ? 0 : SampledDerivatives) / tensors.Length);
        return [.. tensors.Select(tensor => new ExpectedGradient(network, tensor, samples, data, random))];
    }

    private void CompareGradients(string where, ExpectedGradient[] expected, ModelParameters after)
    {
        double whole = expected.Max(gradient => gradient.Scale);
        foreach (ExpectedGradient gradient in expected)
        {
            ParameterTensor tensor = gradient.Tensor;
            double[] measured = [.. tensor.In(parameters).Zip(tensor.In(after), (before, later) => ((double)before - later) / Rate)];
            double tolerance = (condition * ((GradientTolerance * gradient.Scale) + (CancellationTolerance * whole))) + DifferenceTolerance;
            problems.AddRange(gradient.Differences(measured, tolerance).Select(difference => where + difference));
        }
    }

    private void Compare(string what, double[] expected, float[] actual)
    {
        double tolerance = ForwardTolerance * condition * Math.Max(1, expected.Max(Math.Abs));
        int worst = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= Math.Abs(expected[worst] - actual[worst])))
            {
                worst = i;
            }
        }

        Compare($"{what}[{worst}] of {expected.Length}", expected[worst], actual[worst], tolerance);
    }

    private void Compare(string what, double expected, double actual, double tolerance)
    {
        if (!(Math.Abs(expected - actual) <= tolerance))
        {
            problems.Add($"{what}: {actual:R}, expected {expected:R}, tolerance {tolerance:E1}");
        }
    }

    /// <summary>In single precision 1 - (1 - 1e-7) is 1.2e-7, whose logarithm is 0.18 nearer to zero.</summary>
    private double ClampTolerance(float[] data)
    {
        if (declaration.Loss != Loss.BinaryCrossEntropy || declaration.Output == Activation.Sigmoid)
        {
            return 0;
        }

        double[] output = network.Reconstruct(data);
        return 0.18 * output.Select((y, i) => y >= 1 ? 1 - data[i] : 0).Average();
    }
}
