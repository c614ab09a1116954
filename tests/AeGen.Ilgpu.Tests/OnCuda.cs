using AeGen.Ilgpu.Tests.Devices;
using AeGen.Ilgpu.Tests.Harness;
using AeGen.Testing.Misuse;
using AeGen.Testing.Numerics;
using AeGen.Testing.Training;
using AeGen.Testing.Use;

namespace AeGen.Ilgpu.Tests.OnCuda;

[Collection(OnCudaTogether.Name)]
public sealed class GridTests(CudaTarget target) : GridTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class RandomArchitectureTests(CudaTarget target) : RandomArchitectureTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class LimitTests(CudaTarget target) : LimitTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class OptimizerTests(CudaTarget target) : OptimizerTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class NoiseTests(CudaTarget target) : NoiseTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class PenaltyTests(CudaTarget target) : PenaltyTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class SparsityTests(CudaTarget target) : SparsityTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class NormalizationTests(CudaTarget target) : NormalizationTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class VariationalTests(CudaTarget target) : VariationalTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class ContractionTests(CudaTarget target) : ContractionTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class PrincipalAxesTests(CudaTarget target) : PrincipalAxesTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class IdentityTests(CudaTarget target) : IdentityTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class RankDeficiencyTests(CudaTarget target) : RankDeficiencyTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class ReproducibilityTests(CudaTarget target) : ReproducibilityTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class LinearTrainingTests(CudaTarget target) : LinearTrainingTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class BatchNormTests(CudaTarget target) : BatchNormTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class FitTests(CudaTarget target) : FitTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class EarlyStoppingTests(CudaTarget target) : EarlyStoppingTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class ValidationTests(CudaTarget target) : ValidationTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class ResumeTests(CudaTarget target) : ResumeTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class ArgumentTests(CudaTarget target) : ArgumentTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class LifetimeTests(CudaTarget target) : LifetimeTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class ParityTests(CudaTarget target) : ParityTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class CheckpointTests(CudaTarget target) : CheckpointTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class ResidencyTests(CudaTarget target) : ResidencyTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class DeviceFitTests(CudaTarget target) : DeviceFitTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class DeviceLifetimeTests(CudaTarget target) : DeviceLifetimeTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class DeviceFailureTests(CudaTarget target) : DeviceFailureTests<CudaTarget>(target);

[Collection(OnCudaTogether.Name)]
public sealed class ScoreTests(CudaTarget target) : ScoreTests<CudaTarget>(target);
