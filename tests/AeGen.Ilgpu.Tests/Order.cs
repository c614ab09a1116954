using AeGen.Testing.Harness;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

// The process is told that there is one processor (ilgpu.runsettings), which would also run one class of tests at a time.
[assembly: Xunit.v3.Parallelization(MaxThreads = 2)]
