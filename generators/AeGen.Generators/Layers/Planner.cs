using AeGen.Generators.Declaration;
using AeGen.Generators.Passes;

namespace AeGen.Generators.Layers;

/// <summary>
/// From a declaration to its <see cref="KernelPlan"/>: its layers in a chain, what they are made of, and the passes over that.
/// </summary>
internal sealed class Planner
{
    private readonly ArchitectureSpec architecture;
    private readonly BatchBuffer input;
    private readonly List<AffineLayer> layers = [];
    private readonly List<LayerPlan> chain = [];

    private Planner(ArchitectureSpec architecture)
    {
        this.architecture = architecture;
        input = BatchBuffer.Flat("input", architecture.InputSize);
        for (int layer = 0; layer < Encoders; layer++)
        {
            layers.Add(CreateEncoder(layer));
        }

        for (int layer = 0; layer < architecture.Decoder.Count; layer++)
        {
            layers.Add(CreateDecoder(layer));
        }

        BuildChain();
        foreach (DenseLayer layer in Owners)
        {
            Penalize(layer);
        }
    }

    private int Encoders => architecture.Encoder.Count;

    private int Last => Encoders + architecture.Decoder.Count - 1;

    private DenseLayer CodeLayer => (DenseLayer)layers[Encoders - 1];

    /// <summary>The layers that own their weights.</summary>
    private IEnumerable<DenseLayer> Owners => layers.OfType<DenseLayer>();

    private IEnumerable<RightInverseLayer> Inverted => layers.OfType<RightInverseLayer>();

    private bool Nests => architecture.PrincipalAxes?.Method == AxisMethodKind.NestedDropout;

    public static KernelPlan Plan(ArchitectureSpec architecture) => new Planner(architecture).Plan();

    private DenseLayer CreateEncoder(int index)
    {
        LayerSpec spec = architecture.Encoder[index];
        string name = index == Encoders - 1 ? "code" : $"encoded{index}";
        return new DenseLayer(spec, index, BatchBuffer.Flat(name, spec.Outputs), architecture.Penalty.Orthogonality)
        {
            IsFirst = index == 0,
            InputName = index == 0 ? input.Name : layers[index - 1].Output.Name,
            IsInverted = architecture.DecoderKind == DecoderKind.RightInverse,
            Normalization = Normalize(spec, index, name),
        };
    }

    private AffineLayer CreateDecoder(int place)
    {
        LayerSpec spec = architecture.Decoder[place];
        int index = Encoders + place, mirrored = architecture.Decoder.Count - 1 - place;
        bool isLast = index == Last;
        string name = isLast ? "output" : $"decoded{place}", inputName = place == 0 && Nests ? "keptCode" : layers[index - 1].Output.Name;
        BatchBuffer output = BatchBuffer.Flat(name, spec.Outputs);
        NormalizationPlan? normalization = Normalize(spec, index, name);
        return architecture.DecoderKind switch
        {
            DecoderKind.Tied => new TiedLayer(spec, index, output, (DenseLayer)layers[mirrored])
            {
                InputName = inputName, IsLast = isLast, Normalization = normalization,
            },
            DecoderKind.RightInverse => new RightInverseLayer(spec, index, output, (DenseLayer)layers[mirrored], architecture.Damping)
            {
                InputName = inputName, IsLast = isLast, Normalization = normalization,
            },
            DecoderKind.Dense or DecoderKind.TiedAtInitialization => new DenseLayer(spec, index, output)
            {
                InputName = inputName,
                IsLast = isLast,
                Normalization = normalization,
                TiedAtStart = architecture.DecoderKind == DecoderKind.Dense ? -1 : mirrored,
            },
        };
    }

    private static NormalizationPlan? Normalize(LayerSpec spec, int index, string name) =>
        spec.Normalization is { } normalization ? new NormalizationPlan(normalization, index, name, spec.Inputs, spec.Outputs) : null;

    private void BuildChain()
    {
        AddNoise(-1);
        for (int index = 0; index <= Last; index++)
        {
            chain.Add(layers[index]);
            if (index == Encoders - 1)
            {
                AddToCode();
            }

            AddNoise(index);
        }

        chain.Add(new LossLayer(architecture.Loss, layers[Last].Spec.Activation, input));
    }

    /// <summary>Adds what training does with the code: penalties first, which are on what the code layer gives.</summary>
    private void AddToCode()
    {
        if (architecture.Penalty.Contraction > 0)
        {
            chain.Add(new ContractionPenalty(architecture.Penalty.Contraction, CodeLayer));
        }

        if (architecture.PrincipalAxes is { Method: AxisMethodKind.RotationAugmentedGradient } axes)
        {
            chain.Add(new CodeRotation(2 * axes.Strength / architecture.InputSize, CodeLayer, layers[Encoders] as DenseLayer));
        }

        if (architecture.Penalty.Sparsity is { } sparsity)
        {
            chain.Add(new SparsityPenalty(sparsity, CodeLayer.Output));
        }

        if (Nests)
        {
            chain.Add(new NestedCode(architecture.InputSize, CodeLayer, layers[Encoders] as DenseLayer));
        }

        if (architecture.Variational is { } variational)
        {
            LayerSpec spec = variational.LogVariance;
            var logVariance = new DenseLayer(spec, Last + 1, BatchBuffer.Flat("logVariance", spec.Outputs))
            {
                IsFirst = CodeLayer.IsFirst, InputName = $"{CodeLayer.InputName}Variance",
            };
            layers.Add(logVariance);
            chain.Add(new DrawnCode(CodeLayer, logVariance, 2 * architecture.Noises.Count));
        }
    }

    /// <summary>Adds the noise on a layer's output, one on top of the other; noise that does nothing is left out.</summary>
    private void AddNoise(int layer)
    {
        for (int place = 0; place < architecture.Noises.Count; place++)
        {
            NoiseSpec noise = architecture.Noises[place];
            if (noise.Layer == layer && noise.Amount > 0)
            {
                chain.Add(new NoiseLayer(noise, 2 * place));
            }
        }
    }

    private void Penalize(DenseLayer layer)
    {
        void Add(Function slope, double strength)
        {
            if (strength > 0)
            {
                layer.Penalize(new Call(slope, layer.Factor) * (Expression)(double)(float)strength);
            }
        }

        Add(Function.SquaresPenaltySlope, architecture.Penalty.L2);
        Add(Function.SizesPenaltySlope, architecture.Penalty.L1);
    }

    private KernelPlan Plan()
    {
        Sequences sequences = new();
        foreach (RightInverseLayer layer in Inverted)
        {
            sequences.Prepare.AddRange(
                new[] { SolveKind.Gram, SolveKind.Factor, SolveKind.Orthogonalise }.Select(kind => new Solve(kind, layer.Inverse)));
            sequences.Materialise.Add(new Solve(SolveKind.Materialise, layer.Inverse));
        }

        PlanInference(sequences);
        PlanTraining(sequences);
        (IReadOnlyList<Phase> phases, Programs programs) = Fusion.Run(sequences);
        BatchBuffer code = CodeLayer.Output, output = layers[Last].Output;
        return new KernelPlan(
            architecture,
            [.. Owners.Select(layer => layer.Weight)],
            [.. layers.SelectMany(layer => layer.TrainedVectors).Select(item => item.Vector)],
            [.. layers.Select(layer => new LayerMatrix(layer.Factor))],
            [.. layers.Select(layer => layer.Normalization?.Statistics).OfType<Statistics>()],
            [.. Inverted.Select(layer => layer.Inverse)],
            input,
            code,
            output,
            phases,
            programs,
            Lifetimes.Run(phases, programs, input, code, output));
    }

    private void PlanInference(Sequences sequences)
    {
        BatchBuffer at = input;
        for (int index = 0; index <= Last; index++)
        {
            at = layers[index].Infer(at, index < Encoders ? sequences.Encode : sequences.Decode);
        }

        // An evaluation's last layer is the loss's, as it is in training.
        sequences.Evaluate.AddRange(sequences.Encode);
        at = CodeLayer.Output;
        for (int index = Encoders; index < Last; index++)
        {
            at = layers[index].Infer(at, sequences.Evaluate);
        }

        chain[chain.Count - 1].Train(layers[Last].Evaluate(at, sequences.Evaluate), sequences.Evaluate);
    }

    private void PlanTraining(Sequences sequences)
    {
        BatchBuffer at = input;
        foreach (LayerPlan layer in chain)
        {
            at = layer.Train(at, sequences.Propagate);
        }

        // Below the first layer nothing has a gradient that anybody needs.
        int first = chain.IndexOf(layers[0]);
        for (int i = chain.Count - 1; i >= first; i--)
        {
            at = chain[i].Back(at, sequences.Propagate);
        }

        IEnumerable<LayerPlan> inOrder =
            Enumerable.Reverse(chain).OrderBy(layer => layer is RightInverseLayer ? 0 : layer is DenseLayer ? 1 : 2);
        foreach (LayerPlan layer in inOrder)
        {
            layer.PrepareUpdate(sequences.Update);
        }

        OptimizerSpec rule = architecture.Optimizer;
        sequences.Update.AddRange(Owners.Select(layer => layer.Step(rule)));
        sequences.Update.AddRange(
            layers.SelectMany(layer => layer.TrainedVectors).Select(item => new VectorStep(rule, item.Vector, item.Gradient)));
    }
}
