namespace AeGen.Ilgpu.Tests.Harness;

/// <summary>A device of OpenCL. It may be a CPU's driver, and those take half a second to compile a kernel.</summary>
public sealed class OpenClTarget() : AcceleratorTarget(IlgpuBackend.OpenCl)
{
    public override int Stride => 29;

    public override bool CompilesSlowly => true;
}

/// <summary>The tests on OpenCL.</summary>
[CollectionDefinition(Name)]
public sealed class OnOpenClTogether : ICollectionFixture<OpenClTarget>
{
    public const string Name = "On OpenCL";
}
