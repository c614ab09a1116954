using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AeGen.Bench.Peers;

/// <summary>The most multiply-adds that the processor does: in registers, without a load, enough of them side by side to hide their latency.</summary>
internal static class FmaPeak
{
    /// <summary>Independent sums: two units with a latency of four cycles need eight; sixteen registers leave room for twelve.</summary>
    private const int Sums = 12;

    private const int Rounds = 1 << 14;

    /// <summary>Bits of the widest vectors that there are.</summary>
    public static int VectorBits { get; } =
        Vector512.IsHardwareAccelerated || Avx512F.IsSupported ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Measures.</summary>
    /// <param name="threads">Number of threads that do so at once.</param>
    /// <param name="seconds">How long, about.</param>
    /// <returns>Multiply-adds a second, of all threads.</returns>
    public static double Measure(int threads, double seconds)
    {
        double[] rates = new double[threads];
        using var start = new Barrier(threads);
        Thread[] others = [.. Enumerable.Range(1, threads - 1).Select(index => new Thread(() => rates[index] = OnThisThread(start, seconds)))];
        Array.ForEach(others, thread => thread.Start());
        rates[0] = OnThisThread(start, seconds);
        Array.ForEach(others, thread => thread.Join());
        return rates.Sum();
    }

    private static double OnThisThread(Barrier start, double seconds)
    {
        start.SignalAndWait();
        long begin = Stopwatch.GetTimestamp();
        long done = 0;
        float sum = 0;
        TimeSpan took;
        do
        {
            sum += VectorBits switch
            {
                512 => Run512(1 + sum),
                256 => Run256(1 + sum),
                _ => Run128(1 + sum),
            };
            done += (long)Rounds * Sums * (VectorBits / 32);
            took = Stopwatch.GetElapsedTime(begin);
        }
        while (took.TotalSeconds < seconds);

        return float.IsFinite(sum) ? done / took.TotalSeconds : throw new InvalidOperationException("The peak's sums are not finite.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run512(float start)
    {
        Vector512<float> x = Vector512.Create(start * 1e-20f), y = Vector512.Create(0.5f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int round = 0; round < Rounds; round++)
        {
            a = Vector512.MultiplyAddEstimate(a, y, x);
            b = Vector512.MultiplyAddEstimate(b, y, x);
            c = Vector512.MultiplyAddEstimate(c, y, x);
            d = Vector512.MultiplyAddEstimate(d, y, x);
            e = Vector512.MultiplyAddEstimate(e, y, x);
            f = Vector512.MultiplyAddEstimate(f, y, x);
            g = Vector512.MultiplyAddEstimate(g, y, x);
            h = Vector512.MultiplyAddEstimate(h, y, x);
            i = Vector512.MultiplyAddEstimate(i, y, x);
            j = Vector512.MultiplyAddEstimate(j, y, x);
            k = Vector512.MultiplyAddEstimate(k, y, x);
            l = Vector512.MultiplyAddEstimate(l, y, x);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run256(float start)
    {
        Vector256<float> x = Vector256.Create(start * 1e-20f), y = Vector256.Create(0.5f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int round = 0; round < Rounds; round++)
        {
            a = Vector256.MultiplyAddEstimate(a, y, x);
            b = Vector256.MultiplyAddEstimate(b, y, x);
            c = Vector256.MultiplyAddEstimate(c, y, x);
            d = Vector256.MultiplyAddEstimate(d, y, x);
            e = Vector256.MultiplyAddEstimate(e, y, x);
            f = Vector256.MultiplyAddEstimate(f, y, x);
            g = Vector256.MultiplyAddEstimate(g, y, x);
            h = Vector256.MultiplyAddEstimate(h, y, x);
            i = Vector256.MultiplyAddEstimate(i, y, x);
            j = Vector256.MultiplyAddEstimate(j, y, x);
            k = Vector256.MultiplyAddEstimate(k, y, x);
            l = Vector256.MultiplyAddEstimate(l, y, x);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run128(float start)
    {
        Vector128<float> x = Vector128.Create(start * 1e-20f), y = Vector128.Create(0.5f);
        Vector128<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int round = 0; round < Rounds; round++)
        {
            a = Vector128.MultiplyAddEstimate(a, y, x);
            b = Vector128.MultiplyAddEstimate(b, y, x);
            c = Vector128.MultiplyAddEstimate(c, y, x);
            d = Vector128.MultiplyAddEstimate(d, y, x);
            e = Vector128.MultiplyAddEstimate(e, y, x);
            f = Vector128.MultiplyAddEstimate(f, y, x);
            g = Vector128.MultiplyAddEstimate(g, y, x);
            h = Vector128.MultiplyAddEstimate(h, y, x);
            i = Vector128.MultiplyAddEstimate(i, y, x);
            j = Vector128.MultiplyAddEstimate(j, y, x);
            k = Vector128.MultiplyAddEstimate(k, y, x);
            l = Vector128.MultiplyAddEstimate(l, y, x);
        }

        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
