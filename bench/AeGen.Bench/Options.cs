using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AeGen.Bench.Models;

namespace AeGen.Bench;

/// <summary>Options that suites share, each with its limits.</summary>
internal static class Options
{
    public static Option<double> Seconds(double standard = 0.5) => new("--seconds")
    {
        Description = "How long one round of one measurement lasts, about.",
        HelpName = "S",
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
            double.TryParse(Text(result), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and <= 3600
                ? seconds
                : Refuse<double>(result, "a number above 0, at most 3600"),
    };

    public static Option<int> Rounds(int standard = 5) => Whole(1, 1000, new Option<int>("--rounds")
    {
        Description = "The number of rounds, of which the median counts. Fewer are taken where one lasts much longer than --seconds.",
        HelpName = "N",
        DefaultValueFactory = _ => standard,
    });

    public static Option<IReadOnlyList<string>> Networks() => NameList(BenchNetwork.Names, new Option<IReadOnlyList<string>>("--networks")
    {
        Description = $"The networks, of {string.Join(", ", BenchNetwork.Names)}. Default: all.",
    });

    /// <summary>Where a suite's files go.</summary>
    public static Option<string> Output(string suite) => new("--output")
    {
        Description = $"The folder for {suite}.md and {suite}.json.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => Path.Combine("artifacts", "bench"),
    };

    public static Option<int> Whole(int least, int most, Option<int> option)
    {
        option.CustomParser = result =>
            TryWhole(Text(result), least, most, out int number)
                ? number
                : Refuse<int>(result, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
        return option;
    }

    /// <summary>An option that takes whole numbers, separated by commas.</summary>
    public static Option<IReadOnlyList<int>> WholeList(int least, int most, Option<IReadOnlyList<int>> option)
    {
        option.CustomParser = result =>
        {
            var numbers = new List<int>();
            foreach (string part in Parts(result))
            {
                if (!TryWhole(part, least, most, out int number))
                {
                    return Refuse<IReadOnlyList<int>>(
                        result, string.Create(CultureInfo.InvariantCulture, $"whole numbers from {least} to {most}, separated by commas"));
                }

                numbers.Add(number);
            }

            return [.. numbers.Distinct()];
        };
        return option;
    }

    /// <summary>An option that takes some of the names that there are, separated by commas.</summary>
    public static Option<IReadOnlyList<string>> NameList(IReadOnlyList<string> names, Option<IReadOnlyList<string>> option)
    {
        option.HelpName = "NAME,...";
        option.CustomParser = result =>
        {
            string[] parts = [.. Parts(result).Distinct()];
            return parts.All(names.Contains) ? parts : Refuse<IReadOnlyList<string>>(result, $"some of {string.Join(',', names)}");
        };
        return option;
    }

    /// <summary>A whole number that is one of a few.</summary>
    public static int? OneOf(ArgumentResult result, IReadOnlyList<int> numbers) =>
        TryWhole(Text(result), 0, int.MaxValue, out int number) && numbers.Contains(number)
            ? number
            : Refuse<int?>(result, $"one of {string.Join(", ", numbers)}");

    private static bool TryWhole(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;

    private static string[] Parts(ArgumentResult result) => Text(result).Split(',', StringSplitOptions.TrimEntries);

    private static string Text(ArgumentResult result) => result.Tokens[0].Value;

    private static T? Refuse<T>(ArgumentResult result, string law)
    {
        string? name = (result.Parent as OptionResult)?.Option.Name;
        result.AddError($"{name} is {law}, and not '{Text(result)}'.");
        return default;
    }
}
