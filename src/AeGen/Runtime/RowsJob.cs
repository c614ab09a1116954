namespace AeGen.Runtime;

/// <summary>
/// Forward and backward over one batch, by groups of rows. Up to the update rows do not depend on one another, so each worker takes groups of them all the way: nobody
/// waits for anybody, and what a worker reads is what it has just written. How the rows are grouped changes no result.
/// </summary>
/// <typeparam name="TModel">The model whose kernels run.</typeparam>
internal sealed unsafe class RowsJob<TModel> : KernelJob
    where TModel : class, ICompiledAutoencoder<TModel>
{
    /// <summary>The most blocks of rows in a group: enough to reuse each weight, few enough to find a layer's input in the second-level cache again.</summary>
    private const int MostBlocks = 4;

    private readonly CpuPlan plan = TModel.CpuPlan;
    private readonly int lossesABlock = TModel.CountTiles(TModel.CpuPlan.LossPhase, 1);
    private KernelArguments[] arguments = [];
    private float* source;
    private int* order;
    private readonly Shares blocks = new();

    /// <summary>Whether a batch has rows for every worker. Fewer are better shared out panel by panel.</summary>
    public static bool Suits(int batch, int workers) => batch >= workers * Panels.BlockRows;

    /// <summary>Computes a batch's losses and signals.</summary>
    /// <param name="perWorker">One set of arguments a worker; their number is the number of workers.</param>
    /// <param name="samples">Row-major samples.</param>
    /// <param name="sampleOrder">Which sample each row of the batch is, or null for the first ones in order.</param>
    public void Run(KernelArguments[] perWorker, float* samples, int* sampleOrder)
    {
        arguments = perWorker;
        source = samples;
        order = sampleOrder;
        blocks.Deal((perWorker[0].Batch + Panels.BlockRows - 1) / Panels.BlockRows, perWorker.Length);
        RunOn(perWorker.Length);
    }

    public override void Work(int worker, int workers)
    {
        while (!HasFailed && blocks.Take(worker, MostBlocks, out int first, out int end))
        {
            try
            {
                int row = first * Panels.BlockRows;
                RunRows(in arguments[worker], row, Math.Min(end * Panels.BlockRows, arguments[worker].Batch) - row);
            }
            catch (Exception exception)
            {
                Fail(exception);
            }
        }
    }

    private void RunRows(in KernelArguments all, int first, int count)
    {
        KernelArguments rows = all.Rows(first, count, lossesABlock);
        fixed (float* input = &all.Workspace)
        {
            Panels.Pack(source, order, plan.Architecture.InputSize, input, all.Capacity, first, first + count);
        }

        CompiledAutoencoder.RunPhases<TModel>(plan.Propagate, in rows);
    }
}
