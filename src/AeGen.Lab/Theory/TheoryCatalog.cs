using AeGen.Lab.Theory.Deep;
using AeGen.Lab.Theory.Dimension;
using AeGen.Lab.Theory.Linear;
using AeGen.Lab.Theory.Topology;

namespace AeGen.Lab.Theory;

/// <summary>All experiments, in the order in which they are run and shown.</summary>
internal static class TheoryCatalog
{
    public static IReadOnlyList<TheoryExperiment> All { get; } =
    [
        new RightInverseIdentities(),
        new GramSchmidtEquality(),
        new TiedTraining(),
        new RightInverseTraining(),
        new DecodersBesidePca(),
        new DecoderCost(),
        new ShippingAsTied(),
        new Penalties(),
        new OrderedAxes(),
        new DeepDecoders(),
        new TornCode(),
        new TearOfTheCircle(),
        new ManifoldDimension(),
    ];

    /// <summary>The experiment of a name, capitals or not.</summary>
    /// <exception cref="UsageException">There is none; the message lists those that there are.</exception>
    public static TheoryExperiment Named(string name) =>
        All.FirstOrDefault(experiment => experiment.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new UsageException(
            $"There is no experiment '{name}'; theory takes one of {string.Join(", ", All.Select(experiment => experiment.Name))}, or none for all.");
}
