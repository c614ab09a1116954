namespace AeGen.Runtime;

/// <summary>
/// The process's threads for kernels. Between jobs they spin for some microseconds, so that the next training step finds them
/// awake, and then sleep, so that an idle program costs nothing; those that nobody has wanted for a while end.
/// </summary>
/// <remarks>
/// A job reaches no thread but those that it wants, and each by a place of its own: worker w hands it on to the workers 2w + 1
/// and 2w + 2, so that the last of n hears of it after log n hand-overs, and no lock is one that all of them take.
/// </remarks>
/// <param name="patience">How long a thread sleeps before it ends.</param>
internal sealed class KernelTeam(TimeSpan patience)
{
    /// <summary>Held by the caller while a job runs, and by a thread that ends: none ends within a job.</summary>
    private readonly object entry = new();
    private readonly TimeSpan patience = patience;

    // Worker w's place is w - 1.
    private Helper?[] helpers = [];
    private int pending;

    /// <summary>The one team that all models share; whoever finds it busy works alone.</summary>
    public static KernelTeam Shared { get; } = new(TimeSpan.FromSeconds(10));

    /// <summary>Number of threads that there are.</summary>
    public int Threads => Volatile.Read(ref helpers).Count(helper => helper is not null);

    /// <summary>Number of times that a sleeping thread was woken.</summary>
    public long Wakes => Volatile.Read(ref helpers).Sum(helper => helper?.Wakes ?? 0);

    /// <summary>Runs a job on at most so many workers, the calling thread among them, and returns when all are done.</summary>
    public void Run(KernelJob work, int workers)
    {
        if (workers <= 1 || !Monitor.TryEnter(entry))
        {
            work.Work(0, 1);
            return;
        }

        try
        {
            workers = 1 + Start(workers - 1);
            pending = workers - 1;
            HandOn(work, 0, workers);
            work.Work(0, workers);
            var spin = default(SpinWait);
            while (Volatile.Read(ref pending) > 0)
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }
        }
        finally
        {
            Monitor.Exit(entry);
        }
    }

    /// <summary>
    /// Starts what is missing of so many helpers, and says how many there are: fewer where the system gives no more
    /// threads.
    /// </summary>
    private int Start(int count)
    {
        if (helpers.Length < count)
        {
            Array.Resize(ref helpers, count);
        }

        for (int place = 0; place < count; place++)
        {
            if (helpers[place] is null)
            {
                try
                {
                    helpers[place] = new Helper(this, place);
                }
                catch (OutOfMemoryException)
                {
                    return place;
                }
            }
        }

        return count;
    }

    private void HandOn(KernelJob work, int worker, int workers)
    {
        for (int next = (2 * worker) + 1; next <= (2 * worker) + 2 && next < workers; next++)
        {
            helpers[next - 1]!.Take(work, workers);
        }
    }

    /// <summary>A thread and the place where it finds its jobs.</summary>
    private sealed class Helper
    {
        /// <summary>Rounds of spinning before it sleeps: some 50 microseconds.</summary>
        private const int SpinRounds = 1000;

        private readonly object bed = new();
        private readonly KernelTeam team;
        private readonly int place;
        private KernelJob job = null!;
        private int workers;
        private int given;
        private volatile bool sleeps;

        public Helper(KernelTeam team, int place)
        {
            this.team = team;
            this.place = place;
            new Thread(Loop) { IsBackground = true, Name = $"AeGen kernels {place + 1}" }.Start();
        }

        public long Wakes { get; private set; }

        /// <summary>Gives it a job. It has none: whoever gives one has waited for the last.</summary>
        public void Take(KernelJob work, int count)
        {
            job = work;
            workers = count;
            Volatile.Write(ref given, given + 1);

            // Either this sees it asleep, or it sees the job before it sleeps.
            Interlocked.MemoryBarrier();
            if (sleeps)
            {
                lock (bed)
                {
                    Wakes++;
                    Monitor.Pulse(bed);
                }
            }
        }

        private void Loop()
        {
            for (int done = 0; Await(done); done++)
            {
                KernelJob work = job;
                int count = workers, worker = place + 1;
                team.HandOn(work, worker, count);
                work.Work(worker, count);
                Interlocked.Decrement(ref team.pending);
            }
        }

        /// <summary>Waits for the job after so many; false if none came for so long that the thread has left the team.</summary>
        private bool Await(int done)
        {
            for (int round = 0; round < SpinRounds; round++)
            {
                if (Volatile.Read(ref given) != done)
                {
                    return true;
                }

                Thread.SpinWait(8);
            }

            lock (bed)
            {
                sleeps = true;
                Interlocked.MemoryBarrier();
                bool inTime = true;
                while (Volatile.Read(ref given) == done && (inTime || !TryLeave()))
                {
                    inTime = Monitor.Wait(bed, team.patience);
                }

                sleeps = false;
                return Volatile.Read(ref given) != done;
            }
        }

        /// <summary>Leaves the team, unless a job is under way, which may want this thread next.</summary>
        private bool TryLeave()
        {
            if (!Monitor.TryEnter(team.entry))
            {
                return false;
            }

            team.helpers[place] = null;
            Monitor.Exit(team.entry);
            return true;
        }
    }
}
