using AeGen.Ilgpu.Tests.Devices;
using AeGen.Ilgpu.Tests.Harness;
using AeGen.Tests.Misuse;
using AeGen.Tests.Numerics;
using AeGen.Tests.Training;

namespace AeGen.Ilgpu.Tests.OnOpenCl;

public sealed class GridTests(OpenClTarget target) : GridTests<OpenClTarget>(target);

public sealed class RandomArchitectureTests(OpenClTarget target) : RandomArchitectureTests<OpenClTarget>(target);

public sealed class LimitTests(OpenClTarget target) : LimitTests<OpenClTarget>(target);

public sealed class OptimizerTests(OpenClTarget target) : OptimizerTests<OpenClTarget>(target);

public sealed class IdentityTests(OpenClTarget target) : IdentityTests<OpenClTarget>(target);

public sealed class RankDeficiencyTests(OpenClTarget target) : RankDeficiencyTests<OpenClTarget>(target);

public sealed class ReproducibilityTests(OpenClTarget target) : ReproducibilityTests<OpenClTarget>(target);

public sealed class LinearTrainingTests(OpenClTarget target) : LinearTrainingTests<OpenClTarget>(target);

public sealed class FitTests(OpenClTarget target) : FitTests<OpenClTarget>(target);

public sealed class ArgumentTests(OpenClTarget target) : ArgumentTests<OpenClTarget>(target);

public sealed class LifetimeTests(OpenClTarget target) : LifetimeTests<OpenClTarget>(target);

public sealed class ParityTests(OpenClTarget target) : ParityTests<OpenClTarget>(target);

public sealed class ResidencyTests(OpenClTarget target) : ResidencyTests<OpenClTarget>(target);

public sealed class DeviceFitTests(OpenClTarget target) : DeviceFitTests<OpenClTarget>(target);

public sealed class DeviceLifetimeTests(OpenClTarget target) : DeviceLifetimeTests<OpenClTarget>(target);
