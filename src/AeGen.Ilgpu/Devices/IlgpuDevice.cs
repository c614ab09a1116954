using System.Reflection;
using AeGen.Runtime;
using AeGen.Runtime.Ilgpu;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace AeGen;

/// <summary>A device on which ILGPU runs models' kernels: a GPU through CUDA or OpenCL, or ILGPU's own threads on the CPU.</summary>
/// <remarks>Make one and use it for all models; each architecture's kernels are compiled for it once, when first used.</remarks>
public sealed class IlgpuDevice : ComputeDevice
{
    /// <summary>Most threads of a group that goes over independent elements.</summary>
    internal const int ElementThreads = 256;

    /// <summary>The fewest threads of a group that kernels share a tile among.</summary>
    private const int FewestThreads = 16;

    /// <summary>Held while drivers are asked for devices: an OpenCL loader that two threads ask at once may tell one of none.</summary>
    private static readonly Lock Discovery = new();

    private readonly Context context;
    private readonly Dictionary<MethodInfo, object> launchers = [];
    private readonly List<Kernel> kernels = [];
    private long allocated;

    private IlgpuDevice(Context context, Accelerator accelerator, IlgpuDeviceInfo info)
    {
        this.context = context;
        Accelerator = accelerator;
        Info = info;
    }

    /// <summary>What is known of the device.</summary>
    public IlgpuDeviceInfo Info { get; }

    /// <inheritdoc/>
    public override string Name => Info.Name;

    /// <inheritdoc/>
    public override long MemoryBytes => Info.MemoryBytes;

    /// <summary>ILGPU's accelerator.</summary>
    internal Accelerator Accelerator { get; }

    /// <summary>Which kind of kernels run, where an architecture has a choice.</summary>
    internal IlgpuKernelKind Kind { get; set; }

    /// <summary>The largest data set that <c>Fit</c> keeps on the device, in bytes; null for what the memory allows.</summary>
    internal long? ResidentLimit { get; set; }

    /// <summary>Whether kernels compute by large tiles; null for what suits the sizes and the device.</summary>
    internal bool? LargeTiles { get; set; }

    /// <summary>Into how many parts gradients split the batch; null for what suits the sizes and the device.</summary>
    internal int? Splits { get; set; }

    /// <summary>A device for which launches are counted instead of done, or null.</summary>
    internal Rehearsal? Rehearsal { get; set; }

    /// <summary>Number of multiprocessors.</summary>
    internal int Multiprocessors => Rehearsal?.Multiprocessors ?? Accelerator.NumMultiprocessors;

    /// <summary>Most threads of a group.</summary>
    internal int GroupThreads => Rehearsal?.GroupThreads ?? Accelerator.MaxNumThreadsPerGroup;

    /// <summary>The memory that models hold on the device now, in bytes.</summary>
    internal long AllocatedBytes => Interlocked.Read(ref allocated);

    /// <summary>Whether kernels can compute in double precision, which right inverses need.</summary>
    internal bool HasDoubles => Accelerator is not CLAccelerator openCl || openCl.Capabilities.Float64;

    /// <summary>The most threads of a group of a kernel that has work for so many: a power of two.</summary>
    internal int ThreadsFor(int wanted)
    {
        int threads = wanted;
        while (threads > GroupThreads)
        {
            threads /= 2;
        }

        return threads;
    }

    /// <summary>As <see cref="ThreadsFor"/>, for a kernel whose threads meet at barriers for little work.</summary>
    /// <remarks>The CPU accelerator's threads are the system's: that many of them meeting costs more than the work.</remarks>
    internal int ThreadsThatMeet(int wanted) => Accelerator is CPUAccelerator ? Math.Min(wanted, 2) : ThreadsFor(wanted);

    /// <summary>Groups and threads for so many independent elements; a thread takes several where there are very many.</summary>
    internal KernelConfig Over(long elements)
    {
        const int GroupsAMultiprocessor = 32;
        int threads = ThreadsFor(ElementThreads);
        long most = (long)Multiprocessors * GroupsAMultiprocessor;
        return new KernelConfig((int)Math.Clamp((elements + threads - 1) / threads, 1, Math.Max(1, most)), threads);
    }

    /// <summary>Lists the devices that there are, those that cannot be used included.</summary>
    public static IReadOnlyList<IlgpuDeviceInfo> Enumerate()
    {
        using Context context = Discover(builder => builder.Cuda().OpenCL(_ => true).CPU());
        Device[] cuda = [.. context.GetCudaDevices()], openCl = [.. context.GetCLDevices()];
        return [.. cuda.Select(Describe), .. openCl.Select(Describe), Describe(context.GetCPUDevice(0), 0)];
    }

    /// <summary>
    /// Makes the first CUDA device, or else the first OpenCL device that can be used, a GPU before a CPU's driver, or else ILGPU's CPU
    /// device.
    /// </summary>
    public static IlgpuDevice CreateBest()
    {
        IlgpuDeviceInfo best = Enumerate().Where(device => device.Problem is null).OrderBy(device => device.Backend)
            .ThenByDescending(device => device.IsGpu).First();
        return best.Backend switch
        {
            IlgpuBackend.Cuda => CreateCuda(best.Index),
            IlgpuBackend.OpenCl => CreateOpenCl(best.Index),
            IlgpuBackend.Cpu => CreateCpu(),
        };
    }

    /// <summary>Makes a CUDA device.</summary>
    /// <param name="index">Its place among the CUDA devices, from 0.</param>
    /// <exception cref="DeviceNotAvailableException">There is no such device, or it lacks what kernels need.</exception>
    public static IlgpuDevice CreateCuda(int index = 0) =>
        Create(IlgpuBackend.Cuda, index, builder => builder.Cuda(), context => [.. context.GetCudaDevices()]);

    /// <summary>Makes an OpenCL device.</summary>
    /// <param name="index">Its place among the OpenCL devices, from 0.</param>
    /// <exception cref="DeviceNotAvailableException">There is no such device, or it lacks what kernels need.</exception>
    public static IlgpuDevice CreateOpenCl(int index = 0) =>
        Create(IlgpuBackend.OpenCl, index, builder => builder.OpenCL(_ => true), context => [.. context.GetCLDevices()]);

    /// <summary>Makes ILGPU's CPU device, which every machine has: slow, for tests and where there is no GPU.</summary>
    public static IlgpuDevice CreateCpu() =>
        Create(IlgpuBackend.Cpu, 0, builder => builder.CPU(), context => [.. context.GetCPUDevices()]);

    /// <summary>The name, the backend and the memory.</summary>
    public override string ToString() => Info.ToString();

    /// <summary>Sets how kernels are compiled.</summary>
    /// <remarks>
    /// Only the highest level finds out that what a kernel is given lies in the device's memory. Without that, each of its loads and stores
    /// could go to the group's memory instead for all that NVIDIA's assembler knows, which may then not move them past those that do.
    /// OpenCL's compilers optimise for themselves, and get the plainer code of the level below.
    /// </remarks>
    internal static void Configure(Context.Builder builder, IlgpuBackend backend) =>
        builder.EnableAlgorithms().Optimize(backend == IlgpuBackend.Cuda ? OptimizationLevel.O2 : OptimizationLevel.O1);

    /// <inheritdoc/>
    internal override DeviceNetwork Open(DeviceKernels kernels, Architecture architecture)
    {
        if (kernels is not IlgpuPlan plan)
        {
            throw new InvalidOperationException($"{architecture.Name} has kernels for another kind of device than {Name}.");
        }

        if (plan.Inverses.Length > 0 && !HasDoubles)
        {
            throw new DeviceNotAvailableException(
                $"{Name} has no double precision, which the right inverse of {architecture.Name} needs; train it on another device, or "
                + "declare a tied decoder.");
        }

        return new IlgpuNetwork(this, plan, architecture);
    }

    /// <summary>Compiles a kernel for groups of at most so many threads.</summary>
    /// <remarks>NVIDIA's assembler hears of as many groups a multiprocessor as leave a thread 168 registers, enough for all.</remarks>
    internal static CompiledKernel Compile(Backend backend, MethodInfo kernel, int threads)
    {
        const int ResidentThreads = 384;
        KernelSpecialization bounds = backend is PTXBackend ? new(threads, Math.Max(1, ResidentThreads / threads)) : default;
        return backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), bounds);
    }

    /// <summary>A kernel's launcher, compiled when it is first asked for; null in a rehearsal, which counts the launch.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="threads">The most threads that its groups have.</param>
    internal TLauncher? Load<TLauncher>(Delegate kernel, int threads = ElementThreads)
        where TLauncher : Delegate
    {
        if (Rehearsal is not null)
        {
            Rehearsal.Launches++;
            return null;
        }

        MethodInfo method = kernel.Method;
        if (!launchers.TryGetValue(method, out object? launcher))
        {
            Kernel loaded = Accelerator.LoadKernel(Compile(Accelerator.GetBackend(), method, threads));
            kernels.Add(loaded);
            launcher = loaded.CreateLauncherDelegate<TLauncher>();
            launchers.Add(method, launcher);
        }

        return (TLauncher)launcher;
    }

    /// <summary>Launches a kernel that is the same for all networks, with its arguments.</summary>
    internal void Launch<T1, T2, T3, T4>(Action<T1, T2, T3, T4> kernel, KernelConfig config, T1 a, T2 b, T3 c, T4 d) =>
        Load<Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4>>(kernel)?.Invoke(Accelerator.DefaultStream, config, a, b, c, d);

    /// <inheritdoc cref="Launch{T1, T2, T3, T4}"/>
    internal void Launch<T1, T2, T3, T4, T5>(Action<T1, T2, T3, T4, T5> kernel, KernelConfig config, T1 a, T2 b, T3 c, T4 d, T5 e) =>
        Load<Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5>>(kernel)?.Invoke(Accelerator.DefaultStream, config, a, b, c, d, e);

    /// <inheritdoc cref="Launch{T1, T2, T3, T4}"/>
    internal void Launch<T1, T2, T3, T4, T5, T6>(
        Action<T1, T2, T3, T4, T5, T6> kernel, KernelConfig config, T1 a, T2 b, T3 c, T4 d, T5 e, T6 f) =>
        Load<Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6>>(kernel)?.Invoke(
            Accelerator.DefaultStream, config, a, b, c, d, e, f);

    /// <inheritdoc cref="Launch{T1, T2, T3, T4}"/>
    internal void Launch<T1, T2, T3, T4, T5, T6, T7>(
        Action<T1, T2, T3, T4, T5, T6, T7> kernel, KernelConfig config, T1 a, T2 b, T3 c, T4 d, T5 e, T6 f, T7 g) =>
        Load<Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7>>(kernel)?.Invoke(
            Accelerator.DefaultStream, config, a, b, c, d, e, f, g);

    /// <inheritdoc cref="Launch{T1, T2, T3, T4}"/>
    internal void Launch<T1, T2, T3, T4, T5, T6, T7, T8>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8> kernel, KernelConfig config, T1 a, T2 b, T3 c, T4 d, T5 e, T6 f, T7 g, T8 h) =>
        Load<Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8>>(kernel)?.Invoke(
            Accelerator.DefaultStream, config, a, b, c, d, e, f, g, h);

    /// <summary>Allocates memory, filled with zeros.</summary>
    /// <param name="length">Number of elements.</param>
    /// <param name="purpose">What it is for, for the message where there is not enough.</param>
    /// <exception cref="InsufficientMemoryException">The device has not that much memory left.</exception>
    internal DeviceBuffer<T> Allocate<T>(long length, string purpose)
        where T : unmanaged
    {
        long bytes = checked(Math.Max(1, length) * Interop.SizeOf<T>());
        if (bytes > AvailableBytes)
        {
            throw NoRoom(purpose, bytes, null);
        }

        MemoryBuffer1D<T, Stride1D.Dense> buffer;
        try
        {
            buffer = Accelerator.Allocate1D<T>(Math.Max(1, length));
        }
        catch (Exception exception) when (exception is AcceleratorException or OutOfMemoryException)
        {
            throw NoRoom(purpose, bytes, exception);
        }

        buffer.MemSetToZero();
        Accelerator.DefaultStream.Synchronize();
        Interlocked.Add(ref allocated, bytes);
        return new DeviceBuffer<T>(buffer, () => Interlocked.Add(ref allocated, -bytes));
    }

    /// <summary>Memory that is left, in bytes.</summary>
    internal long AvailableBytes => Accelerator is CudaAccelerator cuda
        ? cuda.GetFreeMemory()
        : Accelerator.MemorySize is > 0 and var size ? size - AllocatedBytes : long.MaxValue;

    private protected override void Close()
    {
        kernels.ForEach(kernel => kernel.Dispose());
        Accelerator.Dispose();
        context.Dispose();
    }

    private static IlgpuDevice Create(IlgpuBackend backend, int index, Action<Context.Builder> select, Func<Context, Device[]> list)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        string name = IlgpuDeviceInfo.NameOf(backend);
        Context context = Discover(builder =>
        {
            select(builder);
            Configure(builder, backend);
        });
        try
        {
            Device[] devices = list(context);
            if (index >= devices.Length)
            {
                throw new DeviceNotAvailableException(
                    devices.Length == 0
                        ? $"There is no {name} device on this machine, or no driver for it."
                        : $"There is no {name} device {index}: the machine has {devices.Length}, counted from 0.");
            }

            IlgpuDeviceInfo info = Describe(devices[index], index);
            if (info.Problem is not null)
            {
                throw new DeviceNotAvailableException($"{info.Name} cannot be used: {info.Problem}");
            }

            return new IlgpuDevice(context, devices[index].CreateAccelerator(context), info);
        }
        catch (Exception exception)
        {
            context.Dispose();
            if (exception is DeviceNotAvailableException)
            {
                throw;
            }

            throw new DeviceNotAvailableException($"The {name} device {index} could not be opened: {exception.Message}", exception);
        }
    }

    private static Context Discover(Action<Context.Builder> configure)
    {
        lock (Discovery)
        {
            CudaLibrary.Add();
            return Context.Create(configure);
        }
    }

    /// <summary>What a device is, and why it cannot be used, if so.</summary>
    internal static IlgpuDeviceInfo Describe(Device device, int index)
    {
        IlgpuDeviceInfo info = DescribeKind(device, index);
        return device.MaxNumThreadsPerGroup >= FewestThreads ? info : info with
        {
            Problem = $"its groups have {device.MaxNumThreadsPerGroup} threads at most, and kernels need {FewestThreads}.",
        };
    }

    private static IlgpuDeviceInfo DescribeKind(Device device, int index) => device switch
    {
        CudaDevice cuda => new(IlgpuBackend.Cuda, index, cuda.Name, cuda.MemorySize, Capability(cuda.Architecture), null)
        {
            IsGpu = true,
        },
        CLDevice cl => new(
            IlgpuBackend.OpenCl,
            index,
            cl.Name,
            cl.MemorySize,
            FormattableString.Invariant($"OpenCL C {cl.CLStdVersion.Major}.{cl.CLStdVersion.Minor}")
                + (cl.Capabilities.Float64 ? ", doubles" : string.Empty),
            cl.Capabilities.GenericAddressSpace ? null : "its OpenCL driver has no generic address space, which ILGPU's kernels need.")
        {
            IsGpu = cl.DeviceType.HasFlag(CLDeviceType.CL_DEVICE_TYPE_GPU),
            HasDoubles = cl.Capabilities.Float64,
        },
        _ => new(
            IlgpuBackend.Cpu,
            index,
            "ILGPU's CPU accelerator",
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            $"{device.MaxNumThreadsPerGroup} threads a group",
            null),
    };

    private static string Capability(CudaArchitecture? architecture) => architecture is { } known
        ? FormattableString.Invariant($"compute capability {known.Major}.{known.Minor}")
        : "compute capability unknown";

    private InsufficientMemoryException NoRoom(string purpose, long bytes, Exception? cause)
    {
        FormattableString numbers = $"{bytes:N0} bytes are needed and {Math.Max(0, AvailableBytes):N0} available.";
        return new($"{Name} has no room for {purpose}: {FormattableString.Invariant(numbers)}", cause);
    }
}
