using ILGPU.Runtime;

namespace AeGen.Runtime.Ilgpu;

/// <summary>One network on one device: its parameters, its memory for batches, and the launching of its kernels.</summary>
internal sealed partial class IlgpuNetwork : DeviceNetwork
{
    /// <summary>Indices of fours are 32 bits wide in kernels.</summary>
    private const long MostFours = int.MaxValue;

    private readonly IlgpuDevice device;
    private readonly IlgpuPlan plan;
    private readonly Architecture architecture;
    private readonly Launches launches;
    private readonly BatchLaunchers around;
    private readonly List<IDisposable> memory = [];
    private readonly DeviceBuffer<Float4> parameters;
    private readonly DeviceBuffer<double> doubles;
    private readonly DeviceBuffer<int> status;
    private readonly Grown<Float4> moments;
    private readonly Grown<Float4> workspace;
    private readonly Grown<Float4> partials;
    private readonly Grown<float> samples;
    private readonly Grown<float> results;
    private readonly Grown<Float4> gradients;
    private readonly Grown<float> squares;
    private readonly Grown<float> norms;
    private readonly Grown<float> losses;
    private readonly Grown<float> schedule;
    private readonly Grown<int> order;
    private readonly InverseLauncher[] inverses;
    private readonly int[] statusRead = new int[Ilgpu.Status.Length];
    private int tilePlaces;
    private bool mirrorsArePresent;
    private bool inversesArePrepared;
    private bool inversesArePresent;
    private bool normalizationsAreFolded;

    public IlgpuNetwork(IlgpuDevice device, IlgpuPlan plan, Architecture architecture)
    {
        this.device = device;
        this.plan = plan;
        this.architecture = architecture;
        string name = architecture.Name;
        if (plan.ParameterFours > MostFours || plan.TrainedFours * plan.Moments > MostFours)
        {
            throw new DeviceNotAvailableException(
                $"The parameters of {name}, {plan.ParameterFours * 16:N0} bytes, are more than kernels can address, "
                + $"{MostFours * 16:N0} bytes.");
        }

        moments = Grow<Float4>("the optimizer's moments");
        workspace = Grow<Float4>("a batch's matrices");
        partials = Grow<Float4>("the parts of the gradient");
        samples = Grow<float>("samples");
        results = Grow<float>("results");
        gradients = Grow<Float4>("the gradient");
        squares = Grow<float>("the gradient's squares");
        norms = Grow<float>("the gradients' norms");
        losses = Grow<float>("the losses");
        schedule = Grow<float>("the steps' numbers");
        order = Grow<int>("the order of the samples");
        try
        {
            parameters = Allocate<Float4>(plan.ParameterFours, $"the parameters of {name}");
            doubles = Allocate<double>(plan.Doubles, $"the right inverses of {name}");
            status = Allocate<int>(Ilgpu.Status.Length, "the status");
        }
        catch
        {
            memory.ForEach(part => part.Dispose());
            throw;
        }

        around = new BatchLaunchers(device);
        inverses = [.. Enumerable.Range(0, plan.Inverses.Length).Select(index =>
            new InverseLauncher(device, plan, index, parameters.View, doubles.View, status.View))];
        launches = new Launches(device) { Parameters = parameters.View, Status = status.View };
    }

    /// <inheritdoc/>
    public override ComputeDevice Device => device;

    private AcceleratorStream Stream => device.Accelerator.DefaultStream;

    /// <inheritdoc/>
    public override void Upload(IParameterStore store)
    {
        Upload(store, 0);
        mirrorsArePresent = false;
        ForgetInverses();
    }

    /// <inheritdoc/>
    public override void UploadMoments(IParameterStore store)
    {
        ReserveMoments();
        for (int part = 1; part <= plan.Moments; part++)
        {
            Upload(store, part);
        }
    }

    /// <inheritdoc/>
    public override void Download(IParameterStore store) => Download(store, 0);

    /// <inheritdoc/>
    public override void DownloadMoments(IParameterStore store)
    {
        ReserveMoments();
        for (int part = 1; part <= plan.Moments; part++)
        {
            Download(store, part);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Stream.Synchronize();
        memory.ForEach(part => part.Dispose());
    }

    private Grown<T> Grow<T>(string purpose)
        where T : unmanaged
    {
        var grown = new Grown<T>(device, $"{purpose} of {architecture.Name}");
        memory.Add(grown);
        return grown;
    }

    private DeviceBuffer<T> Allocate<T>(long length, string purpose)
        where T : unmanaged
    {
        DeviceBuffer<T> buffer = device.Allocate<T>(length, purpose);
        memory.Add(buffer);
        return buffer;
    }

    private void ReserveMoments() => moments.Reserve(plan.TrainedFours * plan.Moments);

    /// <summary>The parameters, or one of their moments.</summary>
    private ArrayView<float> Numbers(int part) =>
        (part == 0 ? parameters.View : moments.View.SubView((part - 1) * plan.TrainedFours, plan.TrainedFours)).Cast<float>();

    /// <summary>Reads each tensor on the host, puts its rows apart as they lie on the device, and copies it there.</summary>
    private void Upload(IParameterStore store, int part)
    {
        for (int index = 0; index < plan.Weights.Length; index++)
        {
            IlgpuWeight weight = plan.Weights[index];
            float[] packed = new float[weight.Inputs * weight.Outputs];
            store.ReadWeight(index, part, packed);
            Write(weight.Offset, packed, weight.Inputs, weight.Outputs);
        }

        foreach (IlgpuVector vector in VectorsOf(part))
        {
            float[] numbers = new float[vector.Size];
            store.ReadVector(vector.Layer, vector.Which, part, numbers);
            Write(vector.Offset, numbers, 1, vector.Size);
        }

        void Write(long place, float[] packed, int rows, int columns)
        {
            float[] padded = Rearrange(packed, rows, columns, Pad(columns));
            Numbers(part).SubView(place * 4, padded.Length).CopyFromCPU(Stream, padded);
        }
    }

    /// <summary>Copies each tensor to the host and hands it on without its padding.</summary>
    private void Download(IParameterStore store, int part)
    {
        for (int index = 0; index < plan.Weights.Length; index++)
        {
            IlgpuWeight weight = plan.Weights[index];
            store.WriteWeight(index, part, Read(weight.Offset, weight.Inputs, weight.Outputs));
        }

        foreach (IlgpuVector vector in VectorsOf(part))
        {
            store.WriteVector(vector.Layer, vector.Which, part, Read(vector.Offset, 1, vector.Size));
        }

        float[] Read(long place, int rows, int columns)
        {
            float[] padded = new float[rows * Pad(columns)];
            Numbers(part).SubView(place * 4, padded.Length).CopyToCPU(Stream, padded);
            return Rearrange(padded, rows, Pad(columns), columns);
        }
    }

    /// <summary>The vectors of which there is a part: running statistics have no moments.</summary>
    private IEnumerable<IlgpuVector> VectorsOf(int part)
    {
        IEnumerable<IlgpuVector> running = plan.Statistics.SelectMany(statistics => (IlgpuVector[])
        [
            new(statistics.Layer, LayerVector.RunningMean, LayerAt(statistics.Layer).Outputs, statistics.RunningMeans),
            new(statistics.Layer, LayerVector.RunningVariance, LayerAt(statistics.Layer).Outputs, statistics.RunningVariances),
        ]);
        return part == 0 ? plan.Biases.Concat(running) : plan.Biases;
    }

    private LayerArchitecture LayerAt(int index) =>
        index < architecture.Encoder.Count ? architecture.Encoder[index] : architecture.Decoder[index - architecture.Encoder.Count];

    private static int Pad(int columns) => (columns + 3) / 4 * 4;

    /// <summary>Rows of another width: with zeros behind them where they get wider, and without those where they get narrower.</summary>
    private static float[] Rearrange(float[] numbers, int rows, int width, int newWidth)
    {
        if (width == newWidth)
        {
            return numbers;
        }

        float[] rearranged = new float[rows * newWidth];
        for (int row = 0; row < rows; row++)
        {
            numbers.AsSpan(row * width, Math.Min(width, newWidth)).CopyTo(rearranged.AsSpan(row * newWidth));
        }

        return rearranged;
    }

    /// <summary>Makes room for the batch's matrices.</summary>
    private void ReserveWorkspace(int rows, int columns)
    {
        int outputs = architecture.Encoder.Concat(architecture.Decoder).Max(layer => layer.Outputs);
        int widest = (Math.Max(architecture.InputSize, outputs) + 3) / 4;
        if ((long)rows * widest > MostFours)
        {
            throw new InsufficientMemoryException(
                $"A batch of {rows:N0} samples of {architecture.Name} has matrices of {(long)rows * widest * 16:N0} bytes; kernels address "
                + $"at most {MostFours * 16:N0} of one.");
        }

        workspace.Reserve((long)rows * columns);
        launches.Workspace = workspace.View;
    }

    /// <summary>The losses of tiles or groups, from which those of a step are added up.</summary>
    private ArrayView<float> TileLosses => losses.View.SubView(0, tilePlaces);

    /// <summary>The losses of steps, behind those of tiles.</summary>
    private ArrayView<float> StepLosses => losses.View.SubView(tilePlaces, losses.View.Length - tilePlaces);

    /// <summary>Makes room for losses.</summary>
    private void ReserveLosses(int tiles, int steps)
    {
        tilePlaces = Math.Max(tilePlaces, tiles);
        losses.Reserve((long)tilePlaces + steps);
    }

    /// <summary>Writes the weights' mirrors anew, where other kernels than those that keep them have changed the weights.</summary>
    private void RefreshMirrors()
    {
        if (mirrorsArePresent)
        {
            return;
        }

        foreach (IlgpuWeight weight in plan.Weights)
        {
            WriteMirror(weight);
        }

        mirrorsArePresent = true;
    }

    private void WriteMirror(IlgpuWeight weight)
    {
        if (weight.Mirror >= 0)
        {
            long size = (long)((weight.Outputs + 3) / 4 * 4) * ((weight.Inputs + 3) / 4);
            ArrayView<Float4> matrix = parameters.Slice(weight.Offset, weight.Fours), mirror = parameters.Slice(weight.Mirror, size);
            around.Transpose(matrix, mirror, weight.Inputs, weight.Outputs);
        }
    }

    /// <summary>Derives what training needs of the right inverses, where that has not been done since the weights changed.</summary>
    /// <param name="step">The step, for the status where there is none.</param>
    private void PrepareInverses(int step)
    {
        if (!inversesArePrepared)
        {
            foreach (InverseLauncher inverse in inverses)
            {
                inverse.Prepare(step);
            }

            inversesArePrepared = true;
        }
    }

    /// <summary>Derives the right inverses themselves, where that has not been done since the weights changed.</summary>
    /// <exception cref="RankDeficientException">There is none.</exception>
    private void MaterialiseInverses()
    {
        if (inversesArePresent || inverses.Length == 0)
        {
            return;
        }

        PrepareInverses(0);
        foreach (InverseLauncher inverse in inverses)
        {
            inverse.Materialise();
        }

        StepOutcome outcome = ReadStatus();
        if (outcome.Kind == OutcomeKind.RankDeficient)
        {
            throw outcome.ToException(architecture);
        }

        inversesArePresent = true;
    }

    /// <summary>Says that the weights have changed, and with them all that is derived from them.</summary>
    private void ForgetInverses()
    {
        inversesArePrepared = false;
        inversesArePresent = false;
        normalizationsAreFolded = false;
    }

    /// <summary>
    /// Launches a product by the tiles that suit it: where these are few, in parts of its terms first, which a second launch adds up.
    /// </summary>
    /// <returns>Number of tiles.</returns>
    private int Run(IlgpuProduct product, int rows, in LaunchSizes sizes)
    {
        IlgpuTile tile = Choose(product.Tiles, rows, product.Columns, 1);
        int tiles = tile.Count(rows, product.Columns), splits = Splits(product, rows);
        if (splits > 1)
        {
            launches.Run(tile.Kernel, tiles, tile.Threads, sizes with { Splits = splits }, splits);
        }

        launches.Run(tile.Kernel, tiles, tile.Threads, sizes with { Splits = splits > 1 ? -splits : 0 });
        return tiles;
    }

    /// <summary>Into how many parts a product splits its terms: one where its tiles keep the device busy, or of few terms.</summary>
    private int Splits(IlgpuProduct product, int rows)
    {
        int most = (int)Math.Min((product.Terms + 15) / 16, PartialBytes / (4L * rows * product.Columns));
        if (device.Splits is { } wanted)
        {
            return Math.Clamp(wanted, 1, Math.Max(1, most));
        }

        int tiles = Choose(product.Tiles, rows, product.Columns, 1).Count(rows, product.Columns);
        return product.Terms < SplitTerms
            ? 1
            : Math.Clamp(BusyGroups / tiles, 1, Math.Clamp(product.Terms / PartTerms, 1, Math.Max(1, most)));
    }

    /// <summary>Fours of the partial sums of a program's products.</summary>
    private long PartialFours(IEnumerable<int> program, int rows) => program
        .Where(phase => phase < plan.Products.Length)
        .Select(phase => plan.Products[phase])
        .Max(product =>
            Splits(product, rows) is > 1 and var splits ? (long)splits * rows * ((product.Columns + 3) / 4) : 0);

    /// <summary>Runs the phases of a program one after the other; returns the number of tiles of losses.</summary>
    private int Run(int[] program, int rows, in LaunchSizes sizes)
    {
        int tiles = 0;
        foreach (int phase in program)
        {
            int other = phase - plan.Products.Length;
            if (other >= plan.Elementwise.Length)
            {
                Run(plan.Sums[other - plan.Elementwise.Length], sizes);
            }
            else if (other >= 0)
            {
                Run(plan.Elementwise[other], rows, sizes);
            }
            else
            {
                int own = Run(plan.Products[phase], rows, sizes);
                tiles = plan.Products[phase].IsLoss ? own : tiles;
            }
        }

        return tiles;
    }

    /// <summary>Launches a kernel over all numbers of a buffer.</summary>
    private void Run(IlgpuElementwise elementwise, int rows, in LaunchSizes sizes)
    {
        KernelConfig config = device.Over((long)(elementwise.Rows > 0 ? elementwise.Rows : rows) * ((elementwise.Columns + 3) / 4));
        launches.Run(elementwise.Kernel, config.GridDim.X, config.GroupDim.X, sizes);
    }

    /// <summary>Launches a sum of outer products: of a batch in parts, where these keep more of the device busy.</summary>
    private void Run(IlgpuSum sum, in LaunchSizes sizes)
    {
        if (sum.OfBatch)
        {
            RunSum(sum, sum.Offset, sizes);
            return;
        }

        IlgpuTile tile = Choose(sum.Tiles, sum.K, sum.K, 1);
        launches.Run(tile.Kernel, tile.Count(sum.K, sum.K), tile.Threads, sizes with { Splits = 1 });
    }

    /// <summary>Groups that keep the device busy: while some wait, others compute.</summary>
    private int BusyGroups => 4 * device.Multiprocessors;

    /// <summary>Large tiles where they keep the device busy and do not compute much that nobody asked for.</summary>
    /// <param name="tiles">The kinds of tiles: large ones, small ones, and those for devices whose groups have few threads.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="splits">In how many parts each tile could be summed.</param>
    private IlgpuTile Choose(IlgpuTile[] tiles, int rows, int columns, int splits)
    {
        IlgpuTile small = Small(tiles), large = Fits(tiles[0]) ? tiles[0] : small;
        if (device.LargeTiles is { } wanted)
        {
            return wanted ? large : small;
        }

        long many = large.Count(rows, columns);
        bool busy = many * splits >= device.Multiprocessors;
        bool tight = many * large.Rows * large.Columns <= 1.25 * small.Count(rows, columns) * small.Rows * small.Columns;
        return busy && tight ? large : small;
    }

    private IlgpuTile Small(IlgpuTile[] tiles) => Fits(tiles[1]) ? tiles[1] : tiles[2];

    private bool Fits(IlgpuTile tile) => tile.Threads <= device.GroupThreads;

    /// <summary>Waits, and says what went wrong since the last look, if anything has.</summary>
    private StepOutcome ReadStatus()
    {
        status.View.CopyToCPU(Stream, statusRead);
        var kind = (OutcomeKind)statusRead[Ilgpu.Status.Kind];
        if (kind == OutcomeKind.Taken)
        {
            return new StepOutcome(kind);
        }

        status.View.CopyFromCPU(Stream, new int[Ilgpu.Status.Length]);
        ForgetInverses();
        return new StepOutcome(
            kind,
            statusRead[Ilgpu.Status.Step],
            double.NaN,
            statusRead[Ilgpu.Status.Inverse],
            statusRead[Ilgpu.Status.Row],
            BitConverter.Int32BitsToSingle(statusRead[Ilgpu.Status.SquaredLength]),
            BitConverter.Int32BitsToSingle(statusRead[Ilgpu.Status.Pivot]));
    }
}
