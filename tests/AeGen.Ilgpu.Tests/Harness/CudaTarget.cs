namespace AeGen.Ilgpu.Tests.Harness;

/// <summary>A GPU of NVIDIA's.</summary>
public sealed class CudaTarget() : AcceleratorTarget(IlgpuBackend.Cuda)
{
    public override int Stride => 3;
}

/// <summary>The tests on CUDA.</summary>
[CollectionDefinition(Name)]
public sealed class OnCudaTogether : ICollectionFixture<CudaTarget>
{
    public const string Name = "On CUDA";
}
