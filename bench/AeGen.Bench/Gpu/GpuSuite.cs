using System.Globalization;
using AeGen.Bench.Measuring;
using AeGen.Bench.Models;
using AeGen.Bench.Reporting;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using Spectre.Console;

namespace AeGen.Bench.Gpu;

/// <summary>The suite's run: AeGen first, and then, when it has left the device, the peer.</summary>
internal sealed class GpuSuite(IAnsiConsole console, GpuSettings settings, CancellationToken cancellationToken)
{
    private readonly ReportFiles files = new(settings.Output, "gpu");

    /// <summary>Measures, prints and writes all.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        GpuReport report;
        TorchPeer? peer;
        IlgpuDevice device = OpenDevice();
        try
        {
            peer = FindPeer(device.Info);
            report = new GpuReport(DateTimeOffset.UtcNow, Machine.This(), Describe(device), settings);
            GpuPrinter.Conditions(console, report);
            console.WriteLine();
            MeasureOwn(device, report);
        }
        finally
        {
            Close(device);
        }

        string? failure = peer is null ? null : MeasurePeer(peer, report);
        files.Write(report, GpuTables.Markdown(report));
        TablePrinter.Print(console, GpuTables.Of(report));
        console.WriteLine($"The tables are in {files.Markdown}, and all numbers in {files.Numbers}.");
        if (failure is not null)
        {
            console.WriteLine(failure);
        }

        return failure is not null || report.Results.Exists(result => result.Failed) ? ExitCodes.Failure : ExitCodes.Success;
    }

    private IlgpuDevice OpenDevice()
    {
        try
        {
            return settings.Device switch
            {
                "cuda" => IlgpuDevice.CreateCuda(),
                "opencl" => IlgpuDevice.CreateOpenCl(),
                "ilgpu-cpu" => IlgpuDevice.CreateCpu(),
                _ => IlgpuDevice.CreateBest(),
            };
        }
        catch (DeviceNotAvailableException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private void Close(IlgpuDevice device)
    {
        try
        {
            device.Dispose();
        }
        catch (Exception exception)
        {
            // A device that a kernel has brought down cannot be closed either; what was measured before is still worth having.
            console.WriteLine($"The device could not be closed: {exception.Message}");
        }
    }

    /// <summary>The peer, or null where there is none; a peer that was asked for by name must be there, before any time is spent.</summary>
    private TorchPeer? FindPeer(IlgpuDeviceInfo device)
    {
        if (settings.Peer == "none")
        {
            return null;
        }

        if (settings.Peer is null && device.Backend != IlgpuBackend.Cuda)
        {
            console.WriteLine("No peer: PyTorch runs beside CUDA devices. --peer PYTHON runs it on this machine's CPU.");
            return null;
        }

        var peer = new TorchPeer(settings.Peer ?? TorchPeer.DefaultPython);
        if (peer.Missing() is not { } missing)
        {
            return peer;
        }

        if (settings.Peer is not null)
        {
            throw new UsageException(missing);
        }

        console.WriteLine($"No peer: {missing}");
        return null;
    }

    private void MeasureOwn(IlgpuDevice device, GpuReport report)
    {
        var samples = new Samples();
        foreach (string name in settings.Networks)
        {
            foreach (int batch in settings.Batches)
            {
                foreach (GpuKind kind in settings.Kinds)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var measurement = new GpuMeasurement(device, settings, samples, batch, kind, cancellationToken);
                    GpuResult result = BenchNetwork.Named(name).Accept(measurement);
                    report.Results.Add(result);
                    files.Write(report, GpuTables.Markdown(report));
                    GpuPrinter.Result(console, "AeGen", name, batch, result.KernelName, result.Rates, result.Problem);
                }
            }
        }
    }

    /// <summary>Runs the peer; returns null, or why it did not come to its end.</summary>
    private string? MeasurePeer(TorchPeer peer, GpuReport report)
    {
        string device = report.Device.Backend == nameof(IlgpuBackend.Cuda)
            ? string.Create(CultureInfo.InvariantCulture, $"cuda:{report.Device.Index}")
            : "cpu";
        return peer.Run(
            settings,
            device,
            described => report.Peer = described,
            measured =>
            {
                report.PeerResults.Add(measured);
                files.Write(report, GpuTables.Markdown(report));
                string name = report.Peer?.Name ?? "peer";
                GpuPrinter.Result(console, name, measured.Network, measured.Batch, measured.ModeName, measured.Rates, measured.Problem);
            },
            cancellationToken);
    }

    private static DeviceRecord Describe(IlgpuDevice device)
    {
        IlgpuDeviceInfo info = device.Info;
        string driver = device.Accelerator switch
        {
            CudaAccelerator cuda => $"driver for CUDA {cuda.DriverVersion}",
            CLAccelerator => device.Accelerator.Device is CLDevice cl ? $"{cl.PlatformName} {cl.PlatformVersion}" : "OpenCL",
            _ => $"ILGPU {typeof(ILGPU.Context).Assembly.GetName().Version}",
        };
        return new DeviceRecord(info.Backend.ToString(), info.Index, info.Name, info.MemoryBytes, info.Capability, driver);
    }
}
