namespace AeGen.Runtime;

/// <summary>
/// A sequence of phases over one batch. Workers claim tiles of a phase until none is left and meet before the next. Every tile is computed
/// whole by one worker in one order, so that the results do not depend on who took which.
/// </summary>
/// <typeparam name="TModel">The model whose kernels run.</typeparam>
internal sealed unsafe class PhaseJob<TModel> : KernelJob
    where TModel : class, ICompiledAutoencoder<TModel>
{
    private readonly Shares[] shares;
    private KernelArguments[] arguments = [];
    private int[] phases = [];
    private float* source;
    private int* order;
    private int batch;
    private int arrivals;

    public PhaseJob(CpuPlan plan)
    {
        int longest = new[] { plan.Prepare, plan.Materialise, plan.Propagate, plan.Update }.Max(program => program.Length);
        shares = [.. Enumerable.Range(0, longest + 1).Select(_ => new Shares())];
    }

    /// <summary>Runs phases one after the other.</summary>
    /// <param name="which">The phases.</param>
    /// <param name="perWorker">One set of arguments a worker; their number is the number of workers.</param>
    /// <param name="samples">Row-major samples to pack into the input first, or null.</param>
    /// <param name="sampleOrder">Which sample each row of the batch is, or null for the first ones in order.</param>
    public void Run(int[] which, KernelArguments[] perWorker, float* samples = null, int* sampleOrder = null)
    {
        phases = which;
        arguments = perWorker;
        source = samples;
        order = sampleOrder;
        batch = perWorker[0].Batch;
        arrivals = 0;
        for (int phase = 0; phase < phases.Length; phase++)
        {
            shares[phase].Deal(TModel.CountTiles(phases[phase], batch), perWorker.Length);
        }

        shares[^1].Deal((batch + Panels.BlockRows - 1) / Panels.BlockRows, perWorker.Length);
        RunOn(perWorker.Length);
    }

    public override void Work(int worker, int workers)
    {
        int met = 0;
        if (source != null)
        {
            RunPieces(-1, shares[^1], worker, workers);
            Meet(++met, workers);
        }

        for (int phase = 0; phase < phases.Length; phase++)
        {
            RunPieces(phases[phase], shares[phase], worker, workers);
            Meet(++met, workers);
        }
    }

    private void RunPieces(int phase, Shares pieces, int worker, int workers)
    {
        while (!HasFailed && pieces.Take(worker, int.MaxValue, out int first, out int end))
        {
            try
            {
                RunRange(phase, worker, first, end);
            }
            catch (Exception exception)
            {
                Fail(exception);
            }
        }
    }

    private void RunRange(int phase, int worker, int first, int end)
    {
        ref readonly KernelArguments with = ref arguments[worker];
        if (phase >= 0)
        {
            TModel.RunPhase(phase, in with, first, end);
            return;
        }

        fixed (float* target = &with.Workspace)
        {
            Panels.Pack(
                source, order, TModel.CpuPlan.Architecture.InputSize, target, with.Capacity, first * Panels.BlockRows, Math.Min(end * Panels.BlockRows, batch));
        }
    }

    private void Meet(int meeting, int workers)
    {
        if (workers == 1)
        {
            return;
        }

        Interlocked.Increment(ref arrivals);
        var spin = default(SpinWait);
        while (Volatile.Read(ref arrivals) < meeting * workers)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}
