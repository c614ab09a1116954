using System.ComponentModel;
using System.Runtime.CompilerServices;
using AeGen.Functions;
using AeGen.Runtime;
using AeGen.Vectors;

namespace AeGen.Kernels;

/// <summary>
/// The optimizer's step on squares of weights and stretches of biases, while their gradients are in the first-level cache.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Updates
{
    /// <summary>Floats in a cache line.</summary>
    private const int LineFloats = 16;

    /// <summary>
    /// The step on some rows of 32 parameters, whose place in the square receives the new ones. Where the whole gradient is needed first,
    /// the gradient is stored with the sum of its squares, or comes back from there, scaled.
    /// </summary>
    /// <param name="arguments">What the kernels work on.</param>
    /// <param name="at">Where the square lies among the parameters.</param>
    /// <param name="moment">Floats from a parameter's first moment to its second.</param>
    /// <param name="piece">The square's number among the update's pieces.</param>
    /// <param name="square">The gradient.</param>
    /// <param name="decays">Whether weight decay has a share in the step.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Columns that the square covers, 16 or 32.</param>
    /// <param name="ahead">What is needed next, a square of which is fetched meanwhile.</param>
    /// <returns>Whether the step was taken.</returns>
    public static bool Apply<V, TOptimizer>(
        in KernelArguments arguments, nint at, nint moment, int piece, ref float square, bool decays, int rows, int columns,
        ref float ahead)
        where V : unmanaged, ICpuVector<V>
        where TOptimizer : struct, IOptimizer<V>
    {
        if (arguments.Pass != UpdatePass.Whole && !Exchange<V>(in arguments, at, piece, ref square, rows, columns))
        {
            return false;
        }

        if (arguments.Settings.ClipValue < float.PositiveInfinity)
        {
            Clip<V>(ref square, arguments.Settings.ClipValue, rows, columns);
        }

        Step<V, TOptimizer>(in arguments, at, moment, ref square, decays, rows, columns, ref ahead);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Exchange<V>(in KernelArguments arguments, nint at, int piece, ref float square, int rows, int columns)
        where V : unmanaged, ICpuVector<V>
    {
        ref float stored = ref Unsafe.Add(ref arguments.Gradients, at);
        bool steps = arguments.Pass == UpdatePass.Step;
        ref float from = ref steps ? ref stored : ref square;
        ref float to = ref steps ? ref square : ref stored;
        V scale = V.Create(arguments.GradientScale);
        double sum = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int lane = 0; lane < columns; lane += V.Width)
            {
                int place = (row * Panels.Width) + lane;
                V g = V.Load(ref from, place) * scale;
                sum += V.Sum(g * g);
                g.Store(ref to, place);
            }
        }

        if (!steps)
        {
            Unsafe.Add(ref arguments.Squares, piece) = sum;
        }

        return steps;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Clip<V>(ref float gradient, float size, int rows, int columns)
        where V : unmanaged, ICpuVector<V>
    {
        V most = V.Create(size), least = V.Create(-size);
        for (int lane = 0; lane < columns; lane += V.Width)
        {
            for (int at = lane, end = lane + (rows * Panels.Width); at < end; at += Panels.Width)
            {
                V.Min(most, V.Max(least, V.Load(ref gradient, at))).Store(ref gradient, at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step<V, TOptimizer>(
        in KernelArguments arguments, nint at, nint moment, ref float gradient, bool decays, int rows, int columns, ref float ahead)
        where V : unmanaged, ICpuVector<V>
        where TOptimizer : struct, IOptimizer<V>
    {
        StepNumbers<V> numbers = Spread<V>(arguments.Settings.Step, decays);
        ref float parameter = ref arguments.ParameterAt(at);
        ref float first = ref Unsafe.Add(ref arguments.State, at);
        ref float second = ref Unsafe.Add(ref first, moment);
        for (int row = 0; row < rows; row++)
        {
            Panels.Prefetch(ref ahead);
            Panels.Prefetch(ref Unsafe.Add(ref ahead, LineFloats));
            ahead = ref Unsafe.Add(ref ahead, Panels.Width);
            for (int lane = 0; lane < columns; lane += V.Width)
            {
                int place = (row * Panels.Width) + lane;
                V m = V.Load(ref first, place);
                V v = TOptimizer.Moments == 2 ? V.Load(ref second, place) : V.Zero;
                V w = TOptimizer.Step(V.Load(ref parameter, place), V.Load(ref gradient, place), ref m, ref v, in numbers);
                m.Store(ref first, place);
                if (TOptimizer.Moments == 2)
                {
                    v.Store(ref second, place);
                }

                w.Store(ref parameter, place);
                w.Store(ref gradient, place);
            }
        }
    }

    /// <summary>A step's numbers, each in every place of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static StepNumbers<V> Spread<V>(in StepSettings settings, bool decays)
        where V : unmanaged, ICpuVector<V> => new()
        {
            Decay = V.Create(decays ? settings.Decay : 0f),
            Keep = V.Create(decays ? settings.Keep : 1f),
            Rate = V.Create(-settings.LearningRate),
            Momentum = V.Create(settings.Beta1),
            Fresh1 = V.Create(1 - settings.Beta1),
            Fresh2 = V.Create(1 - settings.Beta2),
            Epsilon = V.Create(settings.Epsilon),
            Correction = V.Create(settings.Correction),
            GradientShare = V.Create(settings.GradientShare),
            VelocityShare = V.Create(settings.VelocityShare),
            Least = V.Create(1e-36f),
        };
}
