using AeGen.Generators.Diagnostics;

namespace AeGen.Generators.Declaration;

/// <summary>Finds matrices that no array could hold, in which the runtime reads, writes and saves them.</summary>
internal static class MatrixLimit
{
    /// <summary>What an array of numbers has at most.</summary>
    private const long MostNumbers = 0x7FFFFFC7;

    /// <summary>Notes layers whose weights are too many. Those of a mirror are as many as its encoder's, and are reported there.</summary>
    public static void Check(IEnumerable<DeclaredLayer> layers, DiagnosticSink mistakes)
    {
        foreach (DeclaredLayer layer in layers.Where(layer => layer.Attribute.TakesSize))
        {
            Check(
                $"The weight of layer '{layer.Spec.Name}'",
                layer.Spec.Outputs,
                layer.Spec.Inputs,
                layer.Attribute.LocationOf("size"),
                ", or another layer in between",
                mistakes);
        }
    }

    /// <summary>Notes a matrix that is too large.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="rows">Number of its rows. What is illegal by itself is reported already.</param>
    /// <param name="columns">Number of its columns.</param>
    /// <param name="place">Where it is reported.</param>
    /// <param name="remedy">What else than a smaller size can be written.</param>
    /// <param name="mistakes">Where it is noted.</param>
    public static void Check(string what, int rows, int columns, LocationInfo place, string remedy, DiagnosticSink mistakes)
    {
        if (ArgumentReader.IsLegalSize(rows) && ArgumentReader.IsLegalSize(columns) && Padded(rows) * Padded(columns) > MostNumbers)
        {
            mistakes.Add(
                Descriptors.MatrixTooLarge,
                place,
                what,
                rows,
                columns,
                sizeof(float) * Padded(rows) * Padded(columns),
                MostNumbers,
                sizeof(float) * MostNumbers,
                remedy);
        }
    }

    /// <summary>Devices keep rows and columns in whole fours.</summary>
    private static long Padded(int size) => (size + 3L) / 4 * 4;
}
