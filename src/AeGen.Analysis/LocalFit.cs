using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace AeGen.Analysis;

/// <summary>
/// A manifold around one of its samples p, as its neighbours tell it: x = p + J t + B(t, t) / 2 + ..., a polynomial of t, where x stands in
/// p's tangent space.
/// </summary>
/// <remarks>
/// Aamari and Levrard 2019, "Nonasymptotic rates for manifold, tangent space and curvature estimation": a polynomial of degree m in a
/// neighbourhood of radius h has the tangent space to the order h^m and the curvature to h^(m-1), where the principal directions of the
/// neighbourhood have the tangent space to the order h.
/// </remarks>
/// <param name="Tangents">Orthonormal vectors that span the tangent space, [dimension, features].</param>
/// <param name="SlopeError">The standard error of the tangent space: by how much a unit vector of it can be off it.</param>
/// <param name="Curvature">The largest curvature of a geodesic through p, over the samples' unit.</param>
/// <param name="CurvatureError">Its standard error.</param>
/// <param name="Radius">The distance h of the farthest neighbour.</param>
internal sealed record LocalFit(Matrix<double> Tangents, double SlopeError, double Curvature, double CurvatureError, double Radius)
{
    private const int Rounds = 2;
    private const int MostTurns = 100;
    private const double Negligible = 1e-9;

    /// <summary>The number of coefficients of a polynomial of a degree in so many variables, without the constant.</summary>
    public static int Coefficients(int dimension, int degree) => (int)SpecialFunctions.Binomial(dimension + degree, degree) - 1;

    /// <summary>Fits a polynomial around a sample by least squares.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="index">The sample p.</param>
    /// <param name="nearest">Its neighbours, the nearest first, more than coefficients.</param>
    /// <param name="dimension">The manifold's dimension.</param>
    /// <param name="degree">The polynomial's degree, at least 2.</param>
    /// <param name="rounding">The error of a sample's place that is taken for granted, in the samples' unit.</param>
    /// <returns>The fit, or null where the neighbours do not determine it.</returns>
    public static LocalFit? Of(DataSet samples, int index, Neighbour[] nearest, int dimension, int degree, double rounding)
    {
        double radius = nearest[^1].Distance;
        if (!(radius > 0))
        {
            return null;
        }

        // In units of the radius.
        int[][] monomials = Monomials(dimension, degree);
        Matrix<double> offsets = Matrix<double>.Build.Dense(
            nearest.Length, samples.SampleSize, (row, column) =>
                ((double)samples[nearest[row].Index][column] - samples[index][column]) / radius);
        Matrix<double> tangents = PrincipalDirections(offsets, dimension);
        for (int round = 1; ; round++)
        {
            Matrix<double> places = offsets * tangents.Transpose();
            Matrix<double> terms = Matrix<double>.Build.Dense(
                nearest.Length, monomials.Length, (row, term) =>
                    monomials[term].Aggregate(1.0, (product, variable) => product * places[row, variable]));
            QR<double> factors = terms.QR(QRMethod.Thin);
            Vector<double> pivots = factors.R.Diagonal();
            if (!(pivots.AbsoluteMinimum() >= Negligible * pivots.AbsoluteMaximum()))
            {
                return null;
            }

            Matrix<double> coefficients = factors.Solve(offsets);
            QR<double> slopes = coefficients.SubMatrix(0, dimension, 0, samples.SampleSize).Transpose().QR(QRMethod.Thin);
            tangents = slopes.Q.Transpose();
            if (round < Rounds)
            {
                continue;
            }

            Matrix<double> rest = OffTangents(offsets - (terms * coefficients), tangents);
            double variance = (rest.Enumerate().Sum(value => value * value) / (nearest.Length - monomials.Length))
                + (rounding / radius * (rounding / radius));
            Matrix<double> spread = factors.R.Inverse();
            spread *= spread.Transpose();

            // B in an orthonormal basis of the tangent space, and only what stands off it.
            Matrix<double>[] bends = Bends(OffTangents(coefficients, tangents), monomials, dimension, slopes.R.Inverse());
            (double curvature, Vector<double> direction) = Largest(bends);
            Vector<double> along = slopes.R.Inverse() * direction;
            Vector<double> weights = Vector<double>.Build.Dense(
                monomials.Length, term => monomials[term].Length == 2 ? 2 * along[monomials[term][0]] * along[monomials[term][1]] : 0);
            return new LocalFit(
                tangents,
                Math.Sqrt(variance * Enumerable.Range(0, dimension).Sum(term => spread[term, term])),
                curvature / radius,
                Math.Sqrt(variance * (weights * (spread * weights))) / radius,
                radius);
        }
    }

    /// <summary>The products of variables of degree 1, then those of degree 2, and so on: each as its variables, ascending.</summary>
    private static int[][] Monomials(int dimension, int degree)
    {
        var all = new List<int[]>();
        int[][] last = [[]];
        for (int i = 0; i < degree; i++)
        {
            last = [.. last.SelectMany(product =>
                Enumerable.Range(product.LastOrDefault(), dimension - product.LastOrDefault()).Select(next => (int[])[.. product, next]))];
            all.AddRange(last);
        }

        return [.. all];
    }

    /// <summary>
    /// The principal directions of rows about the origin, at most as many as a side has: by the products of columns or, where these are
    /// more than rows, of rows.
    /// </summary>
    private static Matrix<double> PrincipalDirections(Matrix<double> rows, int count)
    {
        bool isTall = rows.RowCount >= rows.ColumnCount;
        Matrix<double> products = isTall ? rows.TransposeThisAndMultiply(rows) : rows.TransposeAndMultiply(rows);
        int taken = Math.Min(count, products.RowCount);
        Matrix<double> vectors = products.Evd(Symmetricity.Symmetric).EigenVectors.SubMatrix(
            0, products.RowCount, products.RowCount - taken, taken);
        return isTall ? vectors.Transpose() : vectors.TransposeThisAndMultiply(rows).NormalizeRows(2);
    }

    private static Matrix<double> OffTangents(Matrix<double> rows, Matrix<double> tangents) =>
        rows - (rows * tangents.Transpose() * tangents);

    /// <summary>B, a symmetric matrix for each feature, in a basis whose vectors are the columns of a matrix.</summary>
    private static Matrix<double>[] Bends(Matrix<double> coefficients, int[][] monomials, int dimension, Matrix<double> basis) =>
    [
        .. Enumerable.Range(0, coefficients.ColumnCount).Select(feature =>
        {
            Matrix<double> bend = Matrix<double>.Build.Dense(dimension, dimension);
            for (int term = dimension; term < monomials.Length && monomials[term].Length == 2; term++)
            {
                (int i, int j) = (monomials[term][0], monomials[term][1]);
                bend[i, j] += coefficients[term, feature];
                bend[j, i] += coefficients[term, feature];
            }

            return basis.Transpose() * bend * basis;
        }),
    ];

    /// <summary>The largest |B(u, u)| over unit vectors u, and that u.</summary>
    /// <remarks>
    /// For a direction v of the space u is the eigenvector of v · B with the largest eigenvalue, for a u the best v is that of B(u, u):
    /// each in turn makes it larger. It begins at each of B's principal directions; with one direction off the tangent space, or one in it,
    /// that is the largest already.
    /// </remarks>
    private static (double Length, Vector<double> Direction) Largest(Matrix<double>[] bends)
    {
        int dimension = bends[0].RowCount;
        Matrix<double> flat = Matrix<double>.Build.Dense(
            bends.Length, dimension * dimension, (feature, place) => bends[feature][place / dimension, place % dimension]);
        Matrix<double> principal = PrincipalDirections(flat, dimension * (dimension + 1) / 2);
        (double Length, Vector<double> Direction) largest = (0, Vector<double>.Build.Dense(dimension, index => index == 0 ? 1 : 0));
        for (int start = 0; start < principal.RowCount; start++)
        {
            Vector<double> normal = (flat * principal.Row(start)).Normalize(2);
            double before = 0;
            for (int turn = 0; turn < MostTurns; turn++)
            {
                Evd<double> eigen = Combined(bends, normal).Evd(Symmetricity.Symmetric);
                Vector<double> direction = eigen.EigenVectors.Column(eigen.EigenValues.Real().AbsoluteMaximumIndex());
                Vector<double> bent = Vector<double>.Build.Dense(bends.Length, feature => direction * (bends[feature] * direction));
                double length = bent.L2Norm();
                if (length > largest.Length)
                {
                    largest = (length, direction);
                }

                if (!(length > before * (1 + Negligible)))
                {
                    break;
                }

                (before, normal) = (length, bent / length);
            }
        }

        return largest;
    }

    private static Matrix<double> Combined(Matrix<double>[] bends, Vector<double> weights)
    {
        Matrix<double> sum = bends[0] * weights[0];
        for (int feature = 1; feature < bends.Length; feature++)
        {
            sum += bends[feature] * weights[feature];
        }

        return sum;
    }
}
