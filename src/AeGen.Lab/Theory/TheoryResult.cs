namespace AeGen.Lab.Theory;

/// <summary>An experiment that was run, or could not be.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Evidence">What it found.</param>
/// <param name="Duration">The time that it took.</param>
internal sealed record TheoryResult(TheoryExperiment Experiment, Evidence Evidence, TimeSpan Duration)
{
    /// <summary>Whether a claim does not hold.</summary>
    public bool Fails => Evidence.Findings.Any(finding => finding.Holds == false);

    /// <summary>Runs an experiment; where its data are not here, that is what it finds.</summary>
    public static TheoryResult Of(TheoryExperiment experiment, TheoryContext context)
    {
        long start = TimeProvider.System.GetTimestamp();
        Evidence evidence;
        try
        {
            evidence = experiment.Run(context);
        }
        catch (FileNotFoundException missing)
        {
            evidence = new Evidence(missing.Message, [new Finding(experiment.Title, string.Empty, "not run: its data are not here", null, string.Empty)], []);
        }

        return new TheoryResult(experiment, evidence, TimeProvider.System.GetElapsedTime(start));
    }
}
