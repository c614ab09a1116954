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
