using AeGen.Bench.Peers.Protocol;

namespace AeGen.Bench.Peers;

/// <summary>The peers of a run: their processes, which wait from its start to its end.</summary>
internal sealed class PeerSet : IDisposable
{
    private readonly List<(Side Side, PeerProcess Process)> started = [];
    private readonly List<string> missing = [];

    private PeerSet()
    {
    }

    /// <summary>What each peer says of itself on all threads.</summary>
    public IReadOnlyList<PeerRecord> Records => [.. started.Select(peer => peer.Process.Record).Where(record => record.Threads == Most)];

    /// <summary>Why peers do not run.</summary>
    public IReadOnlyList<string> Missing => missing;

    private static int Most => Environment.ProcessorCount;

    /// <summary>
    /// Starts those that were asked for, which must all start, before any time is spent. Where nothing was asked for these are PyTorch, by
    /// TorchSharp or else by Python, and ONNX Runtime, as far as they start.
    /// </summary>
    /// <param name="settings">What the command line asks for.</param>
    /// <param name="say">Receives what takes a while.</param>
    /// <exception cref="UsageException">A peer that was asked for does not start.</exception>
    public static PeerSet Start(PeersSettings settings, Action<string> say)
    {
        var set = new PeerSet();
        try
        {
            if (settings.Peers is { } names)
            {
                if (!names.All(name => set.TryStart(name, settings, say)))
                {
                    throw new UsageException(set.missing[0]);
                }
            }
            else
            {
                _ = set.TryStart(PeerProgram.TorchSharp, settings, say) || set.TryStart(PeerProgram.Python, settings, say);
                if (settings.Vectors is null or 512)
                {
                    set.TryStart(PeerProgram.OnnxRuntime, settings, say);
                }
            }

            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <summary>The sides that they are.</summary>
    /// <param name="seconds">How long one attempt at a way to do a work lasts, about.</param>
    public IReadOnlyDictionary<Side, PeerSide> Sides(double seconds) => started
        .GroupBy(peer => peer.Side, peer => peer.Process)
        .ToDictionary(side => side.Key, side => new PeerSide([.. side], seconds));

    /// <summary>Ends all.</summary>
    public void Dispose() => started.ForEach(peer => peer.Process.Dispose());

    private bool TryStart(string name, PeersSettings settings, Action<string> say)
    {
        var program = PeerProgram.Named(name, settings);
        try
        {
            IReadOnlyList<string> command = program.Prepare(say);
            foreach (int threads in new[] { 1, Most }.Distinct())
            {
                started.Add((program.Side, new PeerProcess(command, threads)));
            }

            return true;
        }
        catch (PeerMissingException exception)
        {
            missing.Add($"{program.Title} was not measured: {exception.Message.TrimEnd('.')}. {program.Remedy}");
            return false;
        }
    }
}
