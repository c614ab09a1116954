namespace AeGen.Lab.Report;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Color">Which of the page's colours it has, from 0.</param>
/// <param name="Points">Its points; those that a logarithmic axis cannot show are left out.</param>
/// <param name="Dashed">Whether it is dashed.</param>
/// <param name="Dots">Whether its points are drawn and nothing between them.</param>
internal sealed record Series(string Name, int Color, IReadOnlyList<(double X, double Y)> Points, bool Dashed = false, bool Dots = false)
{
    /// <summary>Its classes in the page's style sheet.</summary>
    public string Class => (Dots ? "dots" : Dashed ? "line dashed" : "line") + $" c{Color}";
}
