using System.Text;
using AeGen.Generators.Declaration;

namespace AeGen.Generators.Plan;

/// <summary>
/// An architecture's mathematics, laid out: its numbers, and what is computed of them in which order. It knows no target.
/// </summary>
/// <param name="Architecture">The declaration, which the runtime is told of.</param>
/// <param name="Weights">The trained weights.</param>
/// <param name="Vectors">The trained biases and gains.</param>
/// <param name="LayerMatrices">
/// For each layer, encoder first and log-variances last, its weight, wherever it comes from.
/// </param>
/// <param name="Statistics">The normalisations over the batch.</param>
/// <param name="Inverses">The right inverses.</param>
/// <param name="Input">The batch's samples.</param>
/// <param name="Code">The batch's codes.</param>
/// <param name="Output">The batch's reconstructions; while training, the loss's gradient in their pre-activations.</param>
/// <param name="Phases">All phases; the programs name them by index.</param>
/// <param name="Programs">Which phases run for what.</param>
/// <param name="Places">The batch's places: buffers that are never needed at the same time share one.</param>
internal sealed record KernelPlan(
    ArchitectureSpec Architecture,
    IReadOnlyList<WeightPlan> Weights,
    IReadOnlyList<TrainedVector> Vectors,
    IReadOnlyList<LayerMatrix> LayerMatrices,
    IReadOnlyList<Statistics> Statistics,
    IReadOnlyList<Inverse> Inverses,
    BatchBuffer Input,
    BatchBuffer Code,
    BatchBuffer Output,
    IReadOnlyList<Phase> Phases,
    Programs Programs,
    Places Places)
{
    /// <summary>The optimizer.</summary>
    public OptimizerSpec Optimizer => Architecture.Optimizer;

    /// <summary>
    /// Whether what becomes of a sample in training depends on the others of its batch, or on what is derived for the whole batch on the
    /// way.
    /// </summary>
    public bool MixesRows => In(Programs.Propagate).Any(phase => phase.Division is not (Division.Tiles or Division.Rows));

    /// <summary>All steps on parameters.</summary>
    public IEnumerable<Step> Steps => Phases.SelectMany(phase => phase.Operations).OfType<Step>();

    /// <summary>Whether random numbers are drawn in training.</summary>
    public bool HasNoise => Phases.SelectMany(
        phase => phase.Maps).SelectMany(map => map.Values).SelectMany(value => value.All).Any(part => part is RandomNumber);

    /// <summary>Multiply-adds of a training step a sample.</summary>
    public long TrainingMultiplyAdds => In(Programs.Propagate.Concat(Programs.Update)).Sum(phase => phase.MultiplyAdds);

    /// <summary>Multiply-adds of a reconstruction a sample.</summary>
    public long InferenceMultiplyAdds => In(Programs.Encode.Concat(Programs.Decode)).Sum(phase => phase.MultiplyAdds);

    /// <summary>The phases of a program.</summary>
    public IEnumerable<Phase> In(IEnumerable<int> program) => program.Select(phase => Phases[phase]);

    /// <summary>All that the optimizer changes: the weights, then biases and gains.</summary>
    public IEnumerable<Buffer> Trained => Weights.Select(weight => (Buffer)weight.Matrix).Concat(Vectors.Select(vector => vector.Vector));

    /// <summary>Matrices and vectors that follow from the trained ones, or that a step derives.</summary>
    public IEnumerable<Buffer> Derived =>
        Weights.Select(weight => weight.Mirror).OfType<Buffer>()
            .Concat(Inverses.SelectMany(inverse => inverse.Derived))
            .Concat(Statistics.SelectMany(statistics => statistics.Vectors))
            .Concat(Statistics.Select(statistics => statistics.Folded))
            .Concat(Phases.SelectMany(phase => phase.Operations.SelectMany(operation => operation.Writes())
                .Where(buffer => buffer is not BatchBuffer && IsKept(buffer))))
            .Distinct();

    /// <summary>A layer's gains or biases, or null.</summary>
    public Vector? VectorOf(int layer, bool isGain) =>
        Vectors.FirstOrDefault(vector => vector.Layer == layer && vector.IsGain == isGain)?.Vector;

    /// <summary>The buffers that a phase's loops load or store, and those of its sums that are stored.</summary>
    public IEnumerable<Buffer> StoredBy(Phase phase) =>
        phase.Operations.SelectMany(operation => operation.Reads().Concat(operation.Writes())).Distinct()
            .Where(buffer => IsKept(buffer) || phase.Operations.OfType<Reduce>().All(reduce => reduce.Result != buffer));

    /// <summary>Whether what a phase computes must be stored, for another phase or for the runtime.</summary>
    public bool IsKept(Buffer buffer) => Statistics.Any(statistics => statistics.Vectors.Contains(buffer)) || buffer.IsStored(Phases);

    /// <summary>The plan as text: its programs, a phase's operations one a line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string name, IReadOnlyList<int> program) in Programs.All)
        {
            if (program.Count > 0)
            {
                text.Append(name.ToLowerInvariant()).Append(":\n");
            }

            foreach (Phase phase in In(program))
            {
                text.Append("  ").Append(phase.Name).Append(" (").Append(phase.Division.ToString().ToLowerInvariant()).Append(")\n");
                foreach (Operation operation in phase.Operations)
                {
                    text.Append("    ").Append(operation.Formula).Append('\n');
                }
            }
        }

        text.Append("places:\n");
        foreach (Place place in Places.All)
        {
            text.Append("  [batch, ").Append(
                place.Columns).Append("] ").Append(string.Join(", ", place.Buffers.Select(buffer => buffer.Name))).Append('\n');
        }

        return text.ToString();
    }
}

/// <summary>Sequences of phases, by index.</summary>
/// <param name="Prepare">From the weights to what training needs of the right inverses.</param>
/// <param name="Materialise">From there to the right inverses themselves, which inference works with.</param>
/// <param name="Encode">From the input to the code.</param>
/// <param name="Decode">From the code to the reconstruction.</param>
/// <param name="Evaluate">From the input to the losses.</param>
/// <param name="Propagate">From the input to the losses and back to every layer.</param>
/// <param name="Update">From the signals to the new parameters.</param>
internal sealed record Programs(
    IReadOnlyList<int> Prepare,
    IReadOnlyList<int> Materialise,
    IReadOnlyList<int> Encode,
    IReadOnlyList<int> Decode,
    IReadOnlyList<int> Evaluate,
    IReadOnlyList<int> Propagate,
    IReadOnlyList<int> Update)
{
    /// <summary>The phase that writes the losses of evaluations, the last of theirs.</summary>
    public int Loss => Evaluate[Evaluate.Count - 1];

    /// <summary>All of them, named.</summary>
    public IEnumerable<(string Name, IReadOnlyList<int> Program)> All =>
    [
        (nameof(Prepare), Prepare),
        (nameof(Materialise), Materialise),
        (nameof(Encode), Encode),
        (nameof(Decode), Decode),
        (nameof(Evaluate), Evaluate),
        (nameof(Propagate), Propagate),
        (nameof(Update), Update),
    ];
}
