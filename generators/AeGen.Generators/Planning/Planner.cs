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
/// <para>
/// A normalised layer is Y_l = f(g * n(Y_{l-1} F_l) + b_l). D_l is then the gradient in f's argument, and what stands above in place of D_l, but for the
/// biases, is the gradient E_l in Y_{l-1} F_l, which <see cref="NormalizeBackPhase"/> derives. Inference folds the normalisation of a batch, whose means and
/// variances are then constants m and v, into F_l diag(s) and b_l - m * s with s = g / sqrt(v + epsilon).
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
    /// Forward and gradient for each layer, and the signal for each but those on the input; for a right inverse the four products with [k, k]; and once more the
    /// pre-activations that a penalty needs.
    /// </summary>
    private long CountTraining() =>
        (3 * layers.Sum(Size)) - layers.Where((_, layer) => InputOf(layer) == batch[0]).Sum(Size)
        + inverses.Sum(inverse => 4L * inverse.K * inverse.K) + (preActivations is null ? 0 : Size(layers[0]));

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

    private NormalizationPlan PlanNormalization(int layer, NormalizationSpec spec)
    {
        string name = outputs[layer].Name;
        (int inputs, int size) = (layers[layer].Inputs, layers[layer].Outputs);
        BiasVector Vector(string suffix) => new($"{name}{suffix}", size);
        bool ofBatch = spec.Kind == NormalizationKind.Batch;
        var plan = new NormalizationPlan(
            spec.Kind,
            spec.Epsilon,
            spec.Momentum,
            Vector("Gain"),
            new BatchMatrix($"{name}Normalized", size),
            new BatchMatrix($"{name}GainSignal", size),
            new BatchMatrix($"{name}LinearSignal", size),
            ofBatch ? null : new BatchMatrix($"{name}Deviations", 1),
            ofBatch
                ? new StatisticsPlan(
                    Vector("BatchMeans"),
                    Vector("BatchVariances"),
                    Vector("RunningMeans"),
                    Vector("RunningVariances"),
                    new FixedMatrix($"{WeightName(layer)}Folded", inputs, size, Trained: false),
                    Vector("FoldedBias"))
                : null);
        batch.AddRange([plan.Normalized, plan.GainSignal, plan.LinearSignal]);
        if (plan.Deviations is not null)
        {
            batch.Add(plan.Deviations);
        }

        return plan;
    }

    /// <summary>The loss's gradient in what a layer's weight gives, without its biases and before it is normalised.</summary>
    private BatchMatrix LinearSignal(int layer) => normalizations[layer]?.LinearSignal ?? signals[layer];

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
                mirrors[layer] = layer > 0 || Shares || Orthogonalises ? new FixedMatrix($"{name}Mirror", spec.Outputs, spec.Inputs, Trained: false) : null;
                forward[layer] = weights[layer]!;
                backward[layer] = mirrors[layer] ?? weights[layer]!;
                gramians[layer] = Orthogonalises && layer < encoders ? PlanGramian(weights[layer]!, mirrors[layer]!) : null;
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
    private GramianPhase PlanGramian(FixedMatrix transpose, FixedMatrix weight)
    {
        double scale = 4 * architecture.Penalty.Orthogonality;
        var result = new FixedMatrix($"{transpose.Name}Gramian", weight.Rows, weight.Rows, Trained: false);
        var copy = new FixedMatrix($"{transpose.Name}Copy", weight.Rows, weight.Columns, Trained: false);
        string formula =
            $"{result.Name} = {scale.ToString("R", CultureInfo.InvariantCulture)} ({transpose.Name}ᵀ {transpose.Name} - I), [{result.Rows}, {result.Columns}], and copies {weight.Name}";
        return new GramianPhase($"Compute{Title(result)}", formula, transpose, weight, copy, result, scale);
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
            sources.Add(new(gramian.Copy, gramian.Result));
        }

        bool startsTied = architecture.DecoderKind == DecoderKind.TiedAtInitialization && layer >= encoders && layer <= Last;
        return new WeightPlan(weights[layer]!, mirrors[layer], layer, startsTied ? Last - layer : -1, new(sources)) { Factors = ContractionOf(layer) };
    }

    /// <summary>The right inverse that a decoder layer works with.</summary>
    private RightInversePlan InverseOf(int decoder) => inverses.Single(inverse => inverse.Weight == mirrors[Last - decoder]);

    private Programs PlanPhases()
    {
        List<int> prepare = [], materialise = [], encode = [], decode = [], evaluate = [], propagate = [], update = [];
        foreach (RightInversePlan inverse in inverses)
        {
            string q = inverse.Orthogonal.Name;
            prepare.Add(Add(inverse, RightInverseStep.Gram, $"{inverse.Weight.Name} times its transpose, [{inverse.K}, {inverse.K}]"));
            prepare.Add(Add(inverse, RightInverseStep.Factor, $"L with L Lᵀ = that product + {architecture.Damping.ToString("R", CultureInfo.InvariantCulture)} I, and its inverse"));
            prepare.Add(Add(inverse, RightInverseStep.Solve, $"{q} = L⁻¹ {inverse.Weight.Name}, [{inverse.K}, {inverse.N}], its transpose, {inverse.Triangle.Name} = L⁻¹ and its transpose"));
            materialise.Add(Add(inverse, RightInverseStep.Materialise, $"{inverse.Inverse.Name} = L⁻ᵀ {q}, [{inverse.K}, {inverse.N}]"));
        }

        for (int layer = 0; layer < Last; layer++)
        {
            List<int> inference = AddInference(layer);
            (layer < encoders ? encode : decode).AddRange(inference);
            evaluate.AddRange(inference);
            AddTraining(layer, inference, propagate);
        }

        decode.AddRange(AddInference(Last));
        AddNoise(Last, propagate);
        if (Inverts)
        {
            evaluate.Add(AddCoordinates(Last, InputOf(Last)));
            propagate.Add(noisy[Last] is { } disturbed ? AddCoordinates(Last, disturbed) : evaluate[evaluate.Count - 1]);
            propagate.Add(AddDual(Last));
        }

        int loss = AddLoss(InputOf(Last));
        evaluate.Add(loss);
        propagate.Add(noisy[Last] is { } own && !Inverts ? AddLoss(own) : loss);
        for (int layer = Last; layer > 0; layer--)
        {
            if (coordinateSignals[layer] is { } signal)
            {
                propagate.Add(AddProduct(signals[layer], InverseOf(layer).OrthogonalTransposed, signal, careful: false));
            }

            propagate.Add(AddBackward(layer));
            foreach ((NoiseSpec noise, int place) in NoisesBefore(layer).Where(item => item.Noise.Kind != NoiseKind.Gaussian))
            {
                propagate.Add(AddNoise(noise, place, signals[layer - 1], signals[layer - 1]));
            }

            if (layer == encoders && IsVariational)
            {
                AddDivergence(propagate);
            }

            if (layer == encoders && architecture.Penalty.Sparsity is { } sparsity)
            {
                AddSparsity(sparsity, propagate);
            }

            if (layer == encoders && Contracts)
            {
                AddContraction(propagate);
            }

            AddNormalizeBack(layer - 1, propagate);
        }

        foreach (RightInversePlan inverse in inverses)
        {
            update.Add(Add(inverse, RightInverseStep.Product, $"{inverse.Product.Name} = {inverse.ProductSource.Left.Name}ᵀ {inverse.ProductSource.Right.Name}, [{inverse.K}, {inverse.K}]"));
            update.Add(Add(inverse, RightInverseStep.Combine, $"{inverse.Correction.Name} = -(X + Xᵀ) L⁻¹ with X = {inverse.Product.Name}, [{inverse.K}, {inverse.K}]"));
        }

        foreach (GramianPhase gramian in gramians.OfType<GramianPhase>())
        {
            phases.Add(gramian);
            update.Add(phases.Count - 1);
        }

        phases.Add(new UpdatePhase("Update", "every parameter's gradient over the batch, and the optimizer's step"));
        update.Add(phases.Count - 1);
        return new Programs(new(prepare), new(materialise), new(encode), new(decode), new(evaluate), new(propagate), new(update), loss);
    }

    /// <summary>Adds a layer's way forward in inference: one product, and where a sample is normalised a phase that does it in place.</summary>
    private List<int> AddInference(int layer)
    {
        switch (normalizations[layer])
        {
            case null:
                return [AddForward(layer, Factors(layer), biases[layer], null)];
            case { Statistics: { } statistics }:
                return [AddForward(layer, (InputOf(layer), statistics.Folded), statistics.FoldedBias, null)];
            case { } normalization:
                return [AddLinear(layer, Factors(layer), outputs[layer]), AddNormalize(layer, normalization, keeps: false)];
        }
    }

    /// <summary>Adds a layer's way forward in training to a program: as in inference, where that leaves all that the way back needs.</summary>
    private void AddTraining(int layer, List<int> inference, List<int> program)
    {
        AddNoise(layer, program);
        if (coordinates[layer] is not null)
        {
            program.Add(AddCoordinates(layer, TrainingInputOf(layer)));
            program.Add(AddDual(layer));
        }

        if (normalizations[layer] is { } normalization)
        {
            program.AddRange([AddLinear(layer, TrainingFactors(layer), normalization.Normalized), AddNormalize(layer, normalization, keeps: true)]);
            return;
        }

        bool asInference = coordinates[layer] is null && slopes[layer] is null && noisy[layer] is null;
        program.AddRange(asInference ? inference : [AddForward(layer, TrainingFactors(layer), biases[layer], slopes[layer])]);
    }

    /// <summary>Adds W x of a layer that normalises it.</summary>
    private int AddLinear(int layer, (BatchMatrix Left, FixedMatrix Right) factors, BatchMatrix result)
    {
        phases.Add(new ProductPhase(
            $"Compute{Title(result)}{After(factors.Left)}",
            $"{result.Name} = {factors.Left.Name} {factors.Right.Name}, [batch, {result.Columns}], to be normalised",
            factors.Left,
            factors.Right,
            null,
            result,
            IsInverted(layer),
            new NoEpilogue()));
        return phases.Count - 1;
    }

    private int AddNormalize(int layer, NormalizationPlan normalization, bool keeps)
    {
        BatchMatrix result = outputs[layer];
        string over = normalization.Kind == NormalizationKind.Batch ? "over the batch" : "over its outputs";
        string linear = $"{normalization.Gain.Name} n({(keeps ? normalization.Normalized : result).Name}){(biases[layer] is { } bias ? $" + {bias.Name}" : string.Empty)}";
        string kept = keeps ? $", and n to {normalization.Normalized.Name}" : string.Empty;
        phases.Add(new NormalizePhase(
            $"Normalize{Title(result)}{(keeps ? "InTraining" : string.Empty)}",
            $"{result.Name} = {Function(layer, linear)} with the normalisation n {over}, [batch, {result.Columns}]{kept}",
            normalization,
            keeps,
            biases[layer],
            result,
            EpilogueOf(layer, keeps ? slopes[layer] : null)));
        return phases.Count - 1;
    }

    private void AddNormalizeBack(int layer, List<int> program)
    {
        if (normalizations[layer] is not { } normalization)
        {
            return;
        }

        string signal = signals[layer].Name, n = normalization.Normalized.Name;
        phases.Add(new NormalizeBackPhase(
            $"Compute{Title(normalization.LinearSignal)}",
            $"{normalization.GainSignal.Name} = {signal} * {n} and, with h = {normalization.Gain.Name} {signal}, {normalization.LinearSignal.Name} = (h - mean(h) - {n} mean(h * {n})) / deviation, [batch, {signals[layer].Columns}]",
            normalization,
            signals[layer]));
        program.Add(phases.Count - 1);
    }

    private Epilogue EpilogueOf(int layer, BatchMatrix? kept) =>
        layers[layer].Activation == ActivationKind.Identity ? new NoEpilogue() : new ActivateEpilogue(layers[layer].Activation, kept);

    /// <summary>Adds the noise on a layer's input to a program, one on top of the other.</summary>
    private void AddNoise(int layer, List<int> program)
    {
        BatchMatrix source = layer == encoders && IsVariational ? AddSample(program) : InputOf(layer);
        foreach ((NoiseSpec noise, int place) in NoisesBefore(layer))
        {
            program.Add(AddNoise(noise, place, source, noisy[layer]!));
            source = noisy[layer]!;
        }
    }

    private int AddNoise(NoiseSpec noise, int place, BatchMatrix source, BatchMatrix result)
    {
        string amount = noise.Amount.ToString("R", CultureInfo.InvariantCulture);
        string formula = noise.Kind switch
        {
            NoiseKind.Gaussian => $"{source.Name} + {amount} n with normally distributed n",
            NoiseKind.Masking => $"{source.Name}, a share of {amount} of it set to zero",
            _ => $"{source.Name}, a share of {amount} of it set to zero and the rest divided by 1 - {amount}",
        };

        // The same draw is a factor of the layer's output and, later, of its signal.
        string number = architecture.Noises.Count == 1 ? string.Empty : (place + 1).ToString(CultureInfo.InvariantCulture);
        phases.Add(new NoisePhase(
            $"Draw{noise.Kind}{number}For{Title(result)}", $"{result.Name} = {formula}, [batch, {result.Columns}]", source, result, noise, 2 * place));
        return phases.Count - 1;
    }

    private void AddSparsity(SparsitySpec penalty, List<int> program)
    {
        int layer = encoders - 1;
        BatchMatrix code = outputs[layer], signal = signals[layer];
        FixedMatrix? means = null;
        if (penalty.Measure == SparsityMeasureKind.KullbackLeibler)
        {
            means = new FixedMatrix($"{code.Name}Means", 1, code.Columns, Trained: false);
            phases.Add(new MeansPhase($"Compute{Title(code)}Means", $"the mean of each column of {code.Name}, [{code.Columns}]", code, means));
            program.Add(phases.Count - 1);
        }

        string strength = penalty.Strength.ToString("R", CultureInfo.InvariantCulture);
        string gradient = means is null
            ? $"{strength} / batch sign({code.Name})"
            : $"{strength} / batch ((1 - rho) / (1 - m) - rho / m) with m = {means.Name} and rho = {penalty.Target.ToString("R", CultureInfo.InvariantCulture)}";
        string slope = layers[layer].Activation == ActivationKind.Identity ? string.Empty : $" * {layers[layer].Activation}'";
        phases.Add(new SparsityPhase(
            $"AddSparsityTo{Title(signal)}",
            $"{signal.Name} += {gradient}{slope}, [batch, {signal.Columns}]",
            penalty,
            layers[layer].Activation,
            code,
            slopes[layer],
            means,
            signal));
        program.Add(phases.Count - 1);
    }

    private int Add(RightInversePlan inverse, RightInverseStep step, string formula)
    {
        string number = inverses.Count == 1 ? string.Empty : inverses.IndexOf(inverse).ToString(CultureInfo.InvariantCulture);
        phases.Add(new RightInversePhase($"Inverse{number}{step}", formula, step, inverse));
        return phases.Count - 1;
    }

    /// <summary>The coordinates amplify rounding errors in the code by up to the weight's condition number, so their sums are careful.</summary>
    private int AddCoordinates(int layer, BatchMatrix codes) => AddProduct(codes, InverseOf(layer).TriangleTransposed, coordinates[layer]!, careful: true);

    private int AddDual(int layer) => AddProduct(coordinates[layer]!, InverseOf(layer).Triangle, duals[layer]!, careful: false);

    private int AddProduct(BatchMatrix left, FixedMatrix right, BatchMatrix result, bool careful)
    {
        string formula = $"{result.Name} = {left.Name} {right.Name}, [batch, {result.Columns}]";
        phases.Add(new ProductPhase($"Compute{Title(result)}{After(left)}", formula, left, right, null, result, careful, new NoEpilogue()));
        return phases.Count - 1;
    }

    /// <summary>What a layer's pre-activations are the product of in inference.</summary>
    private (BatchMatrix Left, FixedMatrix Right) Factors(int layer) => (InputOf(layer), forward[layer]);

    /// <summary>And in training.</summary>
    private (BatchMatrix Left, FixedMatrix Right) TrainingFactors(int layer) =>
        coordinates[layer] is { } own ? (own, InverseOf(layer).Orthogonal) : (TrainingInputOf(layer), forward[layer]);

    /// <summary>Tells a phase on noisy numbers from the same one on those without.</summary>
    private string After(BatchMatrix left) => noisy.Contains(left) ? $"From{Title(left)}" : string.Empty;

    private int AddForward(int layer, (BatchMatrix Left, FixedMatrix Right) factors, BiasVector? bias, BatchMatrix? kept)
    {
        string name = $"Compute{Title(outputs[layer])}{(factors.Left == coordinates[layer] ? "FromCoordinates" : After(factors.Left))}{(kept is null ? string.Empty : "AndSlopes")}";
        string formula = $"{outputs[layer].Name} = {Function(layer, Linear(factors, bias))}, [batch, {layers[layer].Outputs}]";
        phases.Add(new ProductPhase(name, formula, factors.Left, factors.Right, bias, outputs[layer], IsInverted(layer), EpilogueOf(layer, kept)));
        return phases.Count - 1;
    }

    private int AddLoss(BatchMatrix left)
    {
        (BatchMatrix Left, FixedMatrix Right) factors = coordinates[Last] is null ? (left, forward[Last]) : TrainingFactors(Last);
        phases.Add(new ProductPhase(
            $"ComputeLoss{After(left)}",
            $"the {architecture.Loss} of {Function(Last, Linear(factors, biases[Last]))} and its gradient, [batch, {layers[Last].Outputs}]",
            factors.Left,
            factors.Right,
            biases[Last],
            outputs[Last],
            Careful: false,
            new LossEpilogue(architecture.Loss, layers[Last].Activation, batch[0])));
        return phases.Count - 1;
    }

    private int AddBackward(int layer)
    {
        int below = layer - 1;
        BatchMatrix signal = coordinateSignals[layer] ?? LinearSignal(layer);
        ActivationKind activation = layers[below].Activation;
        BatchMatrix? addend = layer == encoders - 1 ? varianceShare : null;
        string sum = $"{signal.Name} {backward[layer].Name}" + (addend is null ? string.Empty : $" + {addend.Name}");
        string formula = activation == ActivationKind.Identity ? sum : $"({sum}) * {activation}'";
        Epilogue epilogue = activation == ActivationKind.Identity
            ? new NoEpilogue()
            : new DifferentiateEpilogue(activation, slopes[below] ?? outputs[below]);
        phases.Add(new ProductPhase(
            $"Compute{Title(signals[below])}",
            $"{signals[below].Name} = {formula}, [batch, {layers[below].Outputs}]",
            signal,
            backward[layer],
            null,
            signals[below],
            Careful: false,
            epilogue)
        {
            Addend = addend,
        });
        return phases.Count - 1;
    }

    private static string Linear((BatchMatrix Left, FixedMatrix Right) factors, BiasVector? bias) =>
        $"{factors.Left.Name} {factors.Right.Name}" + (bias is null ? string.Empty : $" + {bias.Name}");

    private string Function(int layer, string argument) =>
        layers[layer].Activation == ActivationKind.Identity ? argument : $"{layers[layer].Activation}({argument})";

    private static string Title(Matrix matrix) => char.ToUpperInvariant(matrix.Name[0]) + matrix.Name.Substring(1);
}
