using AeGen.Ilgpu.Tests.Devices;
using AeGen.Ilgpu.Tests.Harness;
using AeGen.Testing.Misuse;
using AeGen.Testing.Numerics;
using AeGen.Testing.Training;
using AeGen.Testing.Use;

namespace AeGen.Ilgpu.Tests.OnOpenCl;

[Collection(OnOpenClTogether.Name)]
public sealed class GridTests(OpenClTarget target) : GridTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class RandomArchitectureTests(OpenClTarget target) : RandomArchitectureTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class LimitTests(OpenClTarget target) : LimitTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class OptimizerTests(OpenClTarget target) : OptimizerTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class NoiseTests(OpenClTarget target) : NoiseTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class PenaltyTests(OpenClTarget target) : PenaltyTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class SparsityTests(OpenClTarget target) : SparsityTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class NormalizationTests(OpenClTarget target) : NormalizationTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class VariationalTests(OpenClTarget target) : VariationalTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class ContractionTests(OpenClTarget target) : ContractionTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class PrincipalAxesTests(OpenClTarget target) : PrincipalAxesTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class IdentityTests(OpenClTarget target) : IdentityTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class RankDeficiencyTests(OpenClTarget target) : RankDeficiencyTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class ReproducibilityTests(OpenClTarget target) : ReproducibilityTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class LinearTrainingTests(OpenClTarget target) : LinearTrainingTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class FitTests(OpenClTarget target) : FitTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class EarlyStoppingTests(OpenClTarget target) : EarlyStoppingTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class ValidationTests(OpenClTarget target) : ValidationTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class ResumeTests(OpenClTarget target) : ResumeTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class ArgumentTests(OpenClTarget target) : ArgumentTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class LifetimeTests(OpenClTarget target) : LifetimeTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class ParityTests(OpenClTarget target) : ParityTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class CheckpointTests(OpenClTarget target) : CheckpointTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class ResidencyTests(OpenClTarget target) : ResidencyTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class DeviceFitTests(OpenClTarget target) : DeviceFitTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class DeviceLifetimeTests(OpenClTarget target) : DeviceLifetimeTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class DeviceFailureTests(OpenClTarget target) : DeviceFailureTests<OpenClTarget>(target);

[Collection(OnOpenClTogether.Name)]
public sealed class ScoreTests(OpenClTarget target) : ScoreTests<OpenClTarget>(target);
