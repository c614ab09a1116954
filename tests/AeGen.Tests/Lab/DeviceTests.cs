using AeGen.Lab;
using AeGen.Lab.Devices;
using AeGen.Testing.Lab;

namespace AeGen.Tests.Lab;

public class DeviceTests
{
    [Theory]
    [InlineData("auto")]
    [InlineData("cpu")]
    [InlineData("cuda")]
    [InlineData("cuda:12")]
    [InlineData("opencl:0")]
    [InlineData("ilgpu-cpu")]
    public void A_request_is_written_as_it_was_read(string text) => Assert.Equal(text, DeviceRequest.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("CUDA")]
    [InlineData("cuda:1:2")]
    [InlineData("cuda: 1")]
    [InlineData("cuda:99999999999")]
    [InlineData("auto:0")]
    [InlineData("ilgpu-cpu:0")]
    public void Anything_else_is_no_request(string text) => Assert.Null(DeviceRequest.Parse(text));

    [Theory]
    [InlineData("cpu", "ilgpu-cpu")]
    [InlineData("cpu", "opencl:0", "ilgpu-cpu")]
    [InlineData("cpu", "opencl:0 GPU broken", "ilgpu-cpu")]
    [InlineData("opencl:1", "opencl:0", "opencl:1 GPU", "ilgpu-cpu")]
    [InlineData("cuda:0", "cuda:0 GPU", "cuda:1 GPU", "opencl:0 GPU", "ilgpu-cpu")]
    public void Auto_is_the_first_gpu_that_can_be_used_and_else_the_cpu(string expected, params string[] devices)
    {
        DeviceRequest best = RunDevice.Best(devices.Select(device => new DeviceFacts(DeviceRequest.Parse(device.Split(' ')[0])!, "name", 1, "what")
        {
            IsGpu = device.Contains("GPU", StringComparison.Ordinal),
            Problem = device.Contains("broken", StringComparison.Ordinal) ? "it is broken." : null,
        }));

        Assert.Equal(expected, best.ToString());
    }

    [Fact]
    public void The_cpu_needs_no_device_and_tells_its_threads()
    {
        using var device = RunDevice.Open(new DeviceRequest(DeviceKind.Cpu), threads: 3);

        Assert.Null(device.Compute);
        Assert.Matches("^cpu, .*[A-Za-z].*, [1-9][0-9,]* MiB, 3 threads, (128|256|512)-bit vectors$", device.Facts.ToString());
    }

    [Fact]
    public async Task The_list_of_devices_has_the_cpu_and_says_what_auto_is()
    {
        (int code, string output, string errors) = await CommandLine.RunAsync("devices");

        Assert.Equal((ExitCodes.Success, string.Empty), (code, errors));
        Assert.Matches(@"(?m)^ *cpu +\S", output);
        Assert.Matches(@"(?m)^auto is \S+\.", output);
    }
}
