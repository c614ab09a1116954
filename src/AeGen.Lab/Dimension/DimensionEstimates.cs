using AeGen.Analysis;

namespace AeGen.Lab.Dimension;

/// <summary>What four ways of telling the dimension of some data come to.</summary>
/// <param name="Errors">The median errors at the code widths 0, 1, 2 and so on, as shares of that at 0.</param>
/// <param name="Knee">Where they fall most.</param>
/// <param name="Spectrum">The directions that a code uses which is wider than need be.</param>
/// <param name="TwoNearest">The estimate from two nearest neighbours.</param>
/// <param name="Likelihood">The estimate of Levina and Bickel.</param>
internal sealed record DimensionEstimates(
    IReadOnlyList<double> Errors, ReconstructionKnee Knee, CodeSpectrum Spectrum, double TwoNearest, double Likelihood)
{
    /// <summary>Neighbours are looked for among so many samples at most: the time grows with the square of their number.</summary>
    private const int MostNeighbours = 2000;

    /// <summary>Makes all four.</summary>
    /// <param name="input">The samples.</param>
    /// <param name="effort">How long the models train.</param>
    /// <param name="threads">The number of trainings at the same time.</param>
    /// <param name="report">Takes the number of widths that are done.</param>
    /// <param name="cancellationToken">Ends it early, with an exception.</param>
    /// <exception cref="UsageException">The samples are too few or too alike to tell a dimension.</exception>
    public static DimensionEstimates Of(CommonInput input, Effort effort, int threads, Action<long> report, CancellationToken cancellationToken)
    {
        DataSet some = input.Train.Count > MostNeighbours ? input.Train.Subset([.. Enumerable.Range(0, MostNeighbours)]) : input.Train;
        double twoNearest, likelihood;
        try
        {
            twoNearest = IntrinsicDimension.TwoNearestNeighbours(some, cancellationToken: cancellationToken);
            likelihood = IntrinsicDimension.LevinaBickel(some, cancellationToken: cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(exception.Message);
        }

        double[] errors = WidthSearch.Run(input, effort, threads, report, cancellationToken);
        CodeSpectrum spectrum = CodeDirections.Of(input, effort, cancellationToken);
        return new DimensionEstimates(errors, ReconstructionKnee.Of(errors), spectrum, twoNearest, likelihood);
    }
}
