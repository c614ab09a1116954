using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using AeGen.Bench.Ptx;

namespace AeGen.Bench.Gpu;

/// <summary>What NVIDIA's assembler makes of a kernel for an H100.</summary>
/// <param name="Registers">Registers of a thread.</param>
/// <param name="SpilledBytes">Bytes of a thread that have no register.</param>
/// <param name="Share">Share of the multiply-adds among the instructions of a step of terms; null for a kernel without steps.</param>
internal sealed partial record Assembly(int Registers, int SpilledBytes, double? Share)
{
    private const string Target = "-arch=sm_90";

    /// <summary>Turns of the loop that multiplies in one of the loop around it.</summary>
    private const int Turns = 4;

    /// <summary>Writes a kernel into a folder and assembles it there; null where ptxas or cuobjdump is not to be found.</summary>
    public static Assembly? Of(PtxProgram program, string folder)
    {
        string source = Path.Combine(folder, program.Name + ".ptx"), target = Path.ChangeExtension(source, ".cubin");
        File.WriteAllText(source, program.Text);
        return Run("ptxas", Target, "-v", "-o", target, source) is { } numbers && Run("cuobjdump", "-sass", target) is { } listing
            ? new(Sum(UsedRegisters().Matches(numbers)), Sum(SpilledBytesOf().Matches(numbers)), ShareOf(listing))
            : null;
    }

    /// <summary>The share of a listing's multiply-adds in the loop that waits at a barrier, with the loop that multiplies in it.</summary>
    public static double? ShareOf(string listing)
    {
        List<(int At, string Opcode, string Operands)> all = [.. Instruction().Matches(listing).Select(match => (
            Hexadecimal(match.Groups[1].Value), match.Groups[2].Value, match.Groups[3].Value))];
        List<(int First, int Last)> loops = [.. all
            .Where(instruction => instruction.Opcode == "BRA" && Address().IsMatch(instruction.Operands))
            .Select(jump => (Hexadecimal(Address().Match(jump.Operands).Groups[1].Value), jump.At))
            .Where(loop => loop.Item1 < loop.At && Count(loop, "FFMA") > 0)
            .OrderBy(loop => loop.At - loop.Item1)];
        (int First, int Last) step = loops.FirstOrDefault(loop => Count(loop, "BAR") > 0);
        (int First, int Last) turn = loops.FirstOrDefault(loop => loop != step && loop.First >= step.First && loop.Last <= step.Last);
        return step == default
            ? null
            : (double)(Count(step, "FFMA") + ((Turns - 1) * Count(turn, "FFMA"))) / (Count(step, "") + ((Turns - 1) * Count(turn, "")));

        int Count((int First, int Last) loop, string opcode) => loop == default ? 0 : all.Count(instruction =>
            instruction.At >= loop.First && instruction.At <= loop.Last && instruction.Opcode.StartsWith(opcode, StringComparison.Ordinal));
    }

    private static int Hexadecimal(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static int Sum(MatchCollection matches) => matches.Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd() + errors.Result;
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {output}");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"Used (\d+) registers")]
    private static partial Regex UsedRegisters();

    [GeneratedRegex(@"(\d+) bytes spill (?:stores|loads)")]
    private static partial Regex SpilledBytesOf();

    [GeneratedRegex(@"/\*([0-9a-f]{4,8})\*/\s+(?:@!?U?P\w+\s+)?([A-Z0-9_.]+)\s*([^;]*);")]
    private static partial Regex Instruction();

    [GeneratedRegex(@"0x([0-9a-f]+)")]
    private static partial Regex Address();
}
