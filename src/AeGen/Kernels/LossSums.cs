using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Functions;
using AeGen.Runtime;
using AeGen.Vectors;

namespace AeGen.Kernels;

/// <summary>Losses and their gradients on some rows of a panel, while these are in the first-level cache.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LossSums
{
    /// <summary>The sum of the losses of pre-activations x within the mask; x becomes its gradient, scaled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Take<V, TLoss>(ref float x, ref float target, ref float mask, float scale, int rows, int columns)
        where V : unmanaged, ICpuVector<V>
        where TLoss : struct, IOutputLoss<V>
    {
        double total = 0;
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            V real = V.Load(ref mask, lane);
            V realScale = real * scale;
            V sum = V.Zero;
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V loss = TLoss.Value(V.Load(ref x, at), V.Load(ref target, at), out V gradient);
                sum = V.MultiplyAdd(loss, real, sum);
                (gradient * realScale).Store(ref x, at);
            }

            total += V.Sum(sum);
        }

        return total;
    }
}
