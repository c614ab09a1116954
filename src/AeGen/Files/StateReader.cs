namespace AeGen.Files;

/// <summary>Reads a file and checks everything in it against a model, which it does not touch.</summary>
/// <param name="file">The file.</param>
/// <param name="architecture">The model's architecture.</param>
/// <param name="names">The names in the file of the model's layers, encoder first.</param>
/// <param name="fields">What the model takes, under those names.</param>
internal sealed class StateReader(SafetensorsFile file, Architecture architecture, string[] names, StateFields fields)
{
    private readonly SafetensorsHeader header = file.Header;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, float[]> numbers = new(StringComparer.Ordinal);
    private readonly List<Action> changes = [];

    /// <summary>Reads the file.</summary>
    /// <param name="training">Whether the training's state is wanted too.</param>
    /// <returns>What puts all that was read in place, one after the other.</returns>
    /// <exception cref="InvalidDataException">Something is missing, left over, or not as the model needs it.</exception>
    public IReadOnlyList<Action> Read(bool training)
    {
        FileFacts.Check(file, architecture, training);
        foreach (TensorField field in fields.Tensors)
        {
            known.Add(field.Name);
            if (training || !field.IsTraining)
            {
                float[] values = Read(field);
                changes.Add(() => field.Write(values));
            }
        }

        CheckDerived();
        foreach (GroupField field in fields.Groups)
        {
            known.UnionWith(field.Members.Select(member => member.Name));
            if (training || !field.IsTraining)
            {
                changes.Add(Read(field));
            }
        }

        if (header.Entries.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new InvalidDataException(
                $"{file.Name}: {FileText.Quote(unknown)} at offset {header.Entries[unknown].Offset} is no tensor of {architecture.Name}.");
        }

        foreach (TextField field in fields.Texts)
        {
            if (training || !field.IsTraining)
            {
                changes.Add(Read(field));
            }
        }

        return changes;
    }

    private float[] Read(TensorField field)
    {
        if (!header.Entries.TryGetValue(field.Name, out SafetensorsEntry? entry))
        {
            throw new InvalidDataException($"{file.Name}: there is no tensor {FileText.Quote(field.Name)}, which {architecture.Name} needs.");
        }

        float[] values = Read(entry, field.Shape);
        int index = Array.FindIndex(values, value => value < field.Least);
        if (index >= 0)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"{file.Name}: {FileText.Quote(field.Name)} holds {values[index]} at index {index}: it must be at least {field.Least}."));
        }

        numbers[field.Name] = values;
        return values;
    }

    private Action Read(GroupField field)
    {
        SafetensorsEntry?[] entries = [.. field.Members.Select(member => header.Entries.GetValueOrDefault(member.Name))];
        int there = Array.FindIndex(entries, entry => entry is not null), missing = Array.IndexOf(entries, null);
        if (there >= 0 && missing >= 0)
        {
            throw new InvalidDataException(
                $"{file.Name}: there is a tensor {FileText.Quote(field.Members[there].Name)} and no {FileText.Quote(field.Members[missing].Name)}, which belongs to it.");
        }

        float[][]? values = there < 0 ? null : [.. entries.Zip(field.Members, (entry, member) => Read(entry!, member.Shape))];
        try
        {
            return field.Check(values);
        }
        catch (FormatException exception)
        {
            throw new InvalidDataException($"{file.Name}: {FileText.Quote(field.Members[0].Name)} cannot be taken: {exception.Message}.", exception);
        }
    }

    private float[] Read(SafetensorsEntry entry, int[] shape) =>
        entry.Shape.AsSpan().SequenceEqual([.. shape])
            ? file.Read(entry)
            : throw new InvalidDataException(
                $"{file.Name}: {FileText.Quote(entry.Name)} is {FileText.Shape(entry.Shape)} in the file and {FileText.Shape(shape)} in {architecture.Name}.");

    private Action Read(TextField field)
    {
        string? text = header.Metadata.GetValueOrDefault(field.Key);
        if (text is null && !field.IsOptional)
        {
            throw new InvalidDataException($"{file.Name}: the metadata has no '{field.Key}', which {architecture.Name} needs.");
        }

        try
        {
            return field.Check(text);
        }
        catch (FormatException exception)
        {
            throw new InvalidDataException(
                $"{file.Name}: the metadata's '{field.Key}' is {FileText.Quote(text ?? string.Empty)}: {exception.Message}.", exception);
        }
    }

    /// <summary>A decoder layer without weights of its own may stand in the file with the weights that it works with, and no others.</summary>
    private void CheckDerived()
    {
        for (int index = 0; index < architecture.Decoder.Count; index++)
        {
            string name = names[architecture.Encoder.Count + index] + StateNames.Weight;
            if (architecture.Decoder[index].HasOwnWeights || !header.Entries.TryGetValue(name, out SafetensorsEntry? entry))
            {
                continue;
            }

            int partner = architecture.Encoder.Count - 1 - index;
            LayerArchitecture encoder = architecture.Encoder[partner];
            string origin = names[partner] + StateNames.Weight;
            float[] v = Read(entry, [encoder.Inputs, encoder.Outputs]);
            string? difference = architecture.DecoderKind == DecoderKind.Tied
                ? DerivedWeights.CheckTranspose(v, numbers[origin], encoder.Inputs, encoder.Outputs)
                : DerivedWeights.CheckRightInverse(v, numbers[origin], encoder.Inputs, encoder.Outputs, architecture.Damping);
            if (difference is not null)
            {
                throw new InvalidDataException(
                    $"{file.Name}: {FileText.Quote(name)} is not {DerivedWeights.Origin(architecture.DecoderKind, FileText.Quote(origin))}, as {architecture.Name} declares: {difference}.");
            }

            known.Add(name);
        }
    }
}
