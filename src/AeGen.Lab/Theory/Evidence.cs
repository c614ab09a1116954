using System.Xml.Linq;

namespace AeGen.Lab.Theory;

/// <summary>What an experiment found.</summary>
/// <param name="Setting">What was trained or computed, on which data, in a sentence or two.</param>
/// <param name="Findings">The claims beside the measurements.</param>
/// <param name="Figures">The pictures of it, for the report.</param>
internal sealed record Evidence(string Setting, IReadOnlyList<Finding> Findings, IReadOnlyList<XElement> Figures);
