using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Some steps of every optimizer against the reference optimizer on the reference's gradient.</summary>
public abstract class OptimizerTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const int Batch = 6;

    private static readonly Dictionary<string, OptimizerSettings> Numbers = new()
    {
        ["Sgd"] = new() { LearningRate = 0.1f },
        ["SgdMomentum"] = new() { LearningRate = 0.05f, Momentum = 0.9f },
        ["SgdNesterov"] = new() { LearningRate = 0.05f, Momentum = 0.8f, Nesterov = true },
        ["SgdDecay"] = new() { LearningRate = 0.05f, Momentum = 0.5f, Nesterov = true, WeightDecay = 0.1f },
        ["Adam"] = new() { LearningRate = 0.01f },
        ["AdamBetas"] = new() { LearningRate = 0.01f, Beta1 = 0.7f, Beta2 = 0.95f, Epsilon = 1e-3f },
        ["AdamDecay"] = new() { LearningRate = 0.01f, WeightDecay = 0.1f },
        ["AdamW"] = new() { LearningRate = 0.01f },
        ["AdamWDecay"] = new() { LearningRate = 0.01f, Beta1 = 0.8f, WeightDecay = 0.5f },
        ["RmsProp"] = new() { LearningRate = 0.003f, Epsilon = 1e-3f },
        ["RmsPropMomentum"] = new() { LearningRate = 0.002f, Smoothing = 0.9f, Momentum = 0.5f, Epsilon = 1e-3f, WeightDecay = 0.1f },
        ["SgdDecoupled"] = new() { LearningRate = 0.05f, Momentum = 0.9f, WeightDecay = 0.2f, DecoupledWeightDecay = true },
        ["RmsPropDecoupled"] = new() { LearningRate = 0.003f, Epsilon = 1e-3f, WeightDecay = 0.2f, DecoupledWeightDecay = true },
        ["SgdClipValue"] = new() { LearningRate = 0.1f, Momentum = 0.5f, ClipValue = 0.02f },
        ["AdamClipValue"] = new() { LearningRate = 0.01f, Epsilon = 1e-3f, ClipValue = 0.01f, WeightDecay = 0.1f },
        ["SgdClipNorm"] = new() { LearningRate = 0.1f, Momentum = 0.5f, ClipNorm = 0.1f },
        ["AdamClipNorm"] = new() { LearningRate = 0.01f, Epsilon = 1e-3f, ClipNorm = 0.05f, WeightDecay = 0.1f },
        ["SgdLongNorm"] = new() { LearningRate = 0.1f, Momentum = 0.5f, ClipNorm = 1e6f },
        ["Lion"] = new() { LearningRate = 0.003f },
        ["LionDecay"] = new() { LearningRate = 0.002f, Beta1 = 0.8f, Smoothing = 0.95f, WeightDecay = 0.3f },
        ["NAdam"] = new() { LearningRate = 0.01f },
        ["NAdamDecay"] = new() { LearningRate = 0.01f, Beta1 = 0.7f, Beta2 = 0.95f, Epsilon = 1e-3f, WeightDecay = 0.1f },
        ["NAdamDecoupled"] = new() { LearningRate = 0.01f, WeightDecay = 0.2f, DecoupledWeightDecay = true },
    };

    private static readonly ModelLibrary Library = new(
        from decoder in Enum.GetValues<DecoderKind>()
        from optimizer in Enum.GetValues<Optimizer>()
        select Declare(decoder, optimizer));

    public static TheoryData<string, DecoderKind> Cases
    {
        get
        {
            // Where not everything is checked, the decoders take turns.
            bool all = new TTarget().Stride == 1;
            DecoderKind[] decoders = Enum.GetValues<DecoderKind>();
            var cases = new TheoryData<string, DecoderKind>();
            foreach ((int index, string numbers) in Numbers.Keys.Index())
            {
                foreach (DecoderKind decoder in all ? decoders : [decoders[index % decoders.Length]])
                {
                    cases.Add(numbers, decoder);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_are_the_references(string numbers, DecoderKind decoder)
    {
        Optimizer optimizer = Enum.GetValues<Optimizer>().Where(value => numbers.StartsWith($"{value}", StringComparison.Ordinal))
            .MaxBy(value => $"{value}".Length);
        int steps = Target.IsSlow ? 5 : 20;
        ModelDeclaration declaration = Declare(decoder, optimizer);
        var random = new Random(7);
        float[][] batches = [.. Enumerable.Range(0, 3).Select(_ => random.NextSingles(Batch * declaration.InputSize, -1, 1))];
        ReferenceNetwork? network = null;
        foreach (TestVariant variant in Target.VariantsOf(declaration, Numbers.Keys.TakeWhile(other => other != numbers).Count()))
        {
            using ModelHandle model = Target.Create(Library, declaration.Name, 11);
            if (network is null)
            {
                network = new(declaration);
                network.Set(ModelParameters.Of(model));
                var reference = new ReferenceOptimizer(optimizer, Numbers[numbers], network.Parameters());
                for (int step = 0; step < steps; step++)
                {
                    double[][] gradient = network.Gradient(batches[step % batches.Length]);
                    RequireClipping(numbers, gradient, step);
                    reference.Step(gradient);
                }
            }

            variant.Apply(model);
            model.OptimizerSettings = Numbers[numbers];
            for (int step = 0; step < steps; step++)
            {
                model.TrainStep(batches[step % batches.Length]);
            }

            Compare($"{declaration} {variant}", network, ModelParameters.Of(model));
        }
    }

    [Fact]
    public void Settings_can_change_between_steps()
    {
        ModelDeclaration declaration = Declare(DecoderKind.Tied, Optimizer.Sgd);
        using ModelHandle model = Target.Create(Library, declaration.Name, 3);
        float[] batch = new Random(8).NextSingles(Batch * declaration.InputSize, -1, 1);
        int[] before = ModelParameters.Of(model).Bits();

        model.OptimizerSettings = new() { LearningRate = 0 };
        model.TrainStep(batch);
        int[] unmoved = ModelParameters.Of(model).Bits();
        model.OptimizerSettings = new() { LearningRate = 0.5f };
        model.TrainStep(batch);

        Assert.Equal(before, unmoved);
        Assert.NotEqual(before, ModelParameters.Of(model).Bits());
    }

    protected static ModelLibrary Models => Library;

    protected static ModelDeclaration Declare(DecoderKind decoder, Optimizer optimizer) =>
        new($"{decoder}{optimizer}", 5, [new(4, Activation.Tanh), new(2)], new(decoder)) { Optimizer = optimizer };

    /// <summary>What is meant to be clipped at the start must be long enough for it.</summary>
    private static void RequireClipping(string numbers, double[][] gradient, int step)
    {
        OptimizerSettings settings = Numbers[numbers];
        if (step == 0 && settings.ClipValue is { } size)
        {
            Assert.Contains(gradient, tensor => tensor.Any(element => Math.Abs(element) > size));
        }

        if (step == 0 && settings.ClipNorm is { } longest)
        {
            Assert.Equal(numbers != "SgdLongNorm", ReferenceOptimizer.Norm(gradient) > longest);
        }
    }

    private static void Compare(string what, ReferenceNetwork network, ModelParameters parameters)
    {
        // The parameters move by some 0.2; a step's error is some 1e-6 of it, and the next gradients are taken a little off.
        const double Tolerance = 2e-5;
        foreach (ParameterTensor tensor in network.Parameters())
        {
            float[] actual = tensor.In(parameters);
            for (int i = 0; i < actual.Length; i++)
            {
                Assert.True(
                    Math.Abs(actual[i] - tensor.Values[i]) <= Tolerance, $"{what}: {tensor}[{i}] is {actual[i]:R}, expected {tensor.Values[i]:R}");
            }
        }
    }
}
