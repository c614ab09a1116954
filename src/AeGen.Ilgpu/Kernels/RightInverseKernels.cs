using ILGPU.Algorithms;

namespace AeGen.Runtime.Ilgpu;

/// <summary>
/// The right inverse and the gradient through it, on the device. The formulas are those of <see cref="RightInverses"/>; the small k x k
/// matrices are kept and multiplied in double precision.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RightInverseKernels
{
    /// <summary>Most threads of the groups that add up products.</summary>
    internal const int DotThreads = 128;

    /// <summary>WWᵀ, one product of rows a group.</summary>
    /// <param name="w">W, [k, fours].</param>
    /// <param name="gram">Receives the product, [k, k].</param>
    /// <param name="k">Rows of W.</param>
    /// <param name="fours">Columns of W, in fours; what is no column is zero.</param>
    /// <param name="status">What went wrong.</param>
    public static void Gram(ArrayView<Float4> w, ArrayView<double> gram, int k, int fours, ArrayView<int> status)
    {
        ArrayView<double> sums = SharedMemory.Allocate<double>(DotThreads);
        bool refused = status[Status.Kind] != 0;

        for (long element = Grid.IdxX; element < (long)k * k; element += Grid.DimX)
        {
            int i = (int)(element / k), j = (int)(element - ((long)i * k));
            double sum = 0;
            for (int c = Group.IdxX; c < fours; c += Group.DimX)
            {
                Float4 left = w[((long)i * fours) + c], right = w[((long)j * fours) + c];
                sum += ((double)left.X * right.X) + ((double)left.Y * right.Y) + ((double)left.Z * right.Z) + ((double)left.W * right.W);
            }

            sums[Group.IdxX] = sum;
            Group.Barrier();
            for (int half = Group.DimX / 2; half > 0; half /= 2)
            {
                if (Group.IdxX < half)
                {
                    sums[Group.IdxX] += sums[Group.IdxX + half];
                }

                Group.Barrier();
            }

            if (Group.IdxX == 0 && !refused)
            {
                gram[element] = sums[0];
            }

            Group.Barrier();
        }
    }

    /// <summary>L with L Lᵀ = the Gram matrix + lambda I, column by column, in one group, and stored so: L(i, j) at j k + i.</summary>
    /// <param name="gram">The Gram matrix, [k, k].</param>
    /// <param name="factor">Receives L.</param>
    /// <param name="k">Rows and columns.</param>
    /// <param name="damping">lambda.</param>
    /// <param name="smallest">What share of a row's squared length must be its own, without damping.</param>
    /// <param name="inverse">Which right inverse this is, for the status.</param>
    /// <param name="step">The step, for the status.</param>
    /// <param name="status">What went wrong.</param>
    public static void Factor(
        ArrayView<double> gram, ArrayView<double> factor, int k, double damping, double smallest, int inverse, int step,
        ArrayView<int> status)
    {
        bool stopped = status[Status.Kind] != 0;
        Group.Barrier();
        for (int j = 0; j < k && !stopped; j++)
        {
            for (int i = j + Group.IdxX; i < k; i += Group.DimX)
            {
                double sum = gram[((long)i * k) + j];
                if (i == j)
                {
                    sum += damping;
                }

                for (int m = 0; m < j; m++)
                {
                    sum -= factor[((long)m * k) + i] * factor[((long)m * k) + j];
                }

                factor[((long)j * k) + i] = sum;
            }

            MemoryFence.GroupLevel();
            Group.Barrier();
            double pivot = factor[((long)j * k) + j], length = gram[((long)j * k) + j];
            MemoryFence.GroupLevel();
            Group.Barrier();

            // In exact arithmetic no pivot is below the damping.
            bool dependent = damping <= 0 && !(pivot > smallest * length);
            double own = damping > 0 && !(pivot > damping) ? damping : pivot;
            double root = XMath.Sqrt(dependent ? 1.0 : own);
            for (int i = j + Group.IdxX; i < k; i += Group.DimX)
            {
                factor[((long)j * k) + i] = i == j ? root : factor[((long)j * k) + i] / root;
            }

            if (dependent && Group.IdxX == 0)
            {
                status[Status.Step] = step;
                status[Status.Inverse] = inverse;
                status[Status.Row] = j;
                status[Status.SquaredLength] = (int)Interop.FloatAsInt((float)length);
                status[Status.Pivot] = (int)Interop.FloatAsInt((float)pivot);
                status[Status.Kind] = Status.RankDeficient;
            }

            stopped = dependent;
            MemoryFence.GroupLevel();
            Group.Barrier();
        }
    }

    /// <summary>L⁻¹, one column a thread, zero above the diagonal.</summary>
    /// <param name="factor">L, by columns.</param>
    /// <param name="inverse">Receives L⁻¹, [k, k].</param>
    /// <param name="k">Rows and columns.</param>
    /// <param name="status">What went wrong.</param>
    public static void Invert(ArrayView<double> factor, ArrayView<double> inverse, int k, ArrayView<int> status)
    {
        int j = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (j >= k || status[Status.Kind] != 0)
        {
            return;
        }

        for (int i = 0; i < k; i++)
        {
            double sum = i == j ? 1.0 : 0.0;
            for (int m = j; m < i; m++)
            {
                sum -= factor[((long)m * k) + i] * inverse[((long)m * k) + j];
            }

            inverse[((long)i * k) + j] = i < j ? 0.0 : sum / factor[((long)i * k) + i];
        }
    }

    /// <summary>L⁻¹ and L⁻ᵀ in single precision.</summary>
    /// <param name="inverse">L⁻¹, [k, k].</param>
    /// <param name="triangle">Receives L⁻¹, [k, fours].</param>
    /// <param name="transposed">Receives L⁻ᵀ, [k, fours].</param>
    /// <param name="k">Rows and columns.</param>
    /// <param name="status">What went wrong.</param>
    public static void Round(
        ArrayView<double> inverse, ArrayView<Float4> triangle, ArrayView<Float4> transposed, int k, ArrayView<int> status)
    {
        ArrayView<float> rows = triangle.Cast<float>(), columns = transposed.Cast<float>();
        if (status[Status.Kind] != 0)
        {
            return;
        }

        int width = (k + 3) / 4 * 4;
        for (long element = ((long)Grid.IdxX * Group.DimX) + Group.IdxX; element < (long)k * k; element += (long)Grid.DimX * Group.DimX)
        {
            int i = (int)(element / k), j = (int)(element - ((long)i * k));
            rows[((long)i * width) + j] = (float)inverse[element];
            columns[((long)j * width) + i] = (float)inverse[element];
        }
    }

    /// <summary>Q = L⁻¹W and Qᵀ, four columns a thread.</summary>
    /// <param name="w">W, [k, fours].</param>
    /// <param name="inverse">L⁻¹, [k, k].</param>
    /// <param name="q">Receives Q, [k, fours].</param>
    /// <param name="transposed">Receives Qᵀ, [n, fours of k].</param>
    /// <param name="k">Rows of W.</param>
    /// <param name="n">Columns of W.</param>
    /// <param name="status">What went wrong.</param>
    public static void Solve(
        ArrayView<Float4> w, ArrayView<double> inverse, ArrayView<Float4> q, ArrayView<Float4> transposed, int k, int n,
        ArrayView<int> status)
    {
        ArrayView<float> columns = transposed.Cast<float>();
        if (status[Status.Kind] != 0)
        {
            return;
        }

        int fours = (n + 3) / 4, width = (k + 3) / 4 * 4;
        for (long element = ((long)Grid.IdxX * Group.DimX) + Group.IdxX; element < (long)k * fours; element += (long)Grid.DimX * Group.DimX)
        {
            int i = (int)(element / fours), c = (int)(element - ((long)i * fours));
            double q0 = 0, q1 = 0, q2 = 0, q3 = 0;
            for (int m = 0; m <= i; m++)
            {
                double l = inverse[((long)i * k) + m];
                Float4 row = w[((long)m * fours) + c];
                q0 += l * row.X;
                q1 += l * row.Y;
                q2 += l * row.Z;
                q3 += l * row.W;
            }

            var value = new Float4((float)q0, (float)q1, (float)q2, (float)q3);
            q[element] = value;
            value.Write(columns, ((long)c * 4 * width) + i, width, n - (c * 4));
        }
    }

    /// <summary>D = L⁻ᵀQ, four columns a thread.</summary>
    /// <param name="q">Q, [k, fours].</param>
    /// <param name="inverse">L⁻¹, [k, k].</param>
    /// <param name="d">Receives D, [k, fours].</param>
    /// <param name="k">Rows of W.</param>
    /// <param name="fours">Columns of W, in fours.</param>
    /// <param name="status">What went wrong.</param>
    public static void Materialise(
        ArrayView<Float4> q, ArrayView<double> inverse, ArrayView<Float4> d, int k, int fours, ArrayView<int> status)
    {
        if (status[Status.Kind] != 0)
        {
            return;
        }

        for (long element = ((long)Grid.IdxX * Group.DimX) + Group.IdxX; element < (long)k * fours; element += (long)Grid.DimX * Group.DimX)
        {
            int i = (int)(element / fours), c = (int)(element - ((long)i * fours));
            double d0 = 0, d1 = 0, d2 = 0, d3 = 0;
            for (int m = i; m < k; m++)
            {
                double l = inverse[((long)m * k) + i];
                Float4 row = q[((long)m * fours) + c];
                d0 += l * row.X;
                d1 += l * row.Y;
                d2 += l * row.Z;
                d3 += l * row.W;
            }

            d[element] = new Float4((float)d0, (float)d1, (float)d2, (float)d3);
        }
    }

    /// <summary>C = -(X + Xᵀ) L⁻¹.</summary>
    /// <param name="x">X, [k, fours].</param>
    /// <param name="inverse">L⁻¹, [k, k].</param>
    /// <param name="c">Receives C, [k, fours].</param>
    /// <param name="k">Rows and columns.</param>
    /// <param name="status">What went wrong.</param>
    public static void Combine(ArrayView<Float4> x, ArrayView<double> inverse, ArrayView<Float4> c, int k, ArrayView<int> status)
    {
        ArrayView<float> product = x.Cast<float>(), floats = c.Cast<float>();
        if (status[Status.Kind] != 0)
        {
            return;
        }

        int width = (k + 3) / 4 * 4;
        for (long element = ((long)Grid.IdxX * Group.DimX) + Group.IdxX; element < (long)k * k; element += (long)Grid.DimX * Group.DimX)
        {
            int i = (int)(element / k), j = (int)(element - ((long)i * k));
            double sum = 0;
            for (int m = j; m < k; m++)
            {
                sum -= ((double)product[((long)i * width) + m] + product[((long)m * width) + i]) * inverse[((long)m * k) + j];
            }

            floats[((long)i * width) + j] = (float)sum;
        }
    }
}
