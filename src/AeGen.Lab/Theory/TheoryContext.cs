using System.Globalization;
using AeGen.Lab.Data;

namespace AeGen.Lab.Theory;

/// <summary>What an experiment runs with.</summary>
/// <param name="monitor">Shows how far it is.</param>
internal sealed class TheoryContext(Running.Monitor monitor)
{
    private readonly Lazy<LabData> digits = new(() => LabData.Load(new DataRequest(LabData.DigitsName)));
    private readonly Lazy<LabData> fashion = new(() => LabData.Load(new DataRequest(LabData.FashionMnistName)));

    /// <summary>Whether it is to be over in seconds: smaller data, fewer seeds and steps.</summary>
    public bool Quick { get; init; }

    /// <summary>The first seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>The number of trainings at the same time, at least 1, each of which runs on one thread.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    public CancellationToken CancellationToken { get; init; }

    /// <summary>1,797 images of 8 x 8 pixels.</summary>
    public LabData Digits => digits.Value;

    /// <summary>70,000 images of 28 x 28 pixels.</summary>
    /// <exception cref="FileNotFoundException">They are not here; the message says how to get them.</exception>
    public LabData Fashion => fashion.Value;

    /// <summary>The seeds of an experiment, in the quick form and in the full one.</summary>
    public ulong[] Seeds(int quick, int full) => [.. Enumerable.Range(0, Quick ? quick : full).Select(index => Seed + (ulong)index)];

    /// <summary>The seeds as tables show them.</summary>
    public static string Text(IReadOnlyList<ulong> seeds) => seeds.Count == 1
        ? seeds[0].ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{seeds[0]} to {seeds[^1]}");

    /// <summary>Does something for each of a number of cases, several at a time; the results have the cases' order and do not depend on that number.</summary>
    public TResult[] Each<TCase, TResult>(string name, IReadOnlyList<TCase> cases, Func<TCase, TResult> work)
    {
        Action<long> report = monitor.Count(name, cases.Count, "done");
        var results = new TResult[cases.Count];
        var gate = new Lock();
        int done = 0;

        // One at a time off the list, in its order: the long ones can be put first.
        int next = -1;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = CancellationToken };
        Parallel.For(0, Math.Min(Threads, cases.Count), options, _ =>
        {
            for (int index = Interlocked.Increment(ref next); index < cases.Count; index = Interlocked.Increment(ref next))
            {
                CancellationToken.ThrowIfCancellationRequested();
                results[index] = work(cases[index]);
                lock (gate)
                {
                    report(++done);
                }
            }
        });
        return results;
    }

    /// <summary>Ends the experiment where that was asked for; to be called between steps.</summary>
    public void ThrowIfCancelled() => CancellationToken.ThrowIfCancellationRequested();
}
