using System.Globalization;
using AeGen.Lab.Devices;
using AeGen.Lab.Models;
using AeGen.Lab.Report;

namespace AeGen.Lab.Theory.Linear;

/// <summary>What the right inverse costs beside the transpose, in training and in use.</summary>
internal sealed class DecoderCost : TheoryExperiment
{
    public override string Name => "cost";

    public override string Title => "What a step and a reconstruction cost with the right inverse, over the transpose";

    public override bool IsLinear => true;

    public override Evidence Run(TheoryContext context)
    {
        var findings = new List<Finding>();
        var series = new List<Series>();
        foreach (DeviceRequest request in Targets(context))
        {
            using var device = RunDevice.Open(request, threads: 1);
            foreach (int features in new[] { 64, 784 })
            {
                (int Width, double Step, double Inference)[] ratios = Ratios(features, device, context);
                string Text(Func<(int Width, double Step, double Inference), double> ratio) =>
                    string.Join(", ", ratios.Select(item => string.Create(CultureInfo.InvariantCulture, $"{ratio(item):0.00} at k = {item.Width}")));
                string model = $"{features}-k-{features}, batches of {DecoderTiming.BatchSize}, {request}";
                findings.Add(new Finding($"{model}: training step", string.Empty, Text(item => item.Step), null, TheoryContext.Text([context.Seed])));
                findings.Add(new Finding($"{model}: reconstruction", string.Empty, Text(item => item.Inference), null, TheoryContext.Text([context.Seed])));
                series.Add(new Series($"step, n = {features}, {request}", series.Count / 2 % 6, [.. ratios.Select(item => ((double)item.Width, item.Step))]));
                series.Add(new Series($"reconstruction, n = {features}, {request}", series.Count / 2 % 6, [.. ratios.Select(item => ((double)item.Width, item.Inference))], Dashed: true));
            }
        }

        return new Evidence(
            $"Time with the right inverse over time with the transpose, each the median of rounds in which both took turns; the CPU with "
            + $"one thread ({Processor.Describe(1).Name}).",
            findings,
            [
                new LineChart("The right inverse costs a factorisation in a step, and next to nothing in use.", "code width k", "time over the transpose's", series)
                { LogarithmicX = true, LinearY = true }.Draw(),
            ]);
    }

    /// <summary>The CPU, and in the full run whatever else runs models with doubles.</summary>
    private static IEnumerable<DeviceRequest> Targets(TheoryContext context) =>
        context.Quick
            ? [new DeviceRequest(DeviceKind.Cpu)]
            : IlgpuDevices.List().Where(device => device.Problem is null && device.Request.Kind != DeviceKind.IlgpuCpu).Select(device => device.Request)
                .Prepend(new DeviceRequest(DeviceKind.Cpu));

    private static (int Width, double Step, double Inference)[] Ratios(int features, RunDevice device, TheoryContext context) =>
    [
        .. Catalog.Linear.Where(variant => variant.Architecture.InputSize == features).GroupBy(variant => variant.Architecture.CodeSize).Select(group =>
        {
            context.ThrowIfCancelled();
            var tied = new DecoderTiming(device.Compute, context.Seed);
            var inverse = new DecoderTiming(device.Compute, context.Seed);
            group.Single(variant => variant.Architecture.DecoderKind == DecoderKind.Tied).Do(tied);
            group.Single(variant => variant.Architecture.DecoderKind == DecoderKind.RightInverse).Do(inverse);
            using (tied.Model)
            using (inverse.Model)
            {
                (double step, double inference) = DecoderTiming.Ratios(inverse, tied, TimeSpan.FromMilliseconds(context.Quick ? 60 : 300));
                return (group.Key, step, inference);
            }
        }),
    ];
}
