using System.Globalization;
using AeGen.Lab.Models;
using AeGen.Lab.Report;

namespace AeGen.Lab.Theory.Linear;

/// <summary>Which trainings find the principal directions themselves, in their order, and not only the space that they span.</summary>
/// <remarks>
/// Bao, Lucas, Sachdeva and Grosse 2020 (arXiv 2007.06731). The loss of a linear autoencoder does not change when its code is turned, so that training ends in any axes of
/// the principal subspace, and a penalty that treats all units alike does not tell them apart either.
/// </remarks>
internal sealed class OrderedAxes : TheoryExperiment
{
    private const double Aligned = 1e-3;
    private const double Apart = 0.1;
    private const double SubspaceBound = 0.02;
    private const float Rate = 0.3f;
    private const float Momentum = 0.9f;

    public override string Name => "principal-axes";

    public override string Title => "The rotation-augmented gradient and nested dropout find the principal directions in order; plain training and L2 do not";

    public override bool IsLinear => true;

    public override Evidence Run(TheoryContext context)
    {
        ulong[] seeds = context.Seeds(1, 5);
        int steps = context.Quick ? 6000 : 20_000;
        (string Name, bool Orders, Func<ulong, List<Look>> Train)[] kinds =
        [
            ("plain", false, seed => Train<FreeMap64To8>(seed, steps, Momentum, context)),
            ("uniform L2", false, seed => Train<UniformL2Map64To8>(seed, steps, Momentum, context)),
            ("rotation-augmented gradient", true, seed => Train<RotatedMap64To8>(seed, steps, 0, context)),
            ("nested dropout", true, seed => Train<NestedMap64To8>(seed, steps, Momentum, context)),
        ];
        List<Look>[][] runs = [.. context.Each(Name, [.. kinds.SelectMany(kind => seeds.Select(seed => (kind, seed)))], run => run.kind.Train(run.seed)).Chunk(seeds.Length)];
        string text = TheoryContext.Text(seeds);
        return new Evidence(
            string.Create(
                CultureInfo.InvariantCulture,
                $"64-8-64 without biases, tied with the rotation-augmented gradient and else with a decoder of its own, on 512 normal samples of rank 24, {steps} steps on all of them, rate {Rate}, Nesterov's momentum {Momentum} but for the rotation, whose steps must be small; axis distance: mean of 1 - cos² between each column of V and its own principal direction; subspace distance: sine of the largest principal angle."),
            [
                .. kinds.Zip(runs, (kind, looks) => new Finding(
                    $"{kind.Name}: axis distance at the end",
                    kind.Orders ? $"below {Numbers.Text(Aligned)}" : $"above {Apart.ToString(CultureInfo.InvariantCulture)}",
                    Numbers.Range(looks.Select(run => run[^1].AxisDistance), Numbers.Text),
                    looks.All(run => kind.Orders ? run[^1].AxisDistance < Aligned : run[^1].AxisDistance > Apart),
                    text)),
                .. kinds.Zip(runs, (kind, looks) => new Finding(
                    $"{kind.Name}: subspace distance at the end", $"below {Numbers.Text(SubspaceBound)}", Numbers.Range(looks.Select(run => run[^1].SubspaceDistance), Numbers.Text),
                    looks.All(run => run[^1].SubspaceDistance < SubspaceBound), text)),
            ],
            [
                Chart("Distance of the code's axes from the principal directions in their order, for the first seed.", "axis distance, without unit", kinds, runs, look => look.AxisDistance),
                Chart("Distance of the code's subspace from the principal subspace, for the first seed.", "subspace distance, without unit", kinds, runs, look => look.SubspaceDistance),
            ]);
    }

    private static System.Xml.Linq.XElement Chart(
        string title, string label, (string Name, bool Orders, Func<ulong, List<Look>> Train)[] kinds, List<Look>[][] runs, Func<Look, double> value) =>
        new LineChart(
            title, "step", label,
            [.. kinds.Select((kind, index) => new Series(
                kind.Name, index == 3 ? 4 : index, [.. runs[index][0].Where(look => look.Step > 0).Select(look => ((double)look.Step, value(look)))]))])
        { LogarithmicX = true }.Draw();

    private static List<Look> Train<TModel>(ulong seed, int steps, float momentum, TheoryContext context)
        where TModel : class, IAutoencoder<TModel>
    {
        using TModel model = TModel.Create(seed);
        return LinearTraining.Watch(model, LinearTraining.Data(seed), steps, new OptimizerSettings { LearningRate = Rate, Momentum = momentum, Nesterov = momentum > 0 }, context);
    }
}
