using AeGen.Ilgpu.Tests.Harness;

namespace AeGen.Ilgpu.Tests.Devices;

/// <summary>Which devices there are, and what is said of those that there are not.</summary>
public sealed class DeviceCatalogueTests
{
    private const int NoSuchIndex = 99;

    [IlgpuFact]
    public void The_CPU_accelerator_is_always_there()
    {
        DeviceFound found = Assert.Single(Accelerators.Found(), device => device.Backend == Backend.Cpu);

        Assert.Null(found.Problem);
        Assert.NotEmpty(found.Name);
        Assert.True(found.MemoryBytes > 0);
    }

    [IlgpuFact]
    public void Devices_are_counted_from_zero_in_each_backend()
    {
        foreach (IGrouping<Backend, DeviceFound> devices in Accelerators.Found().GroupBy(device => device.Backend))
        {
            Assert.Equal(Enumerable.Range(0, devices.Count()), devices.Select(device => device.Index));
        }
    }

    [IlgpuFact]
    public void A_device_is_what_it_was_found_as()
    {
        using ComputeDevice device = Accelerators.Open(Backend.Cpu);
        DeviceFound found = Assert.Single(Accelerators.Found(), device => device.Backend == Backend.Cpu);

        Assert.Equal(found, Accelerators.Describe(device));
        Assert.Equal((found.Name, found.MemoryBytes), (device.Name, device.MemoryBytes));
        Assert.Equal(0, Accelerators.AllocatedBytes(device));
    }

    [IlgpuFact]
    public void The_best_device_is_of_the_first_backend_that_has_one()
    {
        using ComputeDevice device = Accelerators.OpenBest();
        Backend expected = ((ReadOnlySpan<Backend>)[Backend.Cuda, Backend.OpenCl, Backend.Cpu]).ToArray()
            .First(backend => Accelerators.Absence(backend) is null);

        Assert.Equal(expected, Accelerators.Describe(device).Backend);
    }

    [IlgpuTheory]
    [InlineData(Backend.Cuda, "There is no CUDA device")]
    [InlineData(Backend.OpenCl, "There is no OpenCL device")]
    public void A_device_that_is_not_there_is_an_error_that_says_so(Backend backend, string words)
    {
        Exception refusal = Assert.ThrowsAny<Exception>(() => Accelerators.Open(backend, NoSuchIndex));

        Assert.Equal("DeviceNotAvailableException", refusal.GetType().Name);
        Assert.StartsWith(words, refusal.Message, StringComparison.Ordinal);
    }

    [IlgpuTheory]
    [InlineData(Backend.Cuda)]
    [InlineData(Backend.OpenCl)]
    public void An_index_below_zero_is_an_argument_out_of_range(Backend backend) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Accelerators.Open(backend, -1));
}
