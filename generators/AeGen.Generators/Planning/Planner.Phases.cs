using System.Globalization;
using AeGen.Generators.Declaration;

namespace AeGen.Generators.Planning;

/// <content>What is computed in which order.</content>
internal sealed partial class Planner
{
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

            if (layer == encoders && Nests)
            {
                AddNestedBack(propagate);
            }

            if (layer == encoders && architecture.Penalty.Sparsity is { } sparsity)
            {
                AddSparsity(sparsity, propagate);
            }

            if (layer == encoders && Rotates)
            {
                AddCentering(propagate);
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

        foreach (Phase phase in gramians.OfType<Phase>().Concat(turn is null ? [] : [turn]).Concat(copies.OfType<Phase>()))
        {
            phases.Add(phase);
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

    private Epilogue EpilogueOf(int layer, BatchMatrix? kept) =>
        layers[layer].Activation == ActivationKind.Identity ? new NoEpilogue() : new ActivateEpilogue(layers[layer].Activation, kept);

    /// <summary>Adds the noise on a layer's input to a program, one on top of the other.</summary>
    private void AddNoise(int layer, List<int> program)
    {
        BatchMatrix source = layer != encoders ? InputOf(layer)
            : IsVariational ? AddSample(program)
            : Nests ? AddKept(program)
            : InputOf(layer);
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
            NoiseKind.Dropout => $"{source.Name}, a share of {amount} of it set to zero and the rest divided by 1 - {amount}",
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
        BatchMatrix signal = coordinateSignals[layer] ?? LinearSignal(layer), result = layer == encoders && keptSignal is not null ? keptSignal : signals[below];
        ActivationKind activation = layers[below].Activation;
        BatchMatrix? addend = layer == encoders - 1 ? varianceShare : null;
        string sum = $"{signal.Name} {backward[layer].Name}" + (addend is null ? string.Empty : $" + {addend.Name}");
        string formula = activation == ActivationKind.Identity ? sum : $"({sum}) * {activation}'";
        Epilogue epilogue = activation == ActivationKind.Identity
            ? new NoEpilogue()
            : new DifferentiateEpilogue(activation, slopes[below] ?? outputs[below]);
        phases.Add(new ProductPhase(
            $"Compute{Title(result)}",
            $"{result.Name} = {formula}, [batch, {result.Columns}]",
            signal,
            backward[layer],
            null,
            result,
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

    /// <summary>What a layer's pre-activations are the product of in inference.</summary>
    private (BatchMatrix Left, FixedMatrix Right) Factors(int layer) => (InputOf(layer), forward[layer]);

    /// <summary>And in training.</summary>
    private (BatchMatrix Left, FixedMatrix Right) TrainingFactors(int layer) =>
        coordinates[layer] is { } own ? (own, InverseOf(layer).Orthogonal) : (TrainingInputOf(layer), forward[layer]);
}
