using System.Globalization;

namespace AeGen.Lab.Devices;

/// <summary>The device that a command line asks for.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Index">Its place among the devices of its kind, from 0; null for the best of them.</param>
internal sealed record DeviceRequest(DeviceKind Kind, int? Index = null)
{
    /// <summary>What <see cref="Parse"/> takes, for messages.</summary>
    public const string Law = "auto, cpu, cuda, opencl or ilgpu-cpu, with a number as in cuda:1 where there are several";

    private static readonly Dictionary<string, DeviceKind> Kinds = new(StringComparer.Ordinal)
    {
        ["auto"] = DeviceKind.Auto,
        ["cpu"] = DeviceKind.Cpu,
        ["cuda"] = DeviceKind.Cuda,
        ["opencl"] = DeviceKind.OpenCl,
        ["ilgpu-cpu"] = DeviceKind.IlgpuCpu,
    };

    /// <summary>Reads a request such as cuda:1; null for what is none.</summary>
    public static DeviceRequest? Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (!Kinds.TryGetValue(colon < 0 ? text : text[..colon], out DeviceKind kind))
        {
            return null;
        }

        if (colon < 0)
        {
            return new DeviceRequest(kind);
        }

        return kind is DeviceKind.Cuda or DeviceKind.OpenCl
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? new DeviceRequest(kind, index)
            : null;
    }

    /// <summary>What one types for it.</summary>
    public override string ToString()
    {
        string name = Kinds.Single(entry => entry.Value == Kind).Key;
        return Index is { } index ? string.Create(CultureInfo.InvariantCulture, $"{name}:{index}") : name;
    }
}
