namespace AeGen.Ilgpu.Tests.Harness;

/// <summary>ILGPU's CPU accelerator, which is always there. Threads that wait for each other at every barrier make it slow.</summary>
public sealed class CpuAcceleratorTarget() : AcceleratorTarget(IlgpuBackend.Cpu)
{
    public override int Stride => 7;

    public override bool IsSlow => true;
}

/// <summary>The tests on ILGPU's CPU accelerator.</summary>
[CollectionDefinition(Name)]
public sealed class OnCpuAcceleratorTogether : ICollectionFixture<CpuAcceleratorTarget>
{
    public const string Name = "On the CPU accelerator";
}
