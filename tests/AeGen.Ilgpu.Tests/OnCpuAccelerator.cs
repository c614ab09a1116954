using AeGen.Ilgpu.Tests.Devices;
using AeGen.Ilgpu.Tests.Harness;
using AeGen.Tests.Misuse;
using AeGen.Tests.Numerics;
using AeGen.Tests.Training;

namespace AeGen.Ilgpu.Tests.OnCpuAccelerator;

public sealed class GridTests(CpuAcceleratorTarget target) : GridTests<CpuAcceleratorTarget>(target);

public sealed class RandomArchitectureTests(CpuAcceleratorTarget target) : RandomArchitectureTests<CpuAcceleratorTarget>(target);

public sealed class LimitTests(CpuAcceleratorTarget target) : LimitTests<CpuAcceleratorTarget>(target);

public sealed class OptimizerTests(CpuAcceleratorTarget target) : OptimizerTests<CpuAcceleratorTarget>(target);

public sealed class IdentityTests(CpuAcceleratorTarget target) : IdentityTests<CpuAcceleratorTarget>(target);

public sealed class RankDeficiencyTests(CpuAcceleratorTarget target) : RankDeficiencyTests<CpuAcceleratorTarget>(target);

public sealed class ReproducibilityTests(CpuAcceleratorTarget target) : ReproducibilityTests<CpuAcceleratorTarget>(target);

public sealed class LinearTrainingTests(CpuAcceleratorTarget target) : LinearTrainingTests<CpuAcceleratorTarget>(target);

public sealed class FitTests(CpuAcceleratorTarget target) : FitTests<CpuAcceleratorTarget>(target);

public sealed class ArgumentTests(CpuAcceleratorTarget target) : ArgumentTests<CpuAcceleratorTarget>(target);

public sealed class LifetimeTests(CpuAcceleratorTarget target) : LifetimeTests<CpuAcceleratorTarget>(target);

public sealed class ParityTests(CpuAcceleratorTarget target) : ParityTests<CpuAcceleratorTarget>(target);

public sealed class ResidencyTests(CpuAcceleratorTarget target) : ResidencyTests<CpuAcceleratorTarget>(target);

public sealed class DeviceFitTests(CpuAcceleratorTarget target) : DeviceFitTests<CpuAcceleratorTarget>(target);

public sealed class DeviceLifetimeTests(CpuAcceleratorTarget target) : DeviceLifetimeTests<CpuAcceleratorTarget>(target);
