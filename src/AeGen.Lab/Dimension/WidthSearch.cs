using AeGen.Analysis;
using AeGen.Lab.Models;

namespace AeGen.Lab.Dimension;

/// <summary>Goes up in code widths until the error has had its knee.</summary>
internal static class WidthSearch
{
    /// <summary>How many widths behind the knee show that it was one.</summary>
    private const int Behind = 2;

    /// <summary>The errors at width 0, 1, 2 and so on, as shares of that at 0: up to two widths behind a clear knee, else up to the largest width that there is.</summary>
    /// <param name="input">The samples.</param>
    /// <param name="effort">How long each model trains.</param>
    /// <param name="threads">The number of trainings at the same time; the result does not depend on it.</param>
    /// <param name="report">Takes the number of widths that are done.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="UsageException">More than half of the test samples are the training samples' mean.</exception>
    public static double[] Run(CommonInput input, Effort effort, int threads, Action<long> report, CancellationToken cancellationToken)
    {
        double spread = MedianError.OfMean(input);
        if (!(spread > 0))
        {
            throw new UsageException("More than half of the samples are the same: their median error is 0 without any code.");
        }

        var errors = new List<double> { 1 };
        while (errors.Count <= Catalog.Knees.Count)
        {
            int widths = Math.Min((threads + effort.Trainings - 1) / effort.Trainings, Catalog.Knees.Count + 1 - errors.Count);
            MedianError[] trainings =
            [
                .. Enumerable.Range(0, widths * effort.Trainings)
                    .Select(index => new MedianError(input, effort, effort.SeedOf(index % effort.Trainings), cancellationToken)),
            ];
            var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
            foreach (double error in Train(trainings, errors.Count - 1, effort.Trainings, options))
            {
                errors.Add(error / spread);
                if (IsSettled(errors))
                {
                    report(Catalog.Knees.Count);
                    return [.. errors];
                }
            }

            report(errors.Count - 1);
        }

        return [.. errors];
    }

    /// <summary>Trains each width several times and the best of each once more; what it reaches, [widths].</summary>
    private static double[] Train(MedianError[] trainings, int firstWidth, int ofWidth, ParallelOptions options)
    {
        try
        {
            Parallel.For(0, trainings.Length, options, index => Catalog.Knees[firstWidth + (index / ofWidth)].Do(trainings[index]));
            MedianError[] best = [.. trainings.Chunk(ofWidth).Select(width => width.MinBy(training => training.Value)!)];
            Parallel.ForEach(best, options, training => training.Refine());
            return [.. best.Select(training => training.Value)];
        }
        finally
        {
            Array.ForEach(trainings, training => training.Dispose());
        }
    }

    private static bool IsSettled(List<double> errors)
    {
        var knee = ReconstructionKnee.Of([.. errors]);
        return knee.IsClear && errors.Count > knee.Width + Behind;
    }
}
