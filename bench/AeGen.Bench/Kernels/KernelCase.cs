using AeGen.Bench.Models;
using AeGen.Runtime;

namespace AeGen.Bench.Kernels;

/// <summary>A part of a training step of one network, at one batch size, on some threads.</summary>
/// <param name="Network">The network.</param>
/// <param name="Batch">Samples in the step.</param>
/// <param name="Part">A phase's name, or one of the sequences that <see cref="Sequences"/> names.</param>
/// <param name="Threads">Number of threads.</param>
public sealed record KernelCase(string Network, int Batch, string Part, int Threads)
{
    /// <summary>The sequences of phases: samples to losses, losses to every layer's signal, the change of the parameters, all of them.</summary>
    private static readonly string[] Sequences = ["forward", "backward", "update", "step"];

    private static readonly int[] Batches = [128, 1024];

    private static readonly int[] ThreadCounts = [.. new[] { 1, Environment.ProcessorCount }.Distinct()];

    /// <summary>All cases of all networks.</summary>
    internal static IEnumerable<KernelCase> All =>
        from network in BenchNetwork.All
        from batch in Batches
        from part in network.Accept(new Parts())
        from threads in ThreadCounts
        select new KernelCase(network.Name, batch, part, threads);

    /// <inheritdoc/>
    public override string ToString() => $"{Network} {Batch} {Part}, {Threads} threads";

    /// <summary>Makes what runs the part.</summary>
    /// <param name="run">Receives what runs it.</param>
    /// <returns>The memory, to be freed.</returns>
    internal IDisposable Open(out Action run)
    {
        var opening = new Opening(this);
        IDisposable opened = BenchNetwork.Named(Network).Accept(opening);
        run = opening.Run;
        return opened;
    }

    private sealed class Parts : INetworkVisitor<IReadOnlyList<string>>
    {
        public IReadOnlyList<string> Visit<TModel>(BenchNetwork network)
            where TModel : class, ICompiledAutoencoder<TModel> => [.. TModel.CpuPlan.PhaseNames, .. Sequences];
    }

    private sealed class Opening(KernelCase which) : INetworkVisitor<IDisposable>
    {
        public Action Run { get; private set; } = () => { };

        public IDisposable Visit<TModel>(BenchNetwork network)
            where TModel : class, ICompiledAutoencoder<TModel>
        {
            CpuPlan plan = TModel.CpuPlan;
            var runner = new PhaseRunner<TModel>(which.Batch, which.Threads);
            int loss = Array.IndexOf(plan.Propagate, plan.LossPhase);
            int[] phases = which.Part switch
            {
                "forward" => plan.Propagate[..(loss + 1)],
                "backward" => plan.Propagate[(loss + 1)..],
                "update" => plan.Update,
                _ => [Array.IndexOf(plan.PhaseNames, which.Part)],
            };
            Run = which.Part == "step" ? () => runner.Step() : () => runner.Run(phases);
            return runner;
        }
    }
}
