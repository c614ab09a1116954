namespace AeGen.Runtime;

/// <summary>
/// A stretch of the network over many rows. Rows do not depend on one another, so each worker takes chunks of them all the way through in a
/// workspace of its own, and nobody waits for anybody.
/// </summary>
/// <typeparam name="TModel">The model whose kernels run.</typeparam>
internal sealed unsafe class InferenceJob<TModel> : KernelJob
    where TModel : class, ICompiledAutoencoder<TModel>
{
    private readonly CpuPlan plan = TModel.CpuPlan;
    private InferenceSession session = null!;
    private Stretch stretch;
    private float* parameters;
    private double* doubles;
    private float* input;
    private int* visits;
    private float* output;
    private double* chunkLosses;
    private int rows;
    private int chunkRows;
    private int vectorBits;
    private int next;

    /// <summary>Runs a stretch. The order says which rows of the input are meant, or is null for all in theirs.</summary>
    public void Run(
        InferenceSession memory, Stretch which, float* weights, double* small, float* from, int* order, float* to, double* losses, int count, int rowsAtATime, int bits, int workers)
    {
        session = memory;
        stretch = which;
        parameters = weights;
        doubles = small;
        input = from;
        visits = order;
        output = to;
        chunkLosses = losses;
        rows = count;
        chunkRows = rowsAtATime;
        vectorBits = bits;
        if (workers == 1)
        {
            for (int chunk = 0; (long)chunk * chunkRows < rows; chunk++)
            {
                RunChunk(0, chunk);
            }

            return;
        }

        next = 0;
        RunOn(workers);
    }

    public override void Work(int worker, int workers)
    {
        while (!HasFailed)
        {
            int chunk = Interlocked.Increment(ref next) - 1;
            if ((long)chunk * chunkRows >= rows)
            {
                return;
            }

            try
            {
                RunChunk(worker, chunk);
            }
            catch (Exception exception)
            {
                Fail(exception);
            }
        }
    }

    private void RunChunk(int worker, int chunk)
    {
        int first = chunk * chunkRows, count = Math.Min(chunkRows, rows - first);
        int inputSize = plan.Architecture.InputSize, codeSize = plan.Architecture.CodeSize, capacity = session.Capacity;
        float* workspace = session.Workspace(worker).Pointer;
        double* losses = session.Losses(worker).Pointer;
        bool fromCode = stretch == Stretch.Decode;
        int fromSize = fromCode ? codeSize : inputSize;
        float* from = visits == null ? input + ((nint)first * fromSize) : input;
        int* order = visits == null ? null : visits + first;
        Panels.Pack(from, order, fromSize, workspace + (fromCode ? (nint)plan.CodeColumn * capacity : 0), capacity, 0, count);
        var arguments = new KernelArguments(
            parameters, null, workspace, null, doubles, losses, count, capacity, vectorBits, default);
        if (stretch is not (Stretch.Decode or Stretch.Evaluate))
        {
            CompiledAutoencoder.RunPhases<TModel>(plan.Encode, in arguments);
        }

        if (stretch is not (Stretch.Encode or Stretch.Evaluate))
        {
            CompiledAutoencoder.RunPhases<TModel>(plan.Decode, in arguments);
        }

        if (stretch == Stretch.Evaluate)
        {
            CompiledAutoencoder.RunPhases<TModel>(plan.Evaluate, in arguments);
            double sum = 0;
            for (int tile = 0; tile < TModel.CountTiles(plan.LossPhase, count); tile++)
            {
                sum += losses[tile];
            }

            chunkLosses[chunk] = sum;
            return;
        }

        if (stretch is Stretch.Score or Stretch.Contributions)
        {
            WriteErrors(first, count, workspace + ((nint)plan.OutputColumn * capacity), capacity);
            return;
        }

        bool toCode = stretch == Stretch.Encode;
        int toSize = toCode ? codeSize : inputSize;
        Panels.Unpack(
            workspace + ((nint)(toCode ? plan.CodeColumn : plan.OutputColumn) * capacity), capacity, toSize, output + ((nint)first * toSize), count);
    }

    private void WriteErrors(int first, int count, float* reconstructions, nint capacity)
    {
        int size = plan.Architecture.InputSize;
        nint start = (nint)first * size, step = capacity * Panels.Width;
        if (stretch == Stretch.Score)
        {
            SquaredErrors.Means(ref input[start], ref *reconstructions, Panels.Width, step, size, new Span<float>(output + first, count));
        }
        else
        {
            SquaredErrors.Each(ref input[start], ref *reconstructions, Panels.Width, step, size, ref output[start], count);
        }
    }
}
