using System.CommandLine;
using AeGen.Lab.Devices;
using Spectre.Console;

namespace AeGen.Lab.Commands;

/// <summary>Lists what <c>--device</c> can name.</summary>
internal static class DevicesCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new Command("devices", "Lists the devices that there are, as --device names them.");
        command.SetAction((parsed, _) => Guard.RunAsync(parsed, () => List(console)));
        return command;
    }

    private static void List(IAnsiConsole console)
    {
        List<DeviceFacts> others = [.. IlgpuDevices.List()];
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("device").NoWrap());
        table.AddColumn(new TableColumn("name"));
        table.AddColumn(new TableColumn("memory").NoWrap().RightAligned());
        table.AddColumn(new TableColumn("capability"));
        foreach (DeviceFacts device in others.Prepend(Processor.Describe(threads: 0)))
        {
            string[] cells = [device.Request.ToString(), device.Name, device.Memory, device.Capability];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        console.Write(table);
        foreach (DeviceFacts device in others.Where(device => device.Problem is not null))
        {
            console.WriteLine($"{device.Request} cannot be used: {device.Problem}");
        }

        console.WriteLine($"auto is {RunDevice.Best(others)}.");
    }
}
