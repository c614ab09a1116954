namespace AeGen.Runtime;

/// <summary>The memory of inference calls that have ended, for those to come. Nothing is allocated once there is enough of it.</summary>
internal sealed class InferenceSessionPool : IDisposable
{
    /// <summary>References from one place to the next: two cache lines, for processors fetch them in pairs.</summary>
    private const int Stride = 16;

    /// <summary>
    /// One for each place of threads, so that those at different places share nothing; the first is none, for an array's length lies there.
    /// </summary>
    private readonly InferenceSession?[] kept = new InferenceSession?[(1 + UseGate.Places) * Stride];

    /// <summary>What more calls at once than places have left, under its own lock.</summary>
    private readonly Stack<InferenceSession> others = new();

    /// <summary>One that nobody uses, or null.</summary>
    /// <param name="place">The calling thread's place.</param>
    public InferenceSession? Take(int place)
    {
        if (Interlocked.Exchange(ref kept[(1 + place) * Stride], null) is { } session)
        {
            return session;
        }

        lock (others)
        {
            return others.TryPop(out session) ? session : null;
        }
    }

    /// <summary>Takes one back.</summary>
    /// <param name="session">The memory.</param>
    /// <param name="place">The calling thread's place.</param>
    public void GiveBack(InferenceSession session, int place)
    {
        if (Interlocked.CompareExchange(ref kept[(1 + place) * Stride], session, null) is null)
        {
            return;
        }

        lock (others)
        {
            others.Push(session);
        }
    }

    /// <summary>Frees all of them, when no call is left.</summary>
    public void Dispose()
    {
        foreach (InferenceSession? session in kept.Concat(others))
        {
            session?.Dispose();
        }
    }
}
