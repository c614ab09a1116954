using AeGen.Ilgpu.Tests.Harness;
using ILGPU.Runtime.CPU;

namespace AeGen.Ilgpu.Tests.Devices;

/// <summary>Which devices there are, and what is said of those that there are not.</summary>
public sealed class DeviceCatalogueTests
{
    private const int NoSuchIndex = 99;

    [Fact]
    public void The_CPU_accelerator_is_always_there()
    {
        IlgpuDeviceInfo found = Assert.Single(IlgpuDevice.Enumerate(), device => device.Backend == IlgpuBackend.Cpu);

        Assert.Null(found.Problem);
        Assert.NotEmpty(found.Name);
        Assert.True(found.MemoryBytes > 0);
    }

    [Fact]
    public void Devices_are_counted_from_zero_in_each_backend()
    {
        foreach (IGrouping<IlgpuBackend, IlgpuDeviceInfo> devices in IlgpuDevice.Enumerate().GroupBy(device => device.Backend))
        {
            Assert.Equal(Enumerable.Range(0, devices.Count()), devices.Select(device => device.Index));
        }
    }

    [Fact]
    public void A_device_is_what_it_was_found_as()
    {
        using IlgpuDevice device = IlgpuDevice.CreateCpu();
        IlgpuDeviceInfo found = Assert.Single(IlgpuDevice.Enumerate(), device => device.Backend == IlgpuBackend.Cpu);

        Assert.Equal(found, device.Info);
        Assert.Equal((found.Name, found.MemoryBytes), (device.Name, device.MemoryBytes));
        Assert.Equal(0, device.AllocatedBytes);
    }

    [Theory]
    [InlineData(4, "its groups have 8 threads at most, and kernels need 16.")]
    [InlineData(8, null)]
    public void A_device_with_groups_too_small_for_a_tile_cannot_be_used(int warps, string? problem) =>
        Assert.Equal(problem, IlgpuDevice.Describe(new CPUDevice(2, warps, 1), 0).Problem);

    [Fact]
    public void The_best_device_is_of_the_first_backend_that_has_one()
    {
        using IlgpuDevice device = IlgpuDevice.CreateBest();
        IlgpuBackend expected = ((ReadOnlySpan<IlgpuBackend>)[IlgpuBackend.Cuda, IlgpuBackend.OpenCl, IlgpuBackend.Cpu]).ToArray()
            .First(backend => Accelerators.Absence(backend) is null);

        Assert.Equal(expected, device.Info.Backend);
    }

    /// <summary>Only Linux has names with versions, and only ILGPU's question is answered.</summary>
    [Fact]
    public void The_driver_of_CUDA_is_found_by_the_name_that_is_always_installed()
    {
        List<string> asked = [];
        System.Reflection.Assembly ilgpu = typeof(ILGPU.Context).Assembly;

        Assert.Equal(OperatingSystem.IsLinux() ? 7 : 0, CudaLibrary.Resolve(ilgpu, "cuda", Load));
        Assert.Equal(0, CudaLibrary.Resolve(ilgpu, "OpenCL", Load));
        Assert.Equal(0, CudaLibrary.Resolve(GetType().Assembly, "cuda", Load));
        Assert.Equal(OperatingSystem.IsLinux() ? ["libcuda.so.1"] : [], asked);

        IntPtr Load(string name)
        {
            asked.Add(name);
            return 7;
        }
    }

    [Theory]
    [InlineData(IlgpuBackend.Cuda, "There is no CUDA device")]
    [InlineData(IlgpuBackend.OpenCl, "There is no OpenCL device")]
    public void A_device_that_is_not_there_is_an_error_that_says_so(IlgpuBackend backend, string words)
    {
        DeviceNotAvailableException refusal = Assert.Throws<DeviceNotAvailableException>(() => Accelerators.Open(backend, NoSuchIndex));

        Assert.StartsWith(words, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IlgpuBackend.Cuda)]
    [InlineData(IlgpuBackend.OpenCl)]
    public void An_index_below_zero_is_an_argument_out_of_range(IlgpuBackend backend) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Accelerators.Open(backend, -1));
}
