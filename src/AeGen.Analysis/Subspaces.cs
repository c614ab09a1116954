using MathNet.Numerics.LinearAlgebra;

namespace AeGen.Analysis;

/// <summary>Angles and distances between subspaces, each given by vectors that span it.</summary>
public static class Subspaces
{
    /// <summary>The principal angles between the row spaces of two matrices, in radians from 0 to pi/2, ascending; as many as the smaller has rows.</summary>
    /// <remarks>
    /// Bjoerck and Golub 1973, "Numerical methods for computing angles between linear subspaces": with orthonormal bases A and B of both, the cosines are the
    /// singular values of A Bᵀ; and where they are near 1, which says little, the sines are those of B - B AᵀA.
    /// </remarks>
    /// <param name="left">Vectors that span one subspace, [p, features], row-major, independent.</param>
    /// <param name="right">Vectors that span the other one, [q, features], row-major, independent.</param>
    /// <param name="features">Length of a vector.</param>
    /// <exception cref="ArgumentException">A length is no whole number of vectors, or there are more of them than they have numbers.</exception>
    public static double[] PrincipalAngles(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int features)
    {
        Matrix<double> a = Basis(left, features, nameof(left)), b = Basis(right, features, nameof(right));
        if (b.ColumnCount > a.ColumnCount)
        {
            (a, b) = (b, a);
        }

        Matrix<double> shared = a.TransposeThisAndMultiply(b);
        Vector<double> cosines = shared.Svd(computeVectors: false).S;
        Vector<double> sines = (b - (a * shared)).Svd(computeVectors: false).S;
        double[] angles = new double[b.ColumnCount];
        for (int i = 0; i < angles.Length; i++)
        {
            // Cosines descend and sines do too: the smallest angle has the first cosine and the last sine.
            double sine = Math.Min(1, sines[angles.Length - 1 - i]);
            angles[i] = sine * sine < 0.5 ? Math.Asin(sine) : Math.Acos(Math.Clamp(cosines[i], 0, 1));
        }

        return angles;
    }

    /// <summary>
    /// The distance of two subspaces of the same dimension, from 0 to 1: the sine of their largest principal angle, which is the largest singular value of the
    /// difference of the projections on them (Golub and Van Loan, "Matrix Computations", 2.5.3).
    /// </summary>
    /// <param name="left">Vectors that span one subspace, [k, features], row-major, independent.</param>
    /// <param name="right">Vectors that span the other one, [k, features], row-major, independent.</param>
    /// <param name="features">Length of a vector.</param>
    /// <exception cref="ArgumentException">The two have another number of vectors, or one is not as <see cref="PrincipalAngles"/> takes it.</exception>
    public static double Distance(ReadOnlySpan<double> left, ReadOnlySpan<double> right, int features) =>
        left.Length == right.Length
            ? Math.Sin(PrincipalAngles(left, right, features)[^1])
            : throw new ArgumentException($"One subspace is given by {left.Length} numbers and the other one by {right.Length}; their dimensions must be equal.", nameof(right));

    /// <summary>An orthonormal basis, a vector a column.</summary>
    private static Matrix<double> Basis(ReadOnlySpan<double> vectors, int features, string name)
    {
        int count = features < 1 ? 0 : vectors.Length / features;
        MatrixSize.Require(vectors.Length, count, features, name);
        return count <= features
            ? Matrix<double>.Build.DenseOfColumnMajor(features, count, vectors.ToArray()).QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q
            : throw new ArgumentException($"'{name}' has {count} vectors of {features} numbers, of which at most {features} are independent.", name);
    }
}
