namespace AeGen.Bench.Peers.Protocol;

/// <summary>A peer and what it runs on, in its own words: the first line that it writes.</summary>
/// <param name="Name">The library's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Runtime">What calls it, with the version.</param>
/// <param name="Threads">Number of threads that it computes on.</param>
/// <param name="Blas">Whose matrix products it uses, or null where it cannot tell.</param>
/// <param name="Modes">The ways in which it can do a work; a work that is not here it cannot do.</param>
internal sealed record PeerRecord(
    string Name, string Version, string Runtime, int Threads, string? Blas, IReadOnlyDictionary<Work, IReadOnlyList<string>> Modes);
