using AeGen.Ilgpu.Tests.Devices;
using AeGen.Testing.Misuse;
using AeGen.Testing.Numerics;
using AeGen.Testing.Training;
using AeGen.Testing.Use;
using Target = AeGen.Ilgpu.Tests.Harness.CpuAcceleratorTarget;

namespace AeGen.Ilgpu.Tests.OnCpuAccelerator;

public sealed class GridTests(Target target) : GridTests<Target>(target), IClassFixture<Target>;

public sealed class RandomArchitectureTests(Target target) : RandomArchitectureTests<Target>(target), IClassFixture<Target>;

public sealed class LimitTests(Target target) : LimitTests<Target>(target), IClassFixture<Target>;

public sealed class OptimizerTests(Target target) : OptimizerTests<Target>(target), IClassFixture<Target>;

public sealed class NoiseTests(Target target) : NoiseTests<Target>(target), IClassFixture<Target>;

public sealed class PenaltyTests(Target target) : PenaltyTests<Target>(target), IClassFixture<Target>;

public sealed class SparsityTests(Target target) : SparsityTests<Target>(target), IClassFixture<Target>;

public sealed class NormalizationTests(Target target) : NormalizationTests<Target>(target), IClassFixture<Target>;

public sealed class VariationalTests(Target target) : VariationalTests<Target>(target), IClassFixture<Target>;

public sealed class ContractionTests(Target target) : ContractionTests<Target>(target), IClassFixture<Target>;

public sealed class PrincipalAxesTests(Target target) : PrincipalAxesTests<Target>(target), IClassFixture<Target>;

public sealed class IdentityTests(Target target) : IdentityTests<Target>(target), IClassFixture<Target>;

public sealed class RankDeficiencyTests(Target target) : RankDeficiencyTests<Target>(target), IClassFixture<Target>;

public sealed class ReproducibilityTests(Target target) : ReproducibilityTests<Target>(target), IClassFixture<Target>;

// Not LinearTrainingTests: thousands of steps take minutes here. That the steps are the CPU's is what ParityTests say.

public sealed class BatchNormTests(Target target) : BatchNormTests<Target>(target), IClassFixture<Target>;

public sealed class FitTests(Target target) : FitTests<Target>(target), IClassFixture<Target>;

public sealed class EarlyStoppingTests(Target target) : EarlyStoppingTests<Target>(target), IClassFixture<Target>;

public sealed class ValidationTests(Target target) : ValidationTests<Target>(target), IClassFixture<Target>;

public sealed class ResumeTests(Target target) : ResumeTests<Target>(target), IClassFixture<Target>;

public sealed class ArgumentTests(Target target) : ArgumentTests<Target>(target), IClassFixture<Target>;

public sealed class LifetimeTests(Target target) : LifetimeTests<Target>(target), IClassFixture<Target>;

public sealed class ParityTests(Target target) : ParityTests<Target>(target), IClassFixture<Target>;

public sealed class CheckpointTests(Target target) : CheckpointTests<Target>(target), IClassFixture<Target>;

public sealed class ResidencyTests(Target target) : ResidencyTests<Target>(target), IClassFixture<Target>;

public sealed class DeviceFitTests(Target target) : DeviceFitTests<Target>(target), IClassFixture<Target>;

public sealed class DeviceLifetimeTests(Target target) : DeviceLifetimeTests<Target>(target), IClassFixture<Target>;

public sealed class DeviceFailureTests(Target target) : DeviceFailureTests<Target>(target), IClassFixture<Target>;

public sealed class ScoreTests(Target target) : ScoreTests<Target>(target), IClassFixture<Target>;
