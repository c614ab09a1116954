namespace AeGen.Ilgpu.Tests.Harness;

/// <summary>
/// ILGPU's CPU accelerator, which is always there. Threads that wait for each other at every barrier make it slow, and leave the
/// processor to others: each class of tests has its own.
/// </summary>
public sealed class CpuAcceleratorTarget() : AcceleratorTarget(IlgpuBackend.Cpu)
{
    public override int Stride => 7;

    public override bool IsSlow => true;
}
