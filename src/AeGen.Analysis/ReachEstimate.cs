namespace AeGen.Analysis;

/// <summary>The reach of a manifold as samples alone tell it, without their tangent spaces; radii are in the samples' unit.</summary>
/// <param name="FromCurvature">The least radius of curvature, infinity where no sample shows a curvature.</param>
/// <param name="FromChords">
/// The least radius over the pairs of samples that are farther apart than a neighbourhood, which tells where two parts of the manifold come
/// near one another; infinity where each sample lies in the others' tangent spaces.
/// </param>
/// <param name="FitRadius">The radius of the neighbourhood that tells the lesser of the two: a reach below it cannot be told.</param>
/// <param name="Degree">The degree of the polynomials that were fitted to neighbourhoods, 4 or 3.</param>
public sealed record ReachEstimate(double FromCurvature, double FromChords, double FitRadius, int Degree)
{
    /// <summary>The reach: the lesser of both, and infinity for samples of a flat manifold.</summary>
    public double Value => Math.Min(FromCurvature, FromChords);
}
