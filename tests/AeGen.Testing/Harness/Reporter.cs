namespace AeGen.Testing.Harness;

/// <summary>Hands reports on at once, on the thread that trains.</summary>
internal sealed class Reporter(Action<TrainingProgress> report) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => report(value);
}
