using System.Globalization;
using AeGen.Generators.Declaration;

namespace AeGen.Generators.Planning;

/// <summary>From a declaration to its <see cref="KernelPlan"/>.</summary>
/// <remarks>
/// Samples are rows. With F_l = W_lᵀ [inputs, outputs] a layer is Y_l = f(Y_{l-1} F_l + b_l). Let D_l be the loss's gradient in layer l's
/// pre-activations. Then D_{l-1} = (D_l F_lᵀ) * f'(Z_{l-1}), the gradient in F_l is Y_{l-1}ᵀ D_l and that in b_l the column sums of D_l. A tied
/// decoder layer works with the mirror F_eᵀ of its encoder layer e, and adds the transpose of its own gradient, D_lᵀ Y_{l-1}, to that of F_e.
/// </remarks>
internal sealed class Planner
{
    private readonly ArchitectureSpec architecture;
    private readonly LayerSpec[] layers;
    private readonly int encoders;
    private readonly List<BatchMatrix> batch = [];
    private readonly BatchMatrix[] outputs;
    private readonly BatchMatrix[] signals;
    private readonly BatchMatrix?[] slopes;
    private readonly FixedMatrix?[] weights;
    private readonly FixedMatrix?[] mirrors;
    private readonly FixedMatrix[] forward;
    private readonly FixedMatrix[] backward;
    private readonly BiasVector?[] biases;
    private readonly List<RightInversePlan> inverses = [];
    private readonly List<Phase> phases = [];

    private Planner(ArchitectureSpec architecture)
    {
        this.architecture = architecture;
        layers = [.. architecture.Encoder, .. architecture.Decoder];
        encoders = architecture.Encoder.Count;
        outputs = new BatchMatrix[layers.Length];
        signals = new BatchMatrix[layers.Length];
        slopes = new BatchMatrix?[layers.Length];
        weights = new FixedMatrix?[layers.Length];
        mirrors = new FixedMatrix?[layers.Length];
        forward = new FixedMatrix[layers.Length];
        backward = new FixedMatrix[layers.Length];
        biases = new BiasVector?[layers.Length];
    }

    public static KernelPlan Plan(ArchitectureSpec architecture) => new Planner(architecture).Plan();

    private int Last => layers.Length - 1;

    private bool Shares => architecture.DecoderKind is DecoderKind.Tied or DecoderKind.RightInverse;

    private KernelPlan Plan()
    {
        PlanMatrices();
        PlanWeights();
        Programs programs = PlanPhases();
        return new KernelPlan(
            architecture,
            new(batch),
            layers.Length + 1,
            new(Enumerable.Range(0, layers.Length).Where(layer => weights[layer] is not null).Select(PlanWeight)),
            new(Enumerable.Range(0, layers.Length).Where(layer => biases[layer] is not null).Select(layer => new BiasPlan(biases[layer]!, signals[layer]))),
            new(forward),
            biases,
            new(inverses),
            new(phases),
            programs,
            CountTraining(),
            layers.Sum(Size));
    }

    private static long Size(LayerSpec layer) => (long)layer.Inputs * layer.Outputs;

    /// <summary>Forward and gradient for each layer, and the signal for each but the first.</summary>
    private long CountTraining() => (3 * layers.Sum(Size)) - Size(layers[0]);

    private void PlanMatrices()
    {
        batch.Add(new BatchMatrix("input", architecture.InputSize));
        for (int layer = 0; layer <= Last; layer++)
        {
            outputs[layer] = new BatchMatrix(OutputName(layer), layers[layer].Outputs);
            batch.Add(outputs[layer]);
        }

        // The output's gradient takes the place of the output itself: nothing else reads that while training.
        signals[Last] = outputs[Last];
        for (int layer = 0; layer < Last; layer++)
        {
            signals[layer] = new BatchMatrix($"{outputs[layer].Name}Signal", layers[layer].Outputs);
            batch.Add(signals[layer]);
            if (!layers[layer].Activation.SlopeFollowsFromOutput())
            {
                slopes[layer] = new BatchMatrix($"{outputs[layer].Name}Slopes", layers[layer].Outputs);
                batch.Add(slopes[layer]!);
            }
        }
    }

    private string OutputName(int layer) =>
        layer == encoders - 1 ? "code"
        : layer == Last ? "output"
        : layer < encoders ? $"encoded{layer}"
        : $"decoded{layer - encoders}";

    private string WeightName(int layer) => layer < encoders ? $"encoderWeight{layer}" : $"decoderWeight{layer - encoders}";

    private BatchMatrix InputOf(int layer) => layer == 0 ? batch[0] : outputs[layer - 1];

    private void PlanWeights()
    {
        for (int layer = 0; layer <= Last; layer++)
        {
            LayerSpec spec = layers[layer];
            string name = WeightName(layer);
            if (spec.Bias)
            {
                biases[layer] = new BiasVector(layer < encoders ? $"encoderBias{layer}" : $"decoderBias{layer - encoders}", spec.Outputs);
            }

            if (layer < encoders || !Shares)
            {
                weights[layer] = new FixedMatrix(name, spec.Inputs, spec.Outputs, Trained: true);

                // The first layer passes no signal back, so it needs its mirror only if a decoder layer works with it.
                mirrors[layer] = layer > 0 || Shares ? new FixedMatrix($"{name}Mirror", spec.Outputs, spec.Inputs, Trained: false) : null;
                forward[layer] = weights[layer]!;
                backward[layer] = mirrors[layer] ?? weights[layer]!;
                continue;
            }

            int encoder = Last - layer;
            if (architecture.DecoderKind == DecoderKind.Tied)
            {
                forward[layer] = mirrors[encoder]!;
                backward[layer] = weights[encoder]!;
                continue;
            }

            RightInversePlan inverse = PlanInverse(encoder, layer);
            inverses.Add(inverse);
            forward[layer] = inverse.Inverse;
            backward[layer] = inverse.InverseTransposed;
        }
    }

    private RightInversePlan PlanInverse(int encoder, int decoder)
    {
        int k = layers[encoder].Outputs, n = layers[encoder].Inputs;
        string name = WeightName(encoder);
        return new RightInversePlan(
            layers[encoder].Name,
            mirrors[encoder]!,
            new FixedMatrix($"{name}Inverse", k, n, Trained: false),
            new FixedMatrix($"{name}InverseTransposed", n, k, Trained: false),
            new FixedMatrix($"{name}Orthogonal", k, n, Trained: false),
            new FixedMatrix($"{name}InverseGradient", k, n, Trained: false),
            new FixedMatrix($"{name}Weighting", k, k, Trained: false),
            new FixedMatrix($"{name}Correction", k, k, Trained: false),
            new GradientSource(InputOf(decoder), signals[decoder]));
    }

    private WeightPlan PlanWeight(int layer)
    {
        List<GradientSource> sources = [new(InputOf(layer), signals[layer])];
        int decoder = Last - layer;
        if (architecture.DecoderKind == DecoderKind.Tied)
        {
            sources.Add(new(signals[decoder], InputOf(decoder)));
        }
        else if (architecture.DecoderKind == DecoderKind.RightInverse)
        {
            RightInversePlan inverse = inverses.Single(candidate => candidate.Weight == mirrors[layer]);
            sources.Add(new(inverse.Gradient, inverse.Weighting));
            sources.Add(new(inverse.Orthogonal, inverse.Correction));
        }

        bool startsTied = architecture.DecoderKind == DecoderKind.TiedAtInitialization && layer >= encoders;
        return new WeightPlan(weights[layer]!, mirrors[layer], layer, startsTied ? Last - layer : -1, new(sources));
    }

    private Programs PlanPhases()
    {
        List<int> prepare = [], encode = [], decode = [], evaluate = [], propagate = [], update = [];
        foreach (RightInversePlan inverse in inverses)
        {
            prepare.Add(Add(inverse, RightInverseStep.Gram, $"{inverse.Weight.Name} times its transpose, [{inverse.K}, {inverse.K}]"));
            prepare.Add(Add(inverse, RightInverseStep.Factor, $"L with L Lᵀ = that product + {architecture.Damping.ToString("R", CultureInfo.InvariantCulture)} I, and its inverse"));
            prepare.Add(Add(inverse, RightInverseStep.Solve, $"{inverse.Orthogonal.Name} = L⁻¹ {inverse.Weight.Name} and {inverse.Inverse.Name} = L⁻ᵀ {inverse.Orthogonal.Name}, [{inverse.K}, {inverse.N}]"));
        }

        for (int layer = 0; layer < Last; layer++)
        {
            int inference = AddForward(layer, null);
            (layer < encoders ? encode : decode).Add(inference);
            evaluate.Add(inference);
            propagate.Add(slopes[layer] is { } kept ? AddForward(layer, kept) : inference);
        }

        decode.Add(AddForward(Last, null));
        int loss = AddLoss();
        evaluate.Add(loss);
        propagate.Add(loss);
        for (int layer = Last; layer > 0; layer--)
        {
            propagate.Add(AddBackward(layer));
        }

        foreach (RightInversePlan inverse in inverses)
        {
            string g = inverse.Gradient.Name;
            update.Add(Add(inverse, RightInverseStep.Gradient, $"{g} = {inverse.GradientSource.Left.Name}ᵀ {inverse.GradientSource.Right.Name}, [{inverse.K}, {inverse.N}]"));
            update.Add(Add(inverse, RightInverseStep.Cross, $"N = {g} {inverse.Orthogonal.Name}ᵀ, [{inverse.K}, {inverse.K}]"));
            update.Add(Add(inverse, RightInverseStep.Weigh, $"X = L⁻¹ N, [{inverse.K}, {inverse.K}]"));
            update.Add(Add(inverse, RightInverseStep.Combine, $"{inverse.Weighting.Name} = L⁻ᵀ L⁻¹ and {inverse.Correction.Name} = -(X + Xᵀ) L⁻¹, [{inverse.K}, {inverse.K}]"));
        }

        phases.Add(new UpdatePhase("Update", "every parameter's gradient over the batch, and the optimizer's step"));
        update.Add(phases.Count - 1);
        return new Programs(new(prepare), new(encode), new(decode), new(evaluate), new(propagate), new(update), loss);
    }

    private int Add(RightInversePlan inverse, RightInverseStep step, string formula)
    {
        string number = inverses.Count == 1 ? string.Empty : inverses.IndexOf(inverse).ToString(CultureInfo.InvariantCulture);
        phases.Add(new RightInversePhase($"Inverse{number}{step}", formula, step, inverse));
        return phases.Count - 1;
    }

    private int AddForward(int layer, BatchMatrix? kept)
    {
        string name = kept is null ? $"Compute{Title(outputs[layer])}" : $"Compute{Title(outputs[layer])}AndSlopes";
        Epilogue epilogue = layers[layer].Activation == ActivationKind.Identity
            ? new NoEpilogue()
            : new ActivateEpilogue(layers[layer].Activation, kept);
        string formula = $"{outputs[layer].Name} = {Function(layer, Linear(layer))}, [batch, {layers[layer].Outputs}]";
        phases.Add(new ProductPhase(name, formula, InputOf(layer), forward[layer], biases[layer], outputs[layer], epilogue));
        return phases.Count - 1;
    }

    private int AddLoss()
    {
        phases.Add(new ProductPhase(
            "ComputeLoss",
            $"the {architecture.Loss} of {Function(Last, Linear(Last))} and its gradient, [batch, {layers[Last].Outputs}]",
            InputOf(Last),
            forward[Last],
            biases[Last],
            outputs[Last],
            new LossEpilogue(architecture.Loss, layers[Last].Activation, batch[0])));
        return phases.Count - 1;
    }

    private int AddBackward(int layer)
    {
        int below = layer - 1;
        ActivationKind activation = layers[below].Activation;
        string product = $"{signals[layer].Name} {backward[layer].Name}";
        string formula = activation == ActivationKind.Identity ? product : $"({product}) * {activation}'";
        Epilogue epilogue = activation == ActivationKind.Identity
            ? new NoEpilogue()
            : new DifferentiateEpilogue(activation, slopes[below] ?? outputs[below]);
        phases.Add(new ProductPhase(
            $"Compute{Title(signals[below])}",
            $"{signals[below].Name} = {formula}, [batch, {layers[below].Outputs}]",
            signals[layer],
            backward[layer],
            null,
            signals[below],
            epilogue));
        return phases.Count - 1;
    }

    private string Linear(int layer) =>
        $"{InputOf(layer).Name} {forward[layer].Name}" + (biases[layer] is { } bias ? $" + {bias.Name}" : string.Empty);

    private string Function(int layer, string argument) =>
        layers[layer].Activation == ActivationKind.Identity ? argument : $"{layers[layer].Activation}({argument})";

    private static string Title(BatchMatrix matrix) => char.ToUpperInvariant(matrix.Name[0]) + matrix.Name.Substring(1);
}
