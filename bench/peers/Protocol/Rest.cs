using System.Diagnostics;

namespace AeGen.Bench.Peers.Protocol;

/// <summary>Waits until this process leaves the processors to others.</summary>
/// <remarks>
/// The threads of OpenMP, of ONNX Runtime and of AeGen spin for a while after their work, in the hope of more. That makes each of them
/// faster, so it stays as it is. But where processes take turns, such threads would take the time of whoever is next. So each process hands
/// over only when its own processor time no longer grows. That asks nothing of the system or of a library, and holds in a container too.
/// </remarks>
internal static class Rest
{
    /// <summary>Longer than a tick of the system's clock, so that one thread that spins is seen.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(20);

    /// <summary>Libraries spin for a fifth of a second at most, unless they are told never to stop.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Waits.</summary>
    /// <exception cref="TimeoutException">The threads do not come to rest.</exception>
    public static void Await()
    {
        long start = Stopwatch.GetTimestamp();
        while (UsedIn(Window) > Window / 10)
        {
            if (Stopwatch.GetElapsedTime(start) > Longest)
            {
                throw new TimeoutException("Threads of this process spin without end; a setting such as OMP_WAIT_POLICY=active does that.");
            }
        }
    }

    private static TimeSpan UsedIn(TimeSpan window)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        Thread.Sleep(window);
        return Environment.CpuUsage.TotalTime - before;
    }
}
