using System.Xml.Linq;
using AeGen.Lab.Theory;

namespace AeGen.Lab.Report;

/// <summary>Writes what experiments found as one page.</summary>
internal static class TheoryReport
{
    public static string Render(IReadOnlyList<TheoryResult> results, DateTimeOffset time) => Page.Render(
        "AeGen: the theory, measured",
        [
            new XElement("h1", "The theory of autoencoders, measured"),
            Page.Paragraph(Circumstances.Describe(time)),
            Page.Paragraph(TheoryTable.Summary(results)),
            .. results.Select(Section),
        ]);

    private static XElement Section(TheoryResult result) => new(
        "section",
        new XAttribute("id", result.Experiment.Name),
        new XElement("h2", result.Experiment.Title),
        Page.Paragraph(TheoryTable.Conditions(result)),
        Findings(result),
        result.Evidence.Figures);

    private static XElement Findings(TheoryResult result)
    {
        XElement table = Page.Table(TheoryTable.Headings, TheoryTable.RowsOf(result));
        table.Element("table")!.SetAttributeValue("class", "findings");
        foreach (XElement cell in table.Descendants("td").Where(cell => cell.Value == "FAILS"))
        {
            cell.SetAttributeValue("class", "failed");
        }

        return table;
    }
}
