using System.Globalization;
using AeGen.Generators.Declaration;

namespace AeGen.Generators.Planning;

/// <content>Axes of the code that training turns to the principal directions.</content>
/// <remarks>
/// A rotation adds A W to the gradient in the code layer's W and V Aᵀ to that in a decoder's own V, with A = c/batch (Lo - U) of the Gram matrix of the centred
/// codes. In F = Wᵀ and G = Vᵀ that is Wᵀ T and Tᵀ G with T = Aᵀ, [k, k].
/// <para>
/// With nested dropout training goes on with Z P in place of the codes Z, where P is diagonal and has the shares in which units are kept. On the way back
/// D_Z = D V P + Z S with the symmetric S = c/batch ((VᵀV) * K), [k, k]. With T = c/batch ((ZᵀZ) * K), symmetric too, the gradient in V has V T besides, which
/// is T G in a decoder's own G = Vᵀ and Wᵀ T in the F = Wᵀ = V of a tied one.
/// </para>
/// So either method adds terms of the same shape, with a T of its own.
/// </remarks>
internal sealed partial class Planner
{
    private BatchMatrix? centered;
    private FixedMatrix? codeMeans;
    private BatchMatrix? keptSignal;
    private GramianPhase? turn;

    private bool Rotates => architecture.PrincipalAxes?.Method == AxisMethodKind.RotationAugmentedGradient;

    private bool Nests => architecture.PrincipalAxes?.Method == AxisMethodKind.NestedDropout;

    /// <summary>Whether a trained weight's gradient has a term that turns the code's axes: W's in a rotation or a tied decoder, and V's.</summary>
    private bool TurnsWeight(int layer) =>
        (layer == encoders - 1 && (Rotates || (Nests && Shares))) || (layer == encoders && !Shares && turn is not null);

    /// <summary>Multiply-adds a sample: T and, with nested dropout, Z S.</summary>
    private long CountPrincipalAxes()
    {
        long k = layers[encoders - 1].Outputs;
        return turn is null ? 0 : (Nests ? 2 : 1) * k * k;
    }

    /// <summary>The batch's matrices that training has besides, and T, which follows from them.</summary>
    private void PlanPrincipalAxesMatrices()
    {
        BatchMatrix code = outputs[encoders - 1];
        int k = code.Columns;
        if (Rotates)
        {
            centered = new BatchMatrix("centeredCode", k);
            codeMeans = new FixedMatrix("codeMeans", 1, k, Trained: false);
            batch.Add(centered);
            turn = PlanTurn("codeRotation", centered, GramianForm.Skew, 2 * architecture.PrincipalAxes!.Strength / architecture.InputSize);
        }
        else if (Nests)
        {
            noisy[encoders] = new BatchMatrix("keptCode", k);
            keptSignal = new BatchMatrix("keptCodeSignal", k);
            batch.AddRange([noisy[encoders]!, keptSignal]);
            turn = PlanTurn("codeSpread", code, GramianForm.Nested, 2.0 / architecture.InputSize);
        }
    }

    private static GramianPhase PlanTurn(string name, Matrix of, GramianForm form, double scale)
    {
        var result = new FixedMatrix(name, of.Columns, of.Columns, Trained: false);
        string gram = $"{of.Name}ᵀ {of.Name}", share = $"{scale.ToString("R", CultureInfo.InvariantCulture)} / batch";
        string value = form == GramianForm.Skew ? $"{share} (U - Lo) with the strict triangles of {gram}" : $"{share} ({gram}) * K with the covariances K of which units are kept";
        return new GramianPhase($"Compute{Title(result)}", $"{name} = {value}, [{of.Columns}, {of.Columns}]", of, result, form, scale);
    }

    /// <summary>Adds the centred codes of a rotation to a program.</summary>
    private void AddCentering(List<int> program)
    {
        BatchMatrix code = outputs[encoders - 1];
        phases.Add(new MeansPhase($"Compute{Title(codeMeans!)}", $"the mean of each column of {code.Name}, [{code.Columns}]", code, codeMeans!));
        program.Add(phases.Count - 1);
        phases.Add(new CenterPhase($"Compute{Title(centered!)}", $"{centered!.Name} = {code.Name} - {codeMeans!.Name}, [batch, {code.Columns}]", code, codeMeans, centered));
        program.Add(phases.Count - 1);
    }

    /// <summary>Adds the code with the shares in which its units are kept to a program.</summary>
    /// <returns>That code.</returns>
    private BatchMatrix AddKept(List<int> program)
    {
        program.Add(AddKeep(outputs[encoders - 1], noisy[encoders]!));
        return noisy[encoders]!;
    }

    /// <summary>Adds the way back through nested dropout to a program, from the signal in the code that is kept to that in all of it.</summary>
    private void AddNestedBack(List<int> program)
    {
        BatchMatrix code = outputs[encoders - 1];
        GramianPhase spread = PlanTurn("decoderSpread", backward[encoders], GramianForm.Nested, 2.0 / architecture.InputSize);
        program.Add(AddKeep(keptSignal!, keptSignal!));
        phases.Add(spread);
        program.Add(phases.Count - 1);
        BatchMatrix signal = signals[encoders - 1];
        phases.Add(new ProductPhase(
            $"Compute{Title(signal)}",
            $"{signal.Name} = {code.Name} {spread.Result.Name} + {keptSignal!.Name}, [batch, {signal.Columns}]",
            code,
            spread.Result,
            null,
            signal,
            Careful: false,
            new NoEpilogue())
        {
            Addend = keptSignal,
        });
        program.Add(phases.Count - 1);
    }

    private int AddKeep(BatchMatrix source, BatchMatrix result)
    {
        phases.Add(new KeepPhase($"TakeSharesOf{Title(source)}", $"{result.Name} = {source.Name} * p, the shares p in which units are kept, [batch, {result.Columns}]", source, result));
        return phases.Count - 1;
    }
}
