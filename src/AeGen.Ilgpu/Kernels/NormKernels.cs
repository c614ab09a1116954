using ILGPU.Algorithms;

namespace AeGen.Runtime.Ilgpu;

/// <summary>The norm of a whole gradient, added up in an order that does not depend on the device's schedule.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NormKernels
{
    /// <summary>Most threads of a group that adds up squares.</summary>
    internal const int Threads = 128;

    /// <summary>Groups that add up a tensor's squares, each a part.</summary>
    internal const int Groups = 32;

    /// <summary>The sum of squares of a part of a tensor, a group a part.</summary>
    /// <param name="gradient">The tensor's gradient.</param>
    /// <param name="count">Its length, in fours; what is no element is zero.</param>
    /// <param name="sums">Receives the sums, from a place on.</param>
    /// <param name="place">The first group's place.</param>
    public static void SumSquares(ArrayView<Float4> gradient, int count, ArrayView<float> sums, int place)
    {
        ArrayView<float> own = SharedMemory.Allocate<float>(Threads);
        float sum = 0f;
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < count; i += Grid.DimX * Group.DimX)
        {
            Float4 g = gradient[i];
            sum += (g.X * g.X) + (g.Y * g.Y) + (g.Z * g.Z) + (g.W * g.W);
        }

        own[Group.IdxX] = sum;
        Group.Barrier();
        if (Group.IdxX == 0)
        {
            float total = 0f;
            for (int i = 0; i < Group.DimX; i++)
            {
                total += own[i];
            }

            sums[place + Grid.IdxX] = total;
        }
    }

    /// <summary>From the sums of squares to the norm, and to what the step multiplies the gradient by. One thread.</summary>
    /// <param name="sums">The sums of squares.</param>
    /// <param name="count">Their number.</param>
    /// <param name="longest">The norm that the gradient is shortened to.</param>
    /// <param name="norms">Receives the norm at the step's place.</param>
    /// <param name="schedule">The steps' numbers; receives the step's scale.</param>
    /// <param name="step">The step.</param>
    /// <param name="status">What went wrong; a norm that is not finite is a step that diverged.</param>
    public static void Shorten(
        ArrayView<float> sums, int count, float longest, ArrayView<float> norms, ArrayView<float> schedule, int step, ArrayView<int> status)
    {
        if (status[Status.Kind] != 0)
        {
            return;
        }

        float sum = 0f;
        for (int i = 0; i < count; i++)
        {
            sum += sums[i];
        }

        float norm = XMath.Sqrt(sum);
        norms[step] = norm;
        schedule[(step * StepNumbers.Length) + StepNumbers.ScalePlace] = norm > longest ? longest / norm : 1f;
        if (DeviceMath.IsNotFinite(norm))
        {
            status[Status.Kind] = Status.Diverged;
            status[Status.Step] = step;
        }
    }
}
