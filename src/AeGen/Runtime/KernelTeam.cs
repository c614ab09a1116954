using System.Runtime.ExceptionServices;

namespace AeGen.Runtime;

/// <summary>Work that several threads share. Each worker runs the whole of <see cref="Work"/>; the job splits it.</summary>
internal abstract class KernelJob
{
    private volatile ExceptionDispatchInfo? failure;

    /// <summary>Whether some worker has failed, so that the others need not begin anything more.</summary>
    protected bool HasFailed => failure is not null;

    /// <summary>Does one worker's share. Must not throw.</summary>
    /// <param name="worker">The worker, from 0; worker 0 is the caller.</param>
    /// <param name="workers">Number of workers.</param>
    public abstract void Work(int worker, int workers);

    /// <summary>Runs the job on the process's team, and throws in the calling thread what a worker failed with.</summary>
    protected void RunOn(int workers)
    {
        failure = null;
        KernelTeam.Shared.Run(this, workers);
        failure?.Throw();
    }

    /// <summary>Keeps what a worker failed with for the calling thread.</summary>
    protected void Fail(Exception exception) => failure = ExceptionDispatchInfo.Capture(exception);
}

/// <summary>
/// The process's persistent threads for kernels. Between jobs they spin for some microseconds, so that the next training step finds them awake,
/// and then sleep, so that an idle program costs nothing.
/// </summary>
internal sealed class KernelTeam
{
    /// <summary>Rounds of spinning before a worker sleeps: some 50 microseconds.</summary>
    private const int SpinRounds = 1000;

    private readonly object entry = new();
    private readonly object gate = new();
    private KernelJob? job;
    private int jobWorkers;
    private int generation;
    private int pending;
    private int sleeping;
    private int started;

    /// <summary>The one team that all models share; whoever finds it busy works alone.</summary>
    public static KernelTeam Shared { get; } = new();

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
            Start(workers - 1);
            lock (gate)
            {
                job = work;
                jobWorkers = workers;
                pending = workers - 1;
                Volatile.Write(ref generation, generation + 1);
                if (sleeping > 0)
                {
                    Monitor.PulseAll(gate);
                }
            }

            work.Work(0, workers);
            var spin = default(SpinWait);
            while (Volatile.Read(ref pending) > 0)
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }

            job = null;
        }
        finally
        {
            Monitor.Exit(entry);
        }
    }

    private void Start(int helpers)
    {
        for (; started < helpers; started++)
        {
            int worker = started + 1;
            int seen = generation;
            new Thread(() => Loop(worker, seen)) { IsBackground = true, Name = $"AeGen kernels {worker}" }.Start();
        }
    }

    private void Loop(int worker, int seen)
    {
        while (true)
        {
            for (int round = 0; round < SpinRounds && Volatile.Read(ref generation) == seen; round++)
            {
                Thread.SpinWait(8);
            }

            KernelJob? work;
            int workers;
            lock (gate)
            {
                while (generation == seen)
                {
                    sleeping++;
                    Monitor.Wait(gate);
                    sleeping--;
                }

                seen = generation;
                work = job;
                workers = jobWorkers;
            }

            // A worker that a small job left out may come by late and find the job gone.
            if (worker < workers && work is not null)
            {
                work.Work(worker, workers);
                Interlocked.Decrement(ref pending);
            }
        }
    }
}
