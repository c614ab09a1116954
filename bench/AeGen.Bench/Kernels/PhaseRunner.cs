using AeGen.Bench.Measuring;
using AeGen.Runtime;

namespace AeGen.Bench.Kernels;

/// <summary>A model's memory for one batch, in which its phases can be run by themselves.</summary>
/// <typeparam name="TModel">The model whose kernels run.</typeparam>
internal sealed unsafe class PhaseRunner<TModel> : IDisposable
    where TModel : class, ICompiledAutoencoder<TModel>
{
    private readonly CpuPlan plan = TModel.CpuPlan;
    private readonly NativeBuffer<float> parameters;
    private readonly NativeBuffer<float> moments;
    private readonly NativeBuffer<double> doubles;
    private readonly NativeBuffer<float> samples;
    private readonly TrainingSession session;
    private readonly PhaseJob<TModel> job;
    private readonly RowsJob<TModel> rows = new();

    /// <summary>Draws parameters and samples.</summary>
    /// <param name="batch">Number of samples.</param>
    /// <param name="threads">Number of threads.</param>
    public PhaseRunner(int batch, int threads)
    {
        parameters = new NativeBuffer<float>(plan.ParameterFloats, "the parameters");
        moments = new NativeBuffer<float>(plan.TrainedFloats * plan.Moments, "the moments");
        doubles = new NativeBuffer<double>(plan.Doubles, "the right inverses");
        samples = new NativeBuffer<float>((long)batch * plan.Architecture.InputSize, "the samples");
        session = new TrainingSession(plan, batch, threads, TModel.CountTiles(plan.LossPhase, batch));
        job = new PhaseJob<TModel>(plan);

        // Rates of zero: whatever runs however often, the numbers stay those of a network that has just been made.
        var settings = new UpdateSettings(new(0, 0, 1, 0.9f, 0.999f, 1e-8f, 1, 0, 0), float.PositiveInfinity, 0, 0, 0);
        for (int worker = 0; worker < threads; worker++)
        {
            session.Arguments[worker] = new KernelArguments(
                parameters.Pointer, moments.Pointer, session.Workspace, session.Scratch(worker), doubles.Pointer, session.Losses.Pointer,
                batch, session.Capacity, 512, settings);
        }

        session.CompletePairs(batch);
        ReadOnlySpan<float> numbers = new Samples().Take((int)Math.Max(plan.ParameterFloats, samples.Length), 1).Span;
        numbers[..(int)samples.Length].CopyTo(samples.Slice(0, (int)samples.Length));
        for (int i = 0; i < plan.ParameterFloats; i++)
        {
            parameters.Pointer[i] = (numbers[i] - 0.5f) / 8;
        }

        Step();
    }

    /// <summary>Runs phases one after the other.</summary>
    public void Run(int[] phases) => job.Run(phases, session.Arguments);

    /// <summary>Packs the batch and takes it forward and back.</summary>
    public void Propagate()
    {
        if (RowsJob<TModel>.Suits(session.Arguments[0].Batch, session.Workers))
        {
            rows.Run(session.Arguments, samples.Pointer, null);
        }
        else
        {
            job.Run(plan.Propagate, session.Arguments, samples.Pointer);
        }
    }

    /// <summary>A whole step.</summary>
    public void Step()
    {
        if (plan.Prepare.Length > 0)
        {
            Run(plan.Prepare);
        }

        Propagate();
        Run(plan.Update);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        parameters.Dispose();
        moments.Dispose();
        doubles.Dispose();
        samples.Dispose();
        session.Dispose();
    }
}
