using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace AeGen.Lab.Report;

/// <summary>A page that needs nothing else: no script, no font, no picture from elsewhere.</summary>
internal static class Page
{
    /// <summary>The whole page as text.</summary>
    /// <param name="title">The browser's title.</param>
    /// <param name="content">The elements of its body.</param>
    public static string Render(string title, params IEnumerable<XElement> content)
    {
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("title", title),
                new XElement("style", ReportStyle.Css)),
            new XElement("body", content));

        var text = new StringBuilder("<!DOCTYPE html>\n");
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = " " }))
        {
            page.Save(writer);
        }

        return text.Append('\n').ToString();
    }

    /// <summary>A paragraph that explains.</summary>
    public static XElement Paragraph(string text) => new("p", new XAttribute("class", "soft"), text);

    /// <summary>Lets content that is too wide for a screen be moved by itself.</summary>
    public static XElement Wide(XElement content) => new("div", new XAttribute("class", "wide"), content);

    /// <summary>A table.</summary>
    public static XElement Table(IEnumerable<string> headings, IEnumerable<IEnumerable<string>> rows) => Wide(new XElement(
        "table",
        new XElement("thead", new XElement("tr", headings.Select(heading => new XElement("th", heading)))),
        new XElement("tbody", rows.Select(row => new XElement("tr", row.Select(cell => new XElement("td", cell)))))));
}
