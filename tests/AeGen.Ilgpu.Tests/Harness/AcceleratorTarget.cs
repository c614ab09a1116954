using AeGen.Testing.Harness;

namespace AeGen.Ilgpu.Tests.Harness;

/// <summary>One device of a backend, with every kind of kernels. All tests on it share it, one after the other, and what it has compiled.</summary>
public abstract class AcceleratorTarget : TestTarget
{
    /// <summary>Number of variants by tiles; they come first.</summary>
    protected const int Tiles = 2;

    private readonly IlgpuBackend backend;
    private readonly Lazy<string?> absence;
    private readonly Lazy<IlgpuDevice> device;

    protected AcceleratorTarget(IlgpuBackend backend)
    {
        this.backend = backend;
        absence = new(() => Accelerators.Absence(backend));
        device = new(Open);
        Variants = [Of(KernelKind.SmallTiles), Of(KernelKind.LargeTiles), Of(KernelKind.Fused), Of(KernelKind.Epoch)];
    }

    public override string? Absence => absence.Value;

    public override IReadOnlyList<TestVariant> Variants { get; }

    /// <summary>The device, opened when it is first asked for.</summary>
    public IlgpuDevice Device => device.Value;

    protected override ModelCompiler Compiler => Accelerators.Compiler;

    public override IReadOnlyList<TestVariant> VariantsOf(ModelDeclaration declaration, int turn)
    {
        IReadOnlyList<TestVariant> all = VariantsFor(declaration);
        return CompilesSlowly ? [all[turn % all.Count]]
            : IsSlow ? [all[turn % Tiles], .. all.Skip(Tiles)]
            : all;
    }

    public override TestVariant VariantInTurn(ModelDeclaration declaration, int turn)
    {
        IReadOnlyList<TestVariant> all = VariantsFor(declaration);
        return all[turn % all.Count];
    }

    /// <summary>
    /// The names of the variants in which the small models for tests of devices run. Large tiles make no difference to what those are about: where
    /// time is short, that they compute the same is left to the numeric tests.
    /// </summary>
    public IEnumerable<string> KernelsOf(DecoderKind decoder)
    {
        KernelKind[] tiles = IsSlow || CompilesSlowly ? [KernelKind.SmallTiles] : [KernelKind.SmallTiles, KernelKind.LargeTiles];
        KernelKind[] kinds = decoder == DecoderKind.RightInverse ? tiles : [.. tiles, KernelKind.Fused, KernelKind.Epoch];
        return kinds.Select(kind => kind.ToString());
    }

    /// <summary>Opens the backend's device once more, apart from this target's.</summary>
    public IlgpuDevice Open() => Accelerators.Open(backend);

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

    /// <summary>The variants that there are: networks with right inverses, noise or a penalty on the code have no other kernels than tiles.</summary>
    private IReadOnlyList<TestVariant> VariantsFor(ModelDeclaration declaration) =>
        declaration.Decoder.Kind == DecoderKind.RightInverse || declaration.HasExtras ? [.. Variants.Take(Tiles)] : Variants;

    private TestVariant Of(KernelKind kind) => new(
        $"{kind}", [new("once", model => Run(model, kind)), new("once more", model => Run(model, kind))]);

    private void Run(ModelHandle model, KernelKind kind)
    {
        Accelerators.Force(Device, kind);
        model.Device = Device;
    }
}
