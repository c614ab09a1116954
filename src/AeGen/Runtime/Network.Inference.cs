namespace AeGen.Runtime;

/// <content>Running the network without changing it. Any number of threads may do so at once.</content>
public sealed unsafe partial class Network<TModel>
{
    private readonly InferenceSessionPool idle = new();
    private readonly object preparing = new();
    private readonly PhaseJob<TModel> prepareJob;
    private volatile bool prepared;
    private volatile bool materialised;

    /// <summary>Computes codes.</summary>
    public void Encode(ReadOnlySpan<float> input, Span<float> codes, ComputeDevice? device)
    {
        int count = CountSamples(input.Length, plan.Architecture.InputSize, nameof(input));
        RequireLength(codes.Length, count, plan.Architecture.CodeSize, nameof(codes));
        RequireInPlaceOrApart(input, codes, nameof(codes));
        RequireFinite(input, plan.Architecture.InputSize, nameof(input));
        Run(device, Stretch.Encode, input, codes, count);
    }

    /// <summary>Computes reconstructions from codes.</summary>
    public void Decode(ReadOnlySpan<float> codes, Span<float> output, ComputeDevice? device)
    {
        int count = CountSamples(codes.Length, plan.Architecture.CodeSize, nameof(codes));
        RequireLength(output.Length, count, plan.Architecture.InputSize, nameof(output));
        RequireInPlaceOrApart(codes, output, nameof(output));
        RequireFinite(codes, plan.Architecture.CodeSize, nameof(codes));
        Run(device, Stretch.Decode, codes, output, count);
    }

    /// <summary>Computes reconstructions.</summary>
    public void Reconstruct(ReadOnlySpan<float> input, Span<float> output, ComputeDevice? device)
    {
        int count = CountSamples(input.Length, plan.Architecture.InputSize, nameof(input));
        RequireLength(output.Length, count, plan.Architecture.InputSize, nameof(output));
        RequireInPlaceOrApart(input, output, nameof(output));
        RequireFinite(input, plan.Architecture.InputSize, nameof(input));
        Run(device, Stretch.Reconstruct, input, output, count);
    }

    /// <summary>
    /// Samples are read some at a time before their results are written: a result may lie where its own sample did, and
    /// nowhere else among them.
    /// </summary>
    private static void RequireInPlaceOrApart(ReadOnlySpan<float> input, Span<float> result, string name)
    {
        if (input.Overlaps(result, out int distance) && (distance != 0 || input.Length != result.Length))
        {
            throw new ArgumentException(
                $"'{name}' overlaps the samples, which are still read while it is written; only exactly in place may it do so.",
                name);
        }
    }

    /// <summary>Computes the mean loss per element.</summary>
    public double Evaluate(ReadOnlySpan<float> input, ComputeDevice? device)
    {
        int count = CountSamples(input.Length, plan.Architecture.InputSize, nameof(input));
        RequireFinite(input, plan.Architecture.InputSize, nameof(input));
        gate.EnterRead();
        try
        {
            return device is null ? MeasureInside(input, count) : MeasureOn(device, input, count);
        }
        finally
        {
            gate.ExitRead();
        }
    }

    /// <summary>The mean loss per element, for a caller who is inside the gate.</summary>
    private double MeasureInside(ReadOnlySpan<float> input, int count) =>
        AddLosses(0, input, default, count) / ((double)count * plan.Architecture.InputSize);

    /// <summary>The mean loss per element of some samples, for a caller who is inside the gate.</summary>
    /// <param name="samples">All samples.</param>
    /// <param name="order">Which of them are meant.</param>
    private double MeasureInside(float* samples, ReadOnlySpan<int> order)
    {
        // All samples may be more than a span can hold; this one says where they begin.
        int size = plan.Architecture.InputSize;
        return AddLosses(0, new ReadOnlySpan<float>(samples, size), order, order.Length) / ((double)order.Length * size);
    }

    /// <summary>The mean loss per element of a data set of any length, for a caller who is inside the gate.</summary>
    private double MeasureInside(DataSet data)
    {
        double sum = 0;
        int rows = RowsAMeasurement(data);
        for (long first = 0; first < data.Count; first += rows)
        {
            int count = (int)Math.Min(rows, data.Count - first);
            sum = AddLosses(sum, data.Rows((int)first, count), default, count);
        }

        return sum / data.Length;
    }

    /// <summary>How many samples of a data set are measured at once: whole chunks, and as many as a span of 4 GB can hold.</summary>
    private static int RowsAMeasurement(DataSet data)
    {
        const int MostNumbers = 1 << 30;
        return Math.Max(1, MostNumbers / data.SampleSize / InferenceSession.ChunkRows) * InferenceSession.ChunkRows;
    }

    /// <summary>Adds the losses of samples to a sum.</summary>
    /// <param name="sum">The sum so far.</param>
    /// <param name="input">The samples.</param>
    /// <param name="order">Which of them are meant, or empty for the first ones.</param>
    /// <param name="count">Number of samples that are meant.</param>
    private double AddLosses(double sum, ReadOnlySpan<float> input, ReadOnlySpan<int> order, int count)
    {
        // The sums are added chunk by chunk in order, so that the result does not depend on the number of threads.
        int chunks = ((count - 1) / InferenceSession.ChunkRows) + 1;
        double[]? rented = chunks > 64 ? new double[chunks] : null;
        Span<double> losses = rented ?? stackalloc double[64];
        RunInside(Stretch.Evaluate, input, order, default, losses, count);
        foreach (double loss in losses[..chunks])
        {
            sum += loss;
        }

        return sum;
    }

    private void Run(ComputeDevice? device, Stretch stretch, ReadOnlySpan<float> input, Span<float> output, int count)
    {
        if (device is not null)
        {
            InferOn(device, stretch, input, output, count);
            return;
        }

        gate.EnterRead();
        try
        {
            RunInside(stretch, input, default, output, default, count);
        }
        finally
        {
            gate.ExitRead();
        }
    }

    /// <summary>Runs a stretch for a caller who is inside the gate.</summary>
    private void RunInside(
        Stretch stretch, ReadOnlySpan<float> input, ReadOnlySpan<int> order, Span<float> output, Span<double> losses, int count)
    {
        BringHome();
        FoldNormalizations();
        if (stretch != Stretch.Encode)
        {
            Materialise();
        }

        int place = UseGate.Place;
        InferenceSession session = idle.Take(place) ?? new InferenceSession(plan);
        try
        {
            int workers = ThreadsFor((double)count * plan.InferenceMultiplyAdds);
            int rows = RowsAtATime(stretch, count, workers), chunks = ((count - 1) / rows) + 1;
            workers = Math.Min(workers, chunks);
            session.Reserve(workers, Math.Min(count, rows), TModel.CountTiles(plan.LossPhase, InferenceSession.ChunkRows));
            fixed (float* from = input, to = output)
            fixed (int* visits = order)
            fixed (double* sums = losses)
            {
                InferenceJob<TModel> job = session.Job as InferenceJob<TModel> ?? new InferenceJob<TModel>();
                session.Job = job;
                job.Run(session, stretch, parameters.Pointer, doubles.Pointer, from, visits, to, sums, count, rows, VectorBits, workers);
            }
        }
        finally
        {
            idle.GiveBack(session, place);
        }
    }

    /// <summary>
    /// Rows of a chunk: fewer than usual where some workers would get none. Losses are always summed by chunks of the same size, so that their sum does
    /// not depend on the number of threads.
    /// </summary>
    private static int RowsAtATime(Stretch stretch, int count, int workers)
    {
        const int Least = InferenceSession.LeastRows;
        int share = (((count - 1) / workers) + Least) / Least * Least;
        return stretch == Stretch.Evaluate ? InferenceSession.ChunkRows : Math.Min(share, InferenceSession.ChunkRows);
    }

    /// <summary>Derives the right inverses from the weights, if that has not been done since the last change.</summary>
    private void Materialise()
    {
        if (materialised || plan.Materialise.Length == 0)
        {
            return;
        }

        lock (preparing)
        {
            if (materialised)
            {
                return;
            }

            using var scratch = new NativeBuffer<float>(plan.ScratchFloats, "the right inverse");
            KernelArguments[] arguments = [new(parameters.Pointer, null, null, scratch.Pointer, doubles.Pointer, null, 1, 1, VectorBits, default)];
            if (!prepared)
            {
                prepareJob.Run(plan.Prepare, arguments);
                prepared = true;
            }

            prepareJob.Run(plan.Materialise, arguments);
            materialised = true;
        }
    }

    /// <summary>Says that the weights have changed, and with them all that is derived from them.</summary>
    private void ForgetInverses()
    {
        prepared = false;
        materialised = false;
        folded = false;
    }
}
