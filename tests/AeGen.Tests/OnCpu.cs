// All numeric tests, on the CPU: each at every vector width, with several numbers of threads.
using AeGen.Testing.Misuse;
using AeGen.Testing.Numerics;
using AeGen.Testing.Training;
using AeGen.Tests.Harness;

namespace AeGen.Tests;

public sealed class ArgumentTests(CpuTarget target) : ArgumentTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class BatchNormTests(CpuTarget target) : BatchNormTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class ContractionTests(CpuTarget target) : ContractionTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class FitTests(CpuTarget target) : FitTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class GridTests(CpuTarget target) : GridTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class IdentityTests(CpuTarget target) : IdentityTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class LifetimeTests(CpuTarget target) : LifetimeTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class LimitTests(CpuTarget target) : LimitTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class LinearTrainingTests(CpuTarget target) : LinearTrainingTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class NoiseTests(CpuTarget target) : NoiseTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class NormalizationTests(CpuTarget target) : NormalizationTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class PrincipalAxesTests(CpuTarget target) : PrincipalAxesTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class RandomArchitectureTests(CpuTarget target) : RandomArchitectureTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class RankDeficiencyTests(CpuTarget target) : RankDeficiencyTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class ReproducibilityTests(CpuTarget target) : ReproducibilityTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class SparsityTests(CpuTarget target) : SparsityTests<CpuTarget>(target), IClassFixture<CpuTarget>;

public sealed class VariationalTests(CpuTarget target) : VariationalTests<CpuTarget>(target), IClassFixture<CpuTarget>;
