using ILGPU.Runtime;

namespace AeGen.Runtime.Ilgpu;

/// <content>Epochs over a data set that stays on the device, or that streams through it.</content>
internal sealed partial class IlgpuNetwork
{
    /// <summary>The share of the memory left over that a data set may take.</summary>
    private const double ResidentShare = 0.8;

    /// <summary>Most memory of a chunk of samples on their way: the first step waits for the first chunk, and the host keeps two.</summary>
    private const long ChunkOfSamples = 256L << 20;

    private sealed class IlgpuTraining : DeviceTraining
    {
        private readonly IlgpuNetwork network;
        private readonly Batches batches;
        private readonly DeviceBuffer<float>? resident;
        private readonly SampleStream? stream;

        public IlgpuTraining(IlgpuNetwork network, ReadOnlyMemory<float> samples, Batches batches)
        {
            this.network = network;
            this.batches = batches;
            IlgpuDevice device = network.device;
            long bytes = samples.Length * (long)sizeof(float);
            long limit = device.ResidentLimit ?? (long)(device.AvailableBytes * ResidentShare);
            if (bytes > limit)
            {
                stream = new SampleStream(device, samples, network.architecture.InputSize, batches, limit);
                return;
            }

            resident = device.Allocate<float>(samples.Length, $"the samples of {network.architecture.Name}");
            network.Copy(samples.Span, resident.View);
        }

        public override void Begin(ReadOnlySpan<int> order, ReadOnlySpan<UpdateSettings> settings)
        {
            // Settings may have changed since the last epoch, and with them what a step needs.
            network.WriteSchedule(settings);
            network.ReserveTraining(batches.Largest);
            if (stream is not null)
            {
                stream.Begin(order);
                return;
            }

            network.order.Reserve(order.Length);
            network.order.View.SubView(0, order.Length).CopyFromCPU(network.Stream, order);
        }

        public override void Run(int first, int end)
        {
            if (resident is not null)
            {
                network.RunSteps(resident.View, ordered: true, batches.First(first), batches, first, end - first);
                return;
            }

            for (int step = first; step < end;)
            {
                int chunk = step / stream!.StepsAChunk, chunkStep = chunk * stream.StepsAChunk;
                int steps = Math.Min(end, chunkStep + stream.StepsAChunk) - step;
                ArrayView<float> samples = stream.Take(chunk);
                network.RunSteps(samples, ordered: false, (step - chunkStep) * batches.Size, batches, step, steps);
                stream.Load(chunk + 1);
                step += steps;
            }
        }

        public override StepOutcome Wait()
        {
            StepOutcome outcome = network.ReadStatus();
            if (outcome.Kind != OutcomeKind.Diverged)
            {
                return outcome;
            }

            float[] loss = new float[1];
            network.StepLosses.SubView(outcome.Step, 1).CopyToCPU(network.Stream, loss);
            return outcome with { Loss = loss[0] };
        }

        public override void ReadLosses(int first, Span<float> losses) =>
            network.Copy(network.StepLosses.SubView(first, losses.Length), losses);

        public override void ReadNorms(Span<float> norms) => network.Copy(network.norms.View, norms);

        public override void Dispose()
        {
            network.Stream.Synchronize();
            resident?.Dispose();
            stream?.Dispose();
        }
    }

    /// <summary>
    /// Samples on their way through a device that cannot hold them all: while the kernels work on one chunk, the host puts the next in the
    /// order of the epoch and copies it over.
    /// </summary>
    private sealed class SampleStream : IDisposable
    {
        private readonly IlgpuDevice device;
        private readonly ReadOnlyMemory<float> samples;
        private readonly int size;
        private readonly Batches batches;
        private readonly AcceleratorStream copies;
        private readonly List<DeviceBuffer<float>> chunks = [];
        private readonly List<PageLockedArray1D<float>> staging = [];
        private int[] order = [];
        private int present = -1;
        private int coming = -1;

        public SampleStream(IlgpuDevice device, ReadOnlyMemory<float> samples, int size, Batches batches, long limit)
        {
            this.device = device;
            this.samples = samples;
            this.size = size;
            this.batches = batches;
            long batch = (long)batches.Largest * size;
            StepsAChunk = (int)Math.Max(1, Math.Min(limit / 2, ChunkOfSamples) / (batch * sizeof(float)));

            // The last chunk ends with the last batch, which may be larger than the others.
            long length = ((long)(StepsAChunk - 1) * batches.Size * size) + batch;
            copies = device.Accelerator.CreateStream();
            try
            {
                for (int i = 0; i < 2; i++)
                {
                    chunks.Add(device.Allocate<float>(length, "a part of the samples"));
                    staging.Add(device.Accelerator.AllocatePageLocked1D<float>(length));
                }
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        /// <summary>Number of steps whose samples are on the device together.</summary>
        public int StepsAChunk { get; }

        /// <summary>Begins an epoch.</summary>
        public void Begin(ReadOnlySpan<int> newOrder)
        {
            copies.Synchronize();
            order = newOrder.ToArray();
            present = coming = -1;
        }

        /// <summary>Waits for a chunk, and for the kernels that worked on the one before it.</summary>
        public ArrayView<float> Take(int chunk)
        {
            if (present != chunk)
            {
                device.Accelerator.DefaultStream.Synchronize();
                Load(chunk);
                copies.Synchronize();
                present = chunk;
            }

            return chunks[chunk % 2].View;
        }

        /// <summary>Begins to bring a chunk, unless there is none or it is coming. The one before it may be in use; no other may.</summary>
        public void Load(int chunk)
        {
            if (chunk <= coming || chunk * (long)StepsAChunk >= batches.Count)
            {
                return;
            }

            ReadOnlySpan<float> from = samples.Span;
            Span<float> to = staging[chunk % 2].Span;
            int step = chunk * StepsAChunk, first = batches.First(step);
            int count = batches.First(Math.Min(step + StepsAChunk, batches.Count)) - first;
            for (int i = 0; i < count; i++)
            {
                from.Slice(order[first + i] * size, size).CopyTo(to.Slice(i * size, size));
            }

            chunks[chunk % 2].View.CopyFromPageLockedAsync(copies, staging[chunk % 2]);
            coming = chunk;
        }

        public void Dispose()
        {
            copies.Synchronize();
            copies.Dispose();
            chunks.ForEach(chunk => chunk.Dispose());
            staging.ForEach(array => array.Dispose());
        }
    }
}
