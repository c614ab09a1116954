using System.Reflection;
using AeGen.Runtime.Ilgpu;
using AeGen.Testing.Reference;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace AeGen.Ilgpu.Tests.Accuracy;

/// <summary>
/// Each tile with the threads that a GPU gives it, which the CPU accelerator has not without being asked: products and gradients with tails of
/// rows, terms and columns, whole and in parts.
/// </summary>
public sealed class TileTests : IDisposable
{
    private const int Batch = 150;
    private const int Terms = TileKernels.Terms;
    private const int Columns = TileKernels.Columns;
    private const int TermFours = (Terms + 3) / 4;
    private const double Tolerance = 2e-6;

    private readonly Context context = Context.Create(builder => builder.CPU(new CPUDevice(4, 32, 1)));
    private readonly Accelerator accelerator;

    public TileTests() => accelerator = context.GetCPUDevice(0).CreateAccelerator(context);

    [Theory]
    [InlineData(typeof(WidePatch), 0, false)]
    [InlineData(typeof(WidePatch), 3, false)]
    [InlineData(typeof(NarrowPatch), 0, false)]
    [InlineData(typeof(NarrowPatch), 4, false)]
    [InlineData(typeof(SmallPatch), 0, true)]
    [InlineData(typeof(SmallPatch), 9, false)]
    [InlineData(typeof(TinyPatch), 2, true)]
    public void Products_are_those_of_double_precision(Type patch, int splits, bool careful)
    {
        float[] left = Numbers(1, Batch, Terms), right = Numbers(2, Terms, Columns);
        var sizes = new LaunchSizes { Batch = Batch, Splits = splits, Ordered = careful ? 1 : 0 };

        (float[] result, float[] partials) = Run(nameof(TileKernels.Product), patch, left, right, Batch, sizes, Math.Max(1, splits));
        if (splits > 0)
        {
            (result, _) = Run(nameof(TileKernels.Product), patch, left, right, Batch, sizes with { Splits = -splits }, 1, partials);
        }

        AssertEqual(result, Batch, Columns, (row, column) => Sum(Terms, term => left[(row * TermFours * 4) + term] * (double)right[(term * 72) + column]));
    }

    [Theory]
    [InlineData(typeof(WidePatch))]
    [InlineData(typeof(NarrowPatch))]
    [InlineData(typeof(SmallPatch))]
    [InlineData(typeof(TinyPatch))]
    public void Gradients_and_their_mirrors_are_those_of_double_precision(Type patch)
    {
        float[] left = Numbers(3, Batch, Terms), right = Numbers(4, Batch, Columns);

        (float[] result, float[] mirror) =
            Run(nameof(TileKernels.Gradient), patch, left, right, Terms, new LaunchSizes { Batch = Batch, Splits = 1 }, 1);

        AssertEqual(result, Terms, Columns, Expected);
        AssertEqual(mirror, Columns, Terms, (column, row) => Expected(row, column));

        double Expected(int row, int column) => 2 * Sum(Batch, term => left[(term * TermFours * 4) + row] * (double)right[(term * 72) + column]);
    }

    public void Dispose()
    {
        accelerator.Dispose();
        context.Dispose();
    }

    private static double Sum(int terms, Func<int, double> term) => Enumerable.Range(0, terms).Sum(term);

    /// <summary>A matrix whose rows are padded with zeros to whole fours.</summary>
    private static float[] Numbers(int seed, int rows, int columns)
    {
        int width = (columns + 3) / 4 * 4;
        float[] numbers = new Random(seed).NextSingles(rows * width, -1, 1);
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i % width < columns ? numbers[i] : 0f;
        }

        return numbers;
    }

    private static void AssertEqual(float[] actual, int rows, int columns, Func<int, int, double> expected)
    {
        int width = (columns + 3) / 4 * 4;
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < width; column++)
            {
                double value = column < columns ? expected(row, column) : 0;
                Assert.True(Math.Abs(actual[(row * width) + column] - value) <= Tolerance * 20, $"({row}, {column}): {actual[(row * width) + column]}, not {value}");
            }
        }
    }

    private (float[] Result, float[] Partials) Run(
        string kernel, Type patch, float[] left, float[] right, int rows, LaunchSizes sizes, int parts, float[]? partials = null)
    {
        MethodInfo method = typeof(TileKernels).GetMethod(kernel)!.MakeGenericMethod(patch);
        int tileRows = Constant("Rows"), tileFours = Constant("Fours");
        int groups = ((rows + tileRows - 1) / tileRows) * ((TileKernels.ColumnFours + tileFours - 1) / tileFours);
        using MemoryBuffer1D<float, Stride1D.Dense> leftOn = accelerator.Allocate1D(left), rightOn = accelerator.Allocate1D(right);
        using MemoryBuffer1D<float, Stride1D.Dense> partialsOn = accelerator.Allocate1D(partials ?? new float[Math.Max(parts, 1) * (rows + 3) * (Columns + 3) * 2]);
        using MemoryBuffer1D<float, Stride1D.Dense> resultOn = accelerator.Allocate1D(new float[rows * TileKernels.ColumnFours * 4]);
        using Kernel loaded = accelerator.LoadKernel(accelerator.GetBackend().Compile(EntryPointDescription.FromExplicitlyGroupedKernel(method), default));
        loaded.CreateLauncherDelegate<TileLauncher>()(
            accelerator.DefaultStream, new KernelConfig(new Index2D(groups, parts), new Index2D(Constant("Threads"), 1)),
            Fours(leftOn), Fours(rightOn), Fours(partialsOn), Fours(resultOn), sizes);
        accelerator.Synchronize();
        return (resultOn.GetAsArray1D(), partialsOn.GetAsArray1D());

        int Constant(string name) => (int)patch.GetProperty(name)!.GetValue(null)!;

        ArrayView<Float4> Fours(MemoryBuffer1D<float, Stride1D.Dense> buffer) => buffer.View.AsContiguous().Cast<Float4>();
    }
}

/// <summary>Launches a kernel of <see cref="TileKernels"/>.</summary>
internal delegate void TileLauncher(
    AcceleratorStream stream, KernelConfig config, ArrayView<Float4> left, ArrayView<Float4> right, ArrayView<Float4> partials,
    ArrayView<Float4> result, LaunchSizes sizes);
