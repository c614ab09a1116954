using System.Globalization;
using AeGen.Generators.Declaration;

namespace AeGen.Generators.Planning;

/// <summary>From a declaration to its <see cref="KernelPlan"/>.</summary>
/// <remarks>
/// Samples are rows. With F_l = W_lᵀ [inputs, outputs] a layer is Y_l = f(Y_{l-1} F_l + b_l). Let D_l be the loss's gradient in layer l's
/// pre-activations. Then D_{l-1} = (D_l F_lᵀ) * f'(Z_{l-1}), the gradient in F_l is Y_{l-1}ᵀ D_l and that in b_l the column sums of D_l. A tied
/// decoder layer works with the mirror F_eᵀ of its encoder layer e, and adds the transpose of its own gradient, D_lᵀ Y_{l-1}, to that of F_e.
/// <para>
/// A right-inverse decoder layer goes through the coordinates in the rows of Q, where W_e = LQ: C_l = Y_{l-1} L⁻ᵀ and Y_l = f(C_l Q + b_l). On the way
/// back P_l = D_l Qᵀ is the gradient in the coordinates and P_l L⁻¹ that in Y_{l-1}. The runtime's RightInverse derives the gradient in W_e, whose
/// terms are products of D_l, P_l, C_l and the dual C_l L⁻¹. Inference works with the matrix L⁻ᵀQ instead, which saves it a product.
/// </para>
/// <para>
/// Noise on a layer's output turns Y_l into Ỹ_l, with which training goes on in its place. What is added drops out of the gradient; what is a factor of
/// Y_l, zero or a constant, is one of D_l as well.
/// </para>
/// </remarks>
internal sealed partial class Planner
{
    private readonly ArchitectureSpec architecture;
    private readonly LayerSpec[] layers;
    private readonly int encoders;
    private readonly List<BatchMatrix> batch = [];
    private readonly BatchMatrix[] outputs;
    private readonly BatchMatrix[] signals;
    private readonly NormalizationPlan?[] normalizations;
    private readonly BatchMatrix?[] slopes;
    private readonly BatchMatrix?[] coordinates;
    private readonly BatchMatrix?[] coordinateSignals;
    private readonly BatchMatrix?[] duals;
    private readonly BatchMatrix?[] noisy;
    private readonly FixedMatrix?[] weights;
    private readonly FixedMatrix?[] mirrors;
    private readonly FixedMatrix[] forward;
    private readonly FixedMatrix[] backward;
    private readonly GramianPhase?[] gramians;
    private readonly CopyPhase?[] copies;
    private readonly BiasVector?[] biases;
    private readonly List<RightInversePlan> inverses = [];
    private readonly List<Phase> phases = [];

    private Planner(ArchitectureSpec architecture)
    {
        this.architecture = architecture;
        layers = [.. architecture.Encoder, .. architecture.Decoder, .. architecture.Variational is { } variational ? [variational.LogVariance] : Array.Empty<LayerSpec>()];
        encoders = architecture.Encoder.Count;
        outputs = new BatchMatrix[layers.Length];
        signals = new BatchMatrix[layers.Length];
        normalizations = new NormalizationPlan?[layers.Length];
        slopes = new BatchMatrix?[layers.Length];
        coordinates = new BatchMatrix?[layers.Length];
        coordinateSignals = new BatchMatrix?[layers.Length];
        duals = new BatchMatrix?[layers.Length];
        noisy = new BatchMatrix?[layers.Length];
        weights = new FixedMatrix?[layers.Length];
        mirrors = new FixedMatrix?[layers.Length];
        forward = new FixedMatrix[layers.Length];
        backward = new FixedMatrix[layers.Length];
        gramians = new GramianPhase?[layers.Length];
        copies = new CopyPhase?[layers.Length];
        biases = new BiasVector?[layers.Length];
    }

    public static KernelPlan Plan(ArchitectureSpec architecture) => new Planner(architecture).Plan();

    /// <summary>The decoder's last layer.</summary>
    private int Last => encoders + architecture.Decoder.Count - 1;

    private bool Shares => architecture.DecoderKind is DecoderKind.Tied or DecoderKind.RightInverse;

    private bool Orthogonalises => architecture.Penalty.Orthogonality > 0;

    private bool Inverts => architecture.DecoderKind == DecoderKind.RightInverse;

    private KernelPlan Plan()
    {
        PlanMatrices();
        PlanWeights();
        Programs programs = PlanPhases();
        return new KernelPlan(
            architecture,
            new(batch),
            Last + (Inverts ? 3 : 2),
            new(Enumerable.Range(0, layers.Length).Where(layer => weights[layer] is not null).Select(PlanWeight)),
            new(Enumerable.Range(0, layers.Length).SelectMany(PlanBiases)),
            new(forward),
            biases,
            normalizations,
            new(inverses),
            new(phases),
            programs,
            CountTraining(),
            layers.Take(Last + 1).Sum(Size));
    }

    private static long Size(LayerSpec layer) => (long)layer.Inputs * layer.Outputs;

    /// <summary>
    /// Forward and gradient for each layer, and the signal for each but those on the input; for a right inverse the four products with [k, k]; once more the
    /// pre-activations that a penalty needs; and what turns the code's axes.
    /// </summary>
    private long CountTraining() =>
        (3 * layers.Sum(Size)) - layers.Where((_, layer) => InputOf(layer) == batch[0]).Sum(Size)
        + inverses.Sum(inverse => 4L * inverse.K * inverse.K) + (preActivations is null ? 0 : Size(layers[0])) + CountPrincipalAxes();

    private IEnumerable<BiasPlan> PlanBiases(int layer)
    {
        if (biases[layer] is { } bias)
        {
            yield return new(bias, signals[layer]);
        }

        if (normalizations[layer] is { } normalization)
        {
            yield return new(normalization.Gain, normalization.GainSignal);
        }
    }

    private void PlanMatrices()
    {
        batch.Add(new BatchMatrix("input", architecture.InputSize));
        for (int layer = 0; layer <= Last; layer++)
        {
            outputs[layer] = new BatchMatrix(OutputName(layer), layers[layer].Outputs);
            batch.Add(outputs[layer]);
        }

        for (int layer = Last; Inverts && layer >= encoders; layer--)
        {
            // The last layer's come first, among what inference needs: the losses are computed from them.
            string name = $"{outputs[layer].Name}Coordinates";
            coordinates[layer] = new BatchMatrix(name, layers[layer].Inputs);
            coordinateSignals[layer] = new BatchMatrix($"{name}Signal", layers[layer].Inputs);
            duals[layer] = new BatchMatrix($"{outputs[layer].Name}Dual", layers[layer].Inputs);
            batch.AddRange([coordinates[layer]!, coordinateSignals[layer]!, duals[layer]!]);
        }

        PlanVariationalMatrices();
        PlanContractionMatrices();
        PlanPrincipalAxesMatrices();
        foreach (int layer in Enumerable.Range(0, Last + 1).Where(layer => noisy[layer] is null && NoisesBefore(layer).Any()))
        {
            string name = InputOf(layer).Name;
            noisy[layer] = new BatchMatrix($"noisy{char.ToUpperInvariant(name[0])}{name.Substring(1)}", InputOf(layer).Columns);
            batch.Add(noisy[layer]!);
        }

        // The output's gradient takes the place of the output itself: nothing else reads that while training.
        signals[Last] = outputs[Last];
        for (int layer = 0; layer < Last; layer++)
        {
            signals[layer] = new BatchMatrix($"{outputs[layer].Name}Signal", layers[layer].Outputs);
            batch.Add(signals[layer]);
            normalizations[layer] = layers[layer].Normalization is { } normalization ? PlanNormalization(layer, normalization) : null;
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

    private bool IsInverted(int layer) => Inverts && layer < encoders;

    private BatchMatrix InputOf(int layer) => Before(layer) < 0 ? batch[0] : outputs[Before(layer)];

    /// <summary>The layer whose output a layer works on, or -1.</summary>
    private int Before(int layer) => layer == Head ? encoders - 2 : layer - 1;

    /// <summary>What a layer works on in training.</summary>
    private BatchMatrix TrainingInputOf(int layer) => noisy[Before(layer) + 1] ?? InputOf(layer);

    /// <summary>The noise on a layer's input, with its place among all noise; noise that does nothing is left out.</summary>
    private IEnumerable<(NoiseSpec Noise, int Place)> NoisesBefore(int layer) =>
        architecture.Noises.Select((noise, place) => (noise, place)).Where(item => item.noise.Layer == layer - 1 && item.noise.Amount > 0);

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

                // The first layer passes no signal back, so it needs its mirror only if a decoder layer or a penalty works with it.
                mirrors[layer] = layer > 0 || Shares || Orthogonalises || TurnsWeight(layer) ? new FixedMatrix($"{name}Mirror", spec.Outputs, spec.Inputs, Trained: false) : null;
                forward[layer] = weights[layer]!;
                backward[layer] = mirrors[layer] ?? weights[layer]!;
                gramians[layer] = Orthogonalises && layer < encoders ? PlanGramian(weights[layer]!) : null;
                copies[layer] = gramians[layer] is not null || TurnsWeight(layer) ? PlanCopy(layer) : null;
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
            backward[layer] = inverse.Triangle;
        }

        PlanVariationalWeight();
    }

    /// <summary>
    /// What the penalty's gradient in F = Wᵀ needs: from d||FᵀF - I||² = 2 tr((FᵀF - I)ᵀ (dFᵀF + FᵀdF)) it is 4 F (FᵀF - I) = 4 Wᵀ(WWᵀ - I).
    /// </summary>
    private GramianPhase PlanGramian(FixedMatrix transpose)
    {
        double scale = 4 * architecture.Penalty.Orthogonality;
        var result = new FixedMatrix($"{transpose.Name}Gramian", transpose.Columns, transpose.Columns, Trained: false);
        string formula =
            $"{result.Name} = {scale.ToString("R", CultureInfo.InvariantCulture)} ({transpose.Name}ᵀ {transpose.Name} - I), [{result.Rows}, {result.Columns}]";
        return new GramianPhase($"Compute{Title(result)}", formula, transpose, result, GramianForm.BesideIdentity, scale);
    }

    /// <summary>The copy of a weight in the order in which its gradient's terms with [k, k] read it: an encoder's as it is, a decoder's as its transpose.</summary>
    private CopyPhase PlanCopy(int layer)
    {
        FixedMatrix weight = layer < encoders ? mirrors[layer]! : weights[layer]!;
        var copy = new FixedMatrix($"{WeightName(layer)}Copy", weight.Rows, weight.Columns, Trained: false);
        return new CopyPhase($"Copy{Title(weight)}", $"{copy.Name} = {weight.Name}, [{weight.Rows}, {weight.Columns}]", weight, copy);
    }

    private RightInversePlan PlanInverse(int encoder, int decoder)
    {
        int k = layers[encoder].Outputs, n = layers[encoder].Inputs;
        string name = WeightName(encoder);
        return new RightInversePlan(
            layers[encoder].Name,
            mirrors[encoder]!,
            new FixedMatrix($"{name}Orthogonal", k, n, Trained: false),
            new FixedMatrix($"{name}OrthogonalTransposed", n, k, Trained: false),
            new FixedMatrix($"{name}Triangle", k, k, Trained: false),
            new FixedMatrix($"{name}TriangleTransposed", k, k, Trained: false),
            new FixedMatrix($"{name}Inverse", k, n, Trained: false),
            new FixedMatrix($"{name}Product", k, k, Trained: false),
            new FixedMatrix($"{name}Correction", k, k, Trained: false),
            new GradientSource(coordinates[decoder]!, coordinateSignals[decoder]!));
    }

    private WeightPlan PlanWeight(int layer)
    {
        List<GradientSource> sources = [new(TrainingInputOf(layer), LinearSignal(layer))];
        int decoder = Last - layer;
        bool isShared = Shares && layer < encoders;
        if (isShared && architecture.DecoderKind == DecoderKind.Tied)
        {
            sources.Add(new(signals[decoder], TrainingInputOf(decoder)));
        }
        else if (isShared)
        {
            RightInversePlan inverse = InverseOf(decoder);
            sources.Add(new(signals[decoder], duals[decoder]!));
            sources.Add(new(inverse.Orthogonal, inverse.Correction));
        }

        if (gramians[layer] is { } gramian)
        {
            sources.Add(new(copies[layer]!.Copy, gramian.Result));
        }

        if (TurnsWeight(layer))
        {
            sources.Add(layer < encoders ? new(copies[layer]!.Copy, turn!.Result) : new(turn!.Result, copies[layer]!.Copy));
        }

        bool startsTied = architecture.DecoderKind == DecoderKind.TiedAtInitialization && layer >= encoders && layer <= Last;
        return new WeightPlan(weights[layer]!, mirrors[layer], layer, startsTied ? Last - layer : -1, new(sources)) { Factors = ContractionOf(layer) };
    }

    /// <summary>The right inverse that a decoder layer works with.</summary>
    private RightInversePlan InverseOf(int decoder) => inverses.Single(inverse => inverse.Weight == mirrors[Last - decoder]);

    private static string Title(Matrix matrix) => char.ToUpperInvariant(matrix.Name[0]) + matrix.Name.Substring(1);
}
