using System.Globalization;
using AeGen.Generators.Declaration;

namespace AeGen.Generators.Planning;

/// <content>The penalty on the Jacobian of an encoder of one layer.</content>
/// <remarks>
/// For each sample it is the sum of f'(z_j)² r_j over the code's units, with r_j the squared length of the weight's row j. The way back adds
/// 2 strength / batch f' f'' r to the code's signal and keeps f'², whose means m, [k], times 2 strength give the rest of the weight's gradient, F diag(m).
/// f'' follows from the code where f' does, and for a sine; else the pre-activations are computed once more, to be kept.
/// </remarks>
internal sealed partial class Planner
{
    private BatchMatrix? preActivations;
    private BatchMatrix? squaredSlopes;
    private FixedMatrix? meanSquaredSlopes;

    private bool Contracts => architecture.Penalty.Contraction > 0;

    /// <summary>What the penalty multiplies the columns of the encoder's F by in its gradient, or null.</summary>
    private ColumnFactors? ContractionOf(int layer) =>
        layer == 0 && meanSquaredSlopes is not null ? new ColumnFactors(meanSquaredSlopes, 2 * architecture.Penalty.Contraction) : null;

    /// <summary>The batch's matrices that training has besides.</summary>
    private void PlanContractionMatrices()
    {
        if (!Contracts)
        {
            return;
        }

        int k = layers[0].Outputs;
        squaredSlopes = new BatchMatrix("codeSquaredSlopes", k);
        meanSquaredSlopes = new FixedMatrix("codeSquaredSlopesMeans", 1, k, Trained: false);
        batch.Add(squaredSlopes);
        if (!layers[0].Activation.CurvatureFollowsFromOutput())
        {
            preActivations = new BatchMatrix("codePreActivation", k);
            batch.Add(preActivations);
        }
    }

    /// <summary>Adds the penalty's part of the way back to a program.</summary>
    private void AddContraction(List<int> program)
    {
        ActivationKind activation = layers[0].Activation;
        BatchMatrix code = outputs[0], signal = signals[0];
        FixedMatrix? lengths = null;
        if (!activation.IsPiecewiseLinear())
        {
            lengths = new FixedMatrix($"{weights[0]!.Name}SquaredLengths", 1, code.Columns, Trained: false);
            phases.Add(new SquaredLengthsPhase(
                $"Compute{Title(lengths)}", $"the sum of the squares of each column of {weights[0]!.Name}, [{code.Columns}]", weights[0]!, lengths, signal));
            program.Add(phases.Count - 1);
        }

        if (preActivations is not null)
        {
            (BatchMatrix left, FixedMatrix right) = TrainingFactors(0);
            phases.Add(new ProductPhase(
                $"Compute{Title(preActivations)}",
                $"{preActivations.Name} = {Linear((left, right), biases[0])}, [batch, {code.Columns}]",
                left,
                right,
                biases[0],
                preActivations,
                Careful: false,
                new NoEpilogue()));
            program.Add(phases.Count - 1);
        }

        string strength = architecture.Penalty.Contraction.ToString("R", CultureInfo.InvariantCulture);
        string slope = $"{activation}'", gradient = lengths is null ? string.Empty : $"; {signal.Name} += 2 {strength} / batch {slope} {slope}' {lengths.Name}";
        phases.Add(new ContractionPhase(
            $"Contract{Title(signal)}",
            $"{squaredSlopes!.Name} = {slope}²{gradient}, [batch, {signal.Columns}]",
            architecture.Penalty.Contraction,
            activation,
            code,
            slopes[0],
            preActivations,
            lengths,
            signal,
            squaredSlopes));
        program.Add(phases.Count - 1);
        phases.Add(new MeansPhase(
            $"Compute{Title(meanSquaredSlopes!)}", $"the mean of each column of {squaredSlopes.Name}, [{code.Columns}]", squaredSlopes, meanSquaredSlopes!));
        program.Add(phases.Count - 1);
    }
}
