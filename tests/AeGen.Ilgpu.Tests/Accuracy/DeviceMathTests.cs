using AeGen.Ilgpu.Tests.Harness;
using AeGen.Runtime.Ilgpu;
using ILGPU;
using ILGPU.Runtime;

namespace AeGen.Ilgpu.Tests.Accuracy;

/// <summary>The elementary functions of the kernels keep what their comments promise, on the host and on devices, which may contract a * b + c.</summary>
public sealed class DeviceMathTests
{
    [Fact]
    public void Errors_are_within_the_promised_bounds_and_not_far_below()
    {
        Assert.All(FunctionCase.All, function =>
        {
            float[] arguments = function.Arguments();
            (double error, float at) = function.Worst(arguments, Array.ConvertAll(arguments, argument => function.Single(argument)));

            Assert.True(error <= function.Bound && error >= function.Bound / 2, $"{function}: error {error} at {at}, promised {function.Bound}");
        });
    }

    [Theory]
    [InlineData(IlgpuBackend.Cpu)]
    [InlineData(IlgpuBackend.OpenCl)]
    [InlineData(IlgpuBackend.Cuda)]
    public void Errors_on_a_device_are_within_the_promised_bounds(IlgpuBackend backend)
    {
        string? absence = Accelerators.Absence(backend);
        Assert.SkipWhen(absence is not null, absence ?? string.Empty);
        using IlgpuDevice device = Accelerators.Open(backend);
        Action<Index1D, ArrayView<float>, ArrayView<float>> apply =
            device.Accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, ArrayView<float>>(FunctionKernel.Apply);
        Assert.All(FunctionCase.All, function =>
        {
            float[] arguments = function.Arguments(), values = new float[arguments.Length];
            using MemoryBuffer1D<float, Stride1D.Dense> source = device.Accelerator.Allocate1D(arguments);
            using MemoryBuffer1D<float, Stride1D.Dense> target = device.Accelerator.Allocate1D<float>(arguments.Length * FunctionKernel.Names.Length);
            apply(arguments.Length, source.View, target.View);
            device.Accelerator.Synchronize();
            target.View.SubView(Array.IndexOf(FunctionKernel.Names, function.Name) * arguments.Length, arguments.Length).CopyToCPU(values);

            (double error, float at) = function.Worst(arguments, values);
            Assert.True(error <= function.Bound, $"{function}: error {error} at {at}, promised {function.Bound}");
        });
    }

    [Fact]
    public void Not_a_number_stays_one()
    {
        Assert.All(FunctionCase.All, function => Assert.Equal(float.NaN, function.Single(float.NaN)));
    }

    [Fact]
    public void Beyond_their_ranges_functions_have_their_limits()
    {
        Assert.Equal(DeviceMath.Exp(87f), DeviceMath.Exp(float.PositiveInfinity));
        Assert.Equal(DeviceMath.Exp(-87f), DeviceMath.Exp(float.NegativeInfinity));
        Assert.Equal(1f, FunctionKernel.Sigmoid(float.PositiveInfinity));
        Assert.Equal(0f, FunctionKernel.Sigmoid(float.NegativeInfinity), 1e-37f);
        Assert.Equal(1f, FunctionKernel.Tanh(float.PositiveInfinity));
        Assert.Equal(-1f, FunctionKernel.Tanh(float.NegativeInfinity));
        Assert.Equal(0f, FunctionKernel.Softplus(float.NegativeInfinity), 1e-37f);
        Assert.Equal(float.PositiveInfinity, FunctionKernel.Softplus(float.PositiveInfinity));
        Assert.Equal(1f, FunctionKernel.NormalDistribution(float.PositiveInfinity));
        Assert.Equal(0f, FunctionKernel.NormalDistribution(float.NegativeInfinity), 1e-37f);
        Assert.Equal(0f, FunctionKernel.NormalDensity(float.NegativeInfinity), 1e-37f);
    }

    [Theory]
    [InlineData(float.NaN, true, true)]
    [InlineData(float.PositiveInfinity, false, true)]
    [InlineData(float.NegativeInfinity, false, true)]
    [InlineData(float.MaxValue, false, false)]
    [InlineData(-float.Epsilon, false, false)]
    [InlineData(0f, false, false)]
    public void What_is_no_finite_number_is_recognised(float number, bool isNaN, bool isNotFinite)
    {
        Assert.Equal((isNaN, isNotFinite), (DeviceMath.IsNaN(number), DeviceMath.IsNotFinite(number)));
    }
}
