namespace AeGen.Lab.Report;

/// <summary>One view of a cloud chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="XLabel">What is along the x axis, with its unit.</param>
/// <param name="YLabel">What is along the y axis, with its unit.</param>
/// <param name="Clouds">The points, the foremost last.</param>
internal sealed record CloudPanel(string Name, string XLabel, string YLabel, IReadOnlyList<Cloud> Clouds);

/// <summary>Points of one colour.</summary>
/// <param name="Name">What the legend calls them.</param>
/// <param name="Class">Their class in the page's style sheet, such as "dots c0" or, on a scale of heat, "dots h0" to "dots h5".</param>
/// <param name="Points">Where they are.</param>
internal sealed record Cloud(string Name, string Class, IReadOnlyList<(double X, double Y)> Points);
