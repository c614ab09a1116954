namespace AeGen.Bench.Peers;

/// <summary>A way in which a peer has done some work, and how fast it was.</summary>
/// <param name="Peer">The peer's name.</param>
/// <param name="Threads">Its number of threads.</param>
/// <param name="Mode">Its mode.</param>
/// <param name="Seconds">The shortest time of a step or call.</param>
internal sealed record Trial(string Peer, int Threads, string Mode, double Seconds);
