using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AeGen.Lab.Devices;

namespace AeGen.Lab.Commands;

/// <summary>Options that commands share, each with its limits.</summary>
internal static class CommonOptions
{
    public static Option<string> Report(string file = "aegen-report.html") => new("--report")
    {
        Description = "The HTML file to write.",
        HelpName = "FILE",
        DefaultValueFactory = _ => file,
    };

    public static Option<ulong> Seed() => new("--seed")
    {
        Description = "The seed of the weights and of the order of the samples; equal seeds give equal results.",
        HelpName = "S",
        DefaultValueFactory = _ => 0UL,
        CustomParser = result => ulong.TryParse(Text(result), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : Refuse<ulong>(result, "a whole number from 0 to 18446744073709551615"),
    };

    public static Option<int?> Threads() => AtLeast(0, new Option<int?>("--threads")
    {
        Description = "The CPU's number of threads. Default: one a processor. The results do not depend on it.",
        HelpName = "T",
    });

    public static Option<DeviceRequest> Device() => new("--device")
    {
        Description = "What the models train and run on: the CPU, a GPU through CUDA or OpenCL, or ILGPU's slow threads on the CPU, for tests; "
            + "auto takes a GPU where there is one and else the CPU. The command devices lists what there is.",
        HelpName = "auto|cpu|cuda[:N]|opencl[:N]|ilgpu-cpu",
        DefaultValueFactory = _ => new DeviceRequest(DeviceKind.Cpu),
        CustomParser = result => DeviceRequest.Parse(Text(result)) ?? Refuse<DeviceRequest>(result, DeviceRequest.Law),
    };

    public static Option<string> Data() => new("--data")
    {
        Description = "The data: digits (1,797 images of 8 x 8, built in), fashion-mnist (70,000 of 28 x 28, from the Debian package "
            + "dataset-fashion-mnist or the folder in AEGEN_DATA), a folder with the four files of Fashion-MNIST or MNIST, or a CSV, IDX, NPY, NPZ or "
            + "safetensors file, gzipped where the format allows, which is divided 80 : 20.",
        HelpName = "digits|fashion-mnist|FOLDER|FILE",
        DefaultValueFactory = _ => "digits",
    };

    public static Option<string> WholeData() => new("--data")
    {
        Description = "The samples: a CSV, IDX, NPY, NPZ or safetensors file, gzipped where the format allows, or one of raw float32 (.f32, .bin); or "
            + "digits (all 1,797) or fashion-mnist (the 60,000 to train on).",
        HelpName = "FILE|digits|fashion-mnist",
        Required = true,
    };

    public static Option<string> Model() => new("--model")
    {
        Description = "The model: Free, Tied or RightInverse, 64To or 784To, and the code's width, as in Tied64To16; or DeepFree64To8, DeepTied64To8 or "
            + "DeepRightInverse64To8.",
        HelpName = "NAME",
        Required = true,
    };

    public static Option<string?> Array() => new("--array")
    {
        Description = "The array in an NPZ file, or the tensor in a safetensors file, that holds the samples. Default: the only one.",
        HelpName = "NAME",
    };

    public static Option<string?> Label() => new("--label")
    {
        Description = "The column of a CSV file that holds labels and is no feature: its name, first, or last.",
        HelpName = "COLUMN",
    };

    public static Option<float> Scale() => Positive(new Option<float>("--scale")
    {
        Description = "A factor for the numbers of a file, such as 0.00392157 for bytes in a CSV file; those of an IDX file are scaled already.",
        HelpName = "FACTOR",
        DefaultValueFactory = _ => 1f,
    });

    public static Option<int?> AtLeast(int least, Option<int?> option)
    {
        option.CustomParser = result =>
            int.TryParse(Text(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least
                ? number
                : Refuse<int?>(result, $"a whole number, at least {least.ToString(CultureInfo.InvariantCulture)}");
        return option;
    }

    public static Option<double?> Share(Option<double?> option)
    {
        option.CustomParser = result =>
            double.TryParse(Text(result), NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is >= 0 and < 1
                ? share
                : Refuse<double?>(result, "a share, at least 0 and below 1");
        return option;
    }

    public static Option<float> Positive(Option<float> option)
    {
        option.CustomParser = result =>
            float.TryParse(Text(result), NumberStyles.Float, CultureInfo.InvariantCulture, out float number)
            && number is > 0 and < float.PositiveInfinity
                ? number
                : Refuse<float>(result, "a number above 0");
        return option;
    }

    private static string Text(ArgumentResult result) => result.Tokens[0].Value;

    private static T? Refuse<T>(ArgumentResult result, string law)
    {
        string? name = (result.Parent as OptionResult)?.Option.Name;
        result.AddError($"{name} is {law}, and not '{Text(result)}'.");
        return default;
    }
}
