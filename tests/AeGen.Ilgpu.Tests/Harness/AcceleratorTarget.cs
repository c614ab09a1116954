using AeGen.Tests.Harness;

namespace AeGen.Ilgpu.Tests.Harness;

/// <summary>One device of a backend, with every kind of kernels, each run twice.</summary>
public abstract class AcceleratorTarget : TestTarget
{
    private readonly Backend backend;
    private readonly Lazy<string?> absence;
    private readonly Lazy<ComputeDevice> device;

    protected AcceleratorTarget(Backend backend)
    {
        this.backend = backend;
        absence = new(() => Accelerators.Absence(backend));
        device = new(Open);
        Variants = [Kind(KernelKind.Tiled), Kind(KernelKind.Fused), Kind(KernelKind.Epoch)];
    }

    public override string? Absence => absence.Value;

    public override IReadOnlyList<TestVariant> Variants { get; }

    /// <summary>The device, opened when it is first asked for.</summary>
    public ComputeDevice Device => device.Value;

    protected override ModelCompiler Compiler => Accelerators.Compiler;

    /// <summary>Opens the backend's device once more, apart from this target's.</summary>
    public ComputeDevice Open() => Accelerators.Open(backend);

    /// <summary>Lets all models run on this target's device and on the kernels that it chooses itself.</summary>
    protected override void Prepare(ModelHandle model) => Run(model, KernelKind.Automatic);

    protected override void Dispose(bool disposing)
    {
        if (device.IsValueCreated)
        {
            device.Value.Dispose();
        }

        base.Dispose(disposing);
    }

    private TestVariant Kind(KernelKind kind) => new(
        $"{kind}", [new("once", model => Run(model, kind)), new("once more", model => Run(model, kind))]);

    private void Run(ModelHandle model, KernelKind kind)
    {
        Accelerators.Force(Device, kind);
        model.Device = Device;
    }
}

/// <summary>ILGPU's CPU accelerator, which is always there. It runs some hundred million operations a second.</summary>
public sealed class CpuAcceleratorTarget() : AcceleratorTarget(Backend.Cpu)
{
    public override int Stride => 7;
}

/// <summary>A device of OpenCL, be it a GPU or a CPU's driver, which takes half a second to compile a kernel.</summary>
public sealed class OpenClTarget() : AcceleratorTarget(Backend.OpenCl)
{
    public override int Stride => 11;
}

/// <summary>A GPU of NVIDIA's.</summary>
public sealed class CudaTarget() : AcceleratorTarget(Backend.Cuda)
{
    public override int Stride => 3;
}
