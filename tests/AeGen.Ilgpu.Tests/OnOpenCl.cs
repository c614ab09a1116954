using AeGen.Ilgpu.Tests.Devices;
using AeGen.Ilgpu.Tests.Harness;
using AeGen.Testing.Misuse;
using AeGen.Testing.Numerics;
using AeGen.Testing.Training;
using AeGen.Testing.Use;

namespace AeGen.Ilgpu.Tests.OnOpenCl;

[Collection(OnOpenClTogether.Name)]
public sealed class IdentityTests(OpenClTarget target) : IdentityTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class ParityTests(OpenClTarget target) : ParityTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class CheckpointTests(OpenClTarget target) : CheckpointTests<OpenClTarget>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class GridTests(OpenClInFull target) : GridTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class LimitTests(OpenClInFull target) : LimitTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class OptimizerTests(OpenClInFull target) : OptimizerTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class NoiseTests(OpenClInFull target) : NoiseTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class PenaltyTests(OpenClInFull target) : PenaltyTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class SparsityTests(OpenClInFull target) : SparsityTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class NormalizationTests(OpenClInFull target) : NormalizationTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class VariationalTests(OpenClInFull target) : VariationalTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class ContractionTests(OpenClInFull target) : ContractionTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class PrincipalAxesTests(OpenClInFull target) : PrincipalAxesTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class RankDeficiencyTests(OpenClInFull target) : RankDeficiencyTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class ReproducibilityTests(OpenClInFull target) : ReproducibilityTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class LinearTrainingTests(OpenClInFull target) : LinearTrainingTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class BatchNormTests(OpenClInFull target) : BatchNormTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class FitTests(OpenClInFull target) : FitTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class EarlyStoppingTests(OpenClInFull target) : EarlyStoppingTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class ValidationTests(OpenClInFull target) : ValidationTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class ResumeTests(OpenClInFull target) : ResumeTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class ArgumentTests(OpenClInFull target) : ArgumentTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class LifetimeTests(OpenClInFull target) : LifetimeTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class DeviceFitTests(OpenClInFull target) : DeviceFitTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class DeviceLifetimeTests(OpenClInFull target) : DeviceLifetimeTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class ScoreTests(OpenClInFull target) : ScoreTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class RandomArchitectureTests(OpenClInFull target) : RandomArchitectureTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class ResidencyTests(OpenClInFull target) : ResidencyTests<OpenClInFull>(target);

[Collection(OnOpenClInFull.Name)]
public sealed class DeviceFailureTests(OpenClInFull target) : DeviceFailureTests<OpenClInFull>(target);
