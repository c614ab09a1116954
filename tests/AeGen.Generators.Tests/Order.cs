using AeGen.Testing.Harness;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]
