namespace AeGen.Generators.Targets.Model;

/// <summary>Writes what stands before a member of the declared class: its comment and its attributes.</summary>
internal static class MemberHead
{
    /// <summary>Writes what stands before a method or a property.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="summary">What the member is for.</param>
    /// <param name="errors">The interface's member that describes its errors, as a comment refers to it; or null.</param>
    public static void Write(CodeWriter writer, string summary, string? errors = null)
    {
        writer.Summary(summary);
        if (errors is not null)
        {
            writer.Line($"/// <remarks>Errors: see <see cref=\"global::AeGen.IAutoencoder{{TSelf}}.{errors}\"/>.</remarks>");
        }

        writer.Line(Marks.Code);
    }

    /// <summary>Writes what stands before a field.</summary>
    public static void OfField(CodeWriter writer, string summary)
    {
        writer.Summary(summary);
        writer.Line(Marks.Field);
    }
}
