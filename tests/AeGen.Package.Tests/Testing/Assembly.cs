using AeGen.Package.Tests.Testing;

// All tests share what is packed and built, and wait for processes more than they work themselves.
[assembly: AssemblyFixture(typeof(Workplace))]
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
