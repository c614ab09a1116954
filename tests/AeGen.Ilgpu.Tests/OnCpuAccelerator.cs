using AeGen.Ilgpu.Tests.Devices;
using AeGen.Ilgpu.Tests.Harness;
using AeGen.Testing.Misuse;
using AeGen.Testing.Numerics;
using AeGen.Testing.Training;
using AeGen.Testing.Use;

namespace AeGen.Ilgpu.Tests.OnCpuAccelerator;

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class GridTests(CpuAcceleratorTarget target) : GridTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class RandomArchitectureTests(CpuAcceleratorTarget target) : RandomArchitectureTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class LimitTests(CpuAcceleratorTarget target) : LimitTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class OptimizerTests(CpuAcceleratorTarget target) : OptimizerTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class NoiseTests(CpuAcceleratorTarget target) : NoiseTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class PenaltyTests(CpuAcceleratorTarget target) : PenaltyTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class SparsityTests(CpuAcceleratorTarget target) : SparsityTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class NormalizationTests(CpuAcceleratorTarget target) : NormalizationTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class VariationalTests(CpuAcceleratorTarget target) : VariationalTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class ContractionTests(CpuAcceleratorTarget target) : ContractionTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class PrincipalAxesTests(CpuAcceleratorTarget target) : PrincipalAxesTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class IdentityTests(CpuAcceleratorTarget target) : IdentityTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class RankDeficiencyTests(CpuAcceleratorTarget target) : RankDeficiencyTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class ReproducibilityTests(CpuAcceleratorTarget target) : ReproducibilityTests<CpuAcceleratorTarget>(target);

// Not LinearTrainingTests: thousands of steps take minutes here. That the steps are the CPU's is what ParityTests say.

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class FitTests(CpuAcceleratorTarget target) : FitTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class EarlyStoppingTests(CpuAcceleratorTarget target) : EarlyStoppingTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class ValidationTests(CpuAcceleratorTarget target) : ValidationTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class ResumeTests(CpuAcceleratorTarget target) : ResumeTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class ArgumentTests(CpuAcceleratorTarget target) : ArgumentTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class LifetimeTests(CpuAcceleratorTarget target) : LifetimeTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class ParityTests(CpuAcceleratorTarget target) : ParityTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class CheckpointTests(CpuAcceleratorTarget target) : CheckpointTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class ResidencyTests(CpuAcceleratorTarget target) : ResidencyTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class DeviceFitTests(CpuAcceleratorTarget target) : DeviceFitTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class DeviceLifetimeTests(CpuAcceleratorTarget target) : DeviceLifetimeTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class DeviceFailureTests(CpuAcceleratorTarget target) : DeviceFailureTests<CpuAcceleratorTarget>(target);

[Collection(OnCpuAcceleratorTogether.Name)]
public sealed class ScoreTests(CpuAcceleratorTarget target) : ScoreTests<CpuAcceleratorTarget>(target);
