using System.Globalization;
using AeGen.Generators.Declaration;

namespace AeGen.Generators.Planning;

/// <content>Codes that are drawn in training.</content>
/// <remarks>
/// The means M are the code layer's outputs, and a layer beside it on the same input, the last in all lists, gives the log-variances S. Training goes on with
/// Z = M + E * exp(S/2), [batch, k], E standard normal, in place of M; noise on the code comes on top of that. On the way back D_Z, the loss's gradient in Z,
/// and c, the divergence's weight a sample, give D_S = D_Z * E * exp(S/2) / 2 + c (exp(S) - 1) / 2 and D_M = D_Z + c M, which takes D_Z's place. What is passed
/// on to the layer below is D_M Fᵀ + D_S F_Sᵀ: the second product first, as an addend of the first one.
/// </remarks>
internal sealed partial class Planner
{
    private BatchMatrix? deviations;
    private BatchMatrix? varianceShare;

    /// <summary>The place of the log-variances' layer among all layers, behind the last of the decoder.</summary>
    private int Head => Last + 1;

    private bool IsVariational => architecture.Variational is not null;

    /// <summary>The batch's matrices that training has besides.</summary>
    private void PlanVariationalMatrices()
    {
        if (!IsVariational)
        {
            return;
        }

        int k = layers[Head].Outputs;
        noisy[encoders] = new BatchMatrix("sampledCode", k);
        outputs[Head] = new BatchMatrix("logVariance", k);
        signals[Head] = new BatchMatrix("logVarianceSignal", k);
        deviations = new BatchMatrix("codeDeviation", k);
        batch.AddRange([noisy[encoders]!, outputs[Head], signals[Head], deviations]);
        if (encoders > 1)
        {
            varianceShare = new BatchMatrix($"{outputs[encoders - 2].Name}VarianceSignal", layers[Head].Inputs);
            batch.Add(varianceShare);
        }
    }

    private void PlanVariationalWeight()
    {
        if (!IsVariational)
        {
            return;
        }

        LayerSpec head = layers[Head];
        weights[Head] = new FixedMatrix("logVarianceWeight", head.Inputs, head.Outputs, Trained: true);
        mirrors[Head] = varianceShare is null ? null : new FixedMatrix("logVarianceWeightMirror", head.Outputs, head.Inputs, Trained: false);
        biases[Head] = new BiasVector("logVarianceBias", head.Outputs);
        forward[Head] = weights[Head]!;
        backward[Head] = mirrors[Head] ?? weights[Head]!;
    }

    /// <summary>Adds the draw of the code to a program.</summary>
    /// <returns>What was drawn.</returns>
    private BatchMatrix AddSample(List<int> program)
    {
        (BatchMatrix means, BatchMatrix sample, BatchMatrix logVariances) = (outputs[encoders - 1], noisy[encoders]!, outputs[Head]);
        program.Add(AddForward(Head, TrainingFactors(Head), biases[Head], null));
        phases.Add(new SamplePhase(
            $"Draw{Title(sample)}",
            $"{sample.Name} = {means.Name} + {deviations!.Name}, {deviations.Name} = exp({logVariances.Name} / 2) n with normally distributed n, [batch, {sample.Columns}]",
            means,
            logVariances,
            deviations,
            sample,
            2 * architecture.Noises.Count));
        program.Add(phases.Count - 1);
        return sample;
    }

    /// <summary>Adds the way back through the draw to a program, from the sample's gradient to the signals of both heads.</summary>
    private void AddDivergence(List<int> program)
    {
        BatchMatrix means = outputs[encoders - 1], signal = signals[encoders - 1];
        phases.Add(new DivergencePhase(
            $"Split{Title(signal)}",
            $"{signals[Head].Name} = {signal.Name} * {deviations!.Name} / 2 + c (exp({outputs[Head].Name}) - 1) / 2 with c = {Weight()} warm-up / batch; {signal.Name} += c {means.Name}, [batch, {signal.Columns}]",
            means,
            outputs[Head],
            deviations,
            signal,
            signals[Head]));
        program.Add(phases.Count - 1);
        if (varianceShare is not null)
        {
            program.Add(AddProduct(signals[Head], backward[Head], varianceShare, careful: false));
        }
    }

    private string Weight() => architecture.Variational!.KlWeight.ToString("R", CultureInfo.InvariantCulture);
}
