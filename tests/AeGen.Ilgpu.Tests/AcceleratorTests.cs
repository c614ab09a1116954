using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace AeGen.Ilgpu.Tests;

public class AcceleratorTests
{
    [Fact]
    public void The_cpu_accelerator_is_there_and_keeps_what_is_copied_to_it()
    {
        using Context context = Context.Create(builder => builder.CPU().EnableAlgorithms());
        using Accelerator accelerator = context.CreateCPUAccelerator(0);
        float[] values = [1, 2, 3];
        using MemoryBuffer1D<float, Stride1D.Dense> buffer = accelerator.Allocate1D(values);

        Assert.Equal(values, buffer.GetAsArray1D());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void A_new_buffer_on_the_cpu_accelerator_can_be_zeroed(int length)
    {
        using Context context = Context.Create(builder => builder.CPU());
        using Accelerator accelerator = context.CreateCPUAccelerator(0);
        using MemoryBuffer1D<float, Stride1D.Dense> buffer = accelerator.Allocate1D<float>(length);
        buffer.MemSetToZero();

        Assert.Equal(new float[length], buffer.GetAsArray1D());
    }
}
