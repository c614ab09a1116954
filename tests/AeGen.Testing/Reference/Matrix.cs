using System.Numerics;

namespace AeGen.Testing.Reference;

/// <summary>A small dense matrix in double precision, row-major, with plain loops.</summary>
public sealed class Matrix(int rows, int columns, double[] values)
{
    public Matrix(int rows, int columns)
        : this(rows, columns, new double[rows * columns])
    {
    }

    public int Rows => rows;

    public int Columns => columns;

    public double[] Values => values;

    public double this[int row, int column]
    {
        get => values[(row * columns) + column];
        set => values[(row * columns) + column] = value;
    }

    public static Matrix Identity(int size)
    {
        var identity = new Matrix(size, size);
        for (int i = 0; i < size; i++)
        {
            identity[i, i] = 1;
        }

        return identity;
    }

    public static Matrix Of(int rows, int columns, ReadOnlySpan<float> values)
    {
        var result = new Matrix(rows, columns);
        for (int i = 0; i < values.Length; i++)
        {
            result.Values[i] = values[i];
        }

        return result;
    }

    /// <summary>Normally distributed numbers.</summary>
    public static Matrix Random(int rows, int columns, Random random)
    {
        var result = new Matrix(rows, columns);
        for (int i = 0; i < result.Values.Length; i++)
        {
            result.Values[i] = random.NextNormal();
        }

        return result;
    }

    /// <summary>The scalar product of two rows. Most of the reference's time is spent here, so it is in .NET's vectors.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        Vector<double> first = Vector<double>.Zero, second = Vector<double>.Zero;
        int width = Vector<double>.Count, i = 0;
        for (; i <= left.Length - (2 * width); i += 2 * width)
        {
            first += new Vector<double>(left[i..]) * new Vector<double>(right[i..]);
            second += new Vector<double>(left[(i + width)..]) * new Vector<double>(right[(i + width)..]);
        }

        double sum = Vector.Sum(first + second);
        for (; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    /// <summary>A row's numbers.</summary>
    public ReadOnlySpan<double> Row(int row) => values.AsSpan(row * columns, columns);

    public Matrix Transpose()
    {
        var result = new Matrix(columns, rows);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                result[j, i] = this[i, j];
            }
        }

        return result;
    }

    public Matrix Times(Matrix other)
    {
        var result = new Matrix(rows, other.Columns);
        Matrix turned = other.Transpose();
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < other.Columns; j++)
            {
                result[i, j] = Dot(Row(i), turned.Row(j));
            }
        }

        return result;
    }

    public Matrix Minus(Matrix other)
    {
        var result = new Matrix(rows, columns);
        for (int i = 0; i < values.Length; i++)
        {
            result.Values[i] = values[i] - other.Values[i];
        }

        return result;
    }

    public double MaxAbs() => values.Max(Math.Abs);

    public double Norm() => Math.Sqrt(values.Sum(value => value * value));

    public float[] ToSingle() => Array.ConvertAll(values, value => (float)value);

    /// <summary>The inverse, by Gauss and Jordan with row pivoting.</summary>
    public Matrix Inverse()
    {
        Matrix left = new(rows, columns, [.. values]);
        Matrix right = Identity(rows);
        for (int step = 0; step < rows; step++)
        {
            int pivot = step;
            for (int i = step + 1; i < rows; i++)
            {
                pivot = Math.Abs(left[i, step]) > Math.Abs(left[pivot, step]) ? i : pivot;
            }

            if (left[pivot, step] == 0)
            {
                throw new ArithmeticException("The matrix is singular.");
            }

            double scale = 1 / left[pivot, step];
            for (int j = 0; j < columns; j++)
            {
                (left[step, j], left[pivot, j]) = (left[pivot, j], left[step, j]);
                (right[step, j], right[pivot, j]) = (right[pivot, j], right[step, j]);
                left[step, j] *= scale;
                right[step, j] *= scale;
            }

            for (int i = 0; i < rows; i++)
            {
                double factor = left[i, step];
                if (i == step || factor == 0)
                {
                    continue;
                }

                left.SubtractRow(i, factor, step);
                right.SubtractRow(i, factor, step);
            }
        }

        return right;
    }

    /// <summary>V = Wᵀ(WWᵀ + damping I)⁻¹.</summary>
    public Matrix RightInverse(double damping = 0)
    {
        Matrix transpose = Transpose();
        Matrix gram = Times(transpose);
        for (int i = 0; i < rows; i++)
        {
            gram[i, i] += damping;
        }

        return transpose.Times(gram.Inverse());
    }

    /// <summary>Orthonormal rows that span the same space, by Gram and Schmidt, each row twice.</summary>
    public Matrix GramSchmidt()
    {
        Matrix result = new(rows, columns, [.. values]);
        for (int i = 0; i < rows; i++)
        {
            for (int pass = 0; pass < 2; pass++)
            {
                for (int earlier = 0; earlier < i; earlier++)
                {
                    double dot = 0;
                    for (int j = 0; j < columns; j++)
                    {
                        dot += result[i, j] * result[earlier, j];
                    }

                    for (int j = 0; j < columns; j++)
                    {
                        result[i, j] -= dot * result[earlier, j];
                    }
                }

                double length = 0;
                for (int j = 0; j < columns; j++)
                {
                    length += result[i, j] * result[i, j];
                }

                for (int j = 0; j < columns; j++)
                {
                    result[i, j] /= Math.Sqrt(length);
                }
            }
        }

        return result;
    }

    /// <summary>The eigenvalues of a symmetric matrix, largest first, by Jacobi's rotations.</summary>
    public double[] SymmetricEigenvalues()
    {
        Matrix a = new(rows, columns, [.. values]);
        for (int sweep = 0; sweep < 100; sweep++)
        {
            double off = 0;
            for (int p = 0; p < rows; p++)
            {
                for (int q = p + 1; q < rows; q++)
                {
                    off = Math.Max(off, Math.Abs(a[p, q]));
                    a.Rotate(p, q);
                }
            }

            if (off <= 1e-15 * a.MaxAbs())
            {
                break;
            }
        }

        return [.. Enumerable.Range(0, rows).Select(i => a[i, i]).OrderDescending()];
    }

    /// <summary>The ratio of the largest singular value to the smallest, of a matrix that is no taller than wide.</summary>
    public double ConditionNumber()
    {
        double[] eigenvalues = Times(Transpose()).SymmetricEigenvalues();
        return eigenvalues[^1] <= 0 ? double.PositiveInfinity : Math.Sqrt(eigenvalues[0] / eigenvalues[^1]);
    }

    /// <summary>Subtracts a multiple of one row from another.</summary>
    private void SubtractRow(int row, double factor, int other)
    {
        Span<double> target = values.AsSpan(row * columns, columns);
        ReadOnlySpan<double> source = Row(other);
        int j = 0;
        for (; j <= columns - Vector<double>.Count; j += Vector<double>.Count)
        {
            (new Vector<double>(target[j..]) - (factor * new Vector<double>(source[j..]))).CopyTo(target[j..]);
        }

        for (; j < columns; j++)
        {
            target[j] -= factor * source[j];
        }
    }

    private void Rotate(int p, int q)
    {
        if (this[p, q] == 0)
        {
            return;
        }

        double theta = (this[q, q] - this[p, p]) / (2 * this[p, q]);
        double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double c = 1 / Math.Sqrt((t * t) + 1);
        double s = t * c;
        for (int k = 0; k < rows; k++)
        {
            (this[k, p], this[k, q]) = ((c * this[k, p]) - (s * this[k, q]), (s * this[k, p]) + (c * this[k, q]));
        }

        for (int k = 0; k < rows; k++)
        {
            (this[p, k], this[q, k]) = ((c * this[p, k]) - (s * this[q, k]), (s * this[p, k]) + (c * this[q, k]));
        }
    }
}
