namespace AeGen;

/// <summary>Data to train on and data to test on.</summary>
/// <param name="Train">The training data.</param>
/// <param name="Test">The test data.</param>
public sealed record DataSplit(DataSet Train, DataSet Test);
