using AeGen.Ilgpu.Tests.Devices;
using AeGen.Ilgpu.Tests.Harness;
using AeGen.Tests.Misuse;
using AeGen.Tests.Numerics;
using AeGen.Tests.Training;

namespace AeGen.Ilgpu.Tests.OnCuda;

public sealed class GridTests(CudaTarget target) : GridTests<CudaTarget>(target);

public sealed class RandomArchitectureTests(CudaTarget target) : RandomArchitectureTests<CudaTarget>(target);

public sealed class LimitTests(CudaTarget target) : LimitTests<CudaTarget>(target);

public sealed class OptimizerTests(CudaTarget target) : OptimizerTests<CudaTarget>(target);

public sealed class IdentityTests(CudaTarget target) : IdentityTests<CudaTarget>(target);

public sealed class RankDeficiencyTests(CudaTarget target) : RankDeficiencyTests<CudaTarget>(target);

public sealed class ReproducibilityTests(CudaTarget target) : ReproducibilityTests<CudaTarget>(target);

public sealed class LinearTrainingTests(CudaTarget target) : LinearTrainingTests<CudaTarget>(target);

public sealed class FitTests(CudaTarget target) : FitTests<CudaTarget>(target);

public sealed class ArgumentTests(CudaTarget target) : ArgumentTests<CudaTarget>(target);

public sealed class LifetimeTests(CudaTarget target) : LifetimeTests<CudaTarget>(target);

public sealed class ParityTests(CudaTarget target) : ParityTests<CudaTarget>(target);

public sealed class ResidencyTests(CudaTarget target) : ResidencyTests<CudaTarget>(target);

public sealed class DeviceFitTests(CudaTarget target) : DeviceFitTests<CudaTarget>(target);

public sealed class DeviceLifetimeTests(CudaTarget target) : DeviceLifetimeTests<CudaTarget>(target);
