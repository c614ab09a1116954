using System.Globalization;

namespace AeGen.Lab.Running;

/// <summary>What a trained model computes of each sample.</summary>
internal enum Use
{
    /// <summary>The codes.</summary>
    Encode,

    /// <summary>The reconstructions, in the samples' own units.</summary>
    Reconstruct,

    /// <summary>The scores, and whether they are above the threshold where the model has one.</summary>
    Score,
}

/// <summary>The use of a model in a file on a data set, into a table.</summary>
/// <param name="use">What is computed.</param>
/// <param name="weights">The file of the model.</param>
/// <param name="data">The samples, as they were read.</param>
/// <param name="table">Where the results go.</param>
/// <param name="monitor">Shows how far it is.</param>
internal sealed class UseJob(Use use, string weights, DataSet data, TableFile table, Monitor monitor) : IModelWork
{
    private const int SamplesAtATime = 4096;

    /// <summary>The device that computes, or null for the CPU.</summary>
    public ComputeDevice? Device { get; init; }

    /// <summary>The CPU's number of threads, or 0 for one a processor.</summary>
    public int Threads { get; init; }

    /// <summary>Ends the work between two batches.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>What the results are, in words.</summary>
    public string Summary { get; private set; } = string.Empty;

    public void Do<TModel>()
        where TModel : class, IAutoencoder<TModel>
    {
        using TModel model = TModel.Load(weights);
        model.CpuOptions = model.CpuOptions with { Threads = Threads };
        string[]? header = use != Use.Score ? null : model.Threshold is null ? ["score"] : ["score", "anomaly"];
        int width = use switch
        {
            Use.Encode => TModel.Architecture.CodeSize,
            Use.Reconstruct => TModel.Architecture.InputSize,
            _ => header!.Length,
        };
        if ((long)data.Count * width > Array.MaxLength)
        {
            throw new UsageException($"{data.Count} samples have {(long)data.Count * width} results, and at most {Array.MaxLength} are written at once.");
        }

        float[] results = new float[data.Count * width];
        Action<long> report = monitor.Count($"{use} by {TModel.Architecture.Name}", data.Count);
        for (int first = 0; first < data.Count; first += SamplesAtATime)
        {
            CancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(SamplesAtATime, data.Count - first);
            float[] samples = data.Rows(first, count).ToArray();
            model.Scaling?.Apply(samples, samples);
            Compute(model, samples, results.AsSpan(first * width, count * width));
            report(first + count);
        }

        table.Write(results, width, header);
        Summary = use == Use.Score && model.Threshold is { } threshold
            ? string.Create(CultureInfo.InvariantCulture, $"{CountAnomalies(results)} of {data.Count} samples score above {threshold:G6}.")
            : $"{data.Count} samples of {data.SampleSize} features became rows of {width}.";
    }

    /// <summary>How many rows of a score and a flag have the flag.</summary>
    private static int CountAnomalies(float[] rows) => rows.Where((value, index) => index % 2 == 1 && value > 0).Count();

    private void Compute<TModel>(TModel model, float[] samples, Span<float> results)
        where TModel : class, IAutoencoder<TModel>
    {
        switch (use)
        {
            case Use.Encode:
                model.Encode(samples, results, Device);
                break;
            case Use.Reconstruct:
                model.Reconstruct(samples, results, Device);
                model.Scaling?.Invert(results, results);
                break;
            default:
                Score(model, samples, results);
                break;
        }
    }

    private void Score<TModel>(TModel model, float[] samples, Span<float> results)
        where TModel : class, IAutoencoder<TModel>
    {
        if (model.Threshold is null)
        {
            model.Score(samples, results, Device);
            return;
        }

        float[] scores = new float[samples.Length / data.SampleSize];
        bool[] flags = new bool[scores.Length];
        model.Score(samples, scores, Device);
        model.IsAnomaly(samples, flags, Device);
        for (int row = 0; row < scores.Length; row++)
        {
            results[2 * row] = scores[row];
            results[(2 * row) + 1] = flags[row] ? 1 : 0;
        }
    }
}
