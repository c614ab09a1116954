using AeGen.Files;

namespace AeGen.ModelFiles;

/// <summary>Reads a file and checks everything in it against a model, which it does not touch.</summary>
/// <param name="file">The file.</param>
/// <param name="architecture">The model's architecture.</param>
/// <param name="names">The names in the file of the model's layers, encoder first.</param>
/// <param name="fields">What the model takes, under those names.</param>
internal sealed class StateReader(SafetensorsFile file, Architecture architecture, TensorNames[] names, StateFields fields)
{
    private readonly SafetensorsHeader header = file.Header;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, float[]> numbers = new(StringComparer.Ordinal);
    private readonly List<Action> changes = [];

    /// <summary>
    /// For each weight of the encoder that a tied decoder's layer transposes, that layer's: either may stand in a file for both.
    /// </summary>
    private readonly Dictionary<string, string> tied = architecture.DecoderKind == DecoderKind.Tied
        ? Enumerable.Range(0, architecture.Encoder.Count)
            .ToDictionary(index => names[index].Weight, index => names[(2 * architecture.Encoder.Count) - 1 - index].Weight)
        : [];

    /// <summary>Reads the file.</summary>
    /// <param name="training">Whether the training's state is wanted too.</param>
    /// <returns>What puts all that was read in place, one after the other.</returns>
    /// <exception cref="InvalidDataException">Something is missing, left over, or not as the model needs it.</exception>
    public IReadOnlyList<Action> Read(bool training)
    {
        FileFacts.Check(file, architecture, training);
        foreach (ZerosField field in fields.ZeroTensors)
        {
            Check(field);
        }

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
                changes.Add(Read(field.Members, ReadTensor, field.Check));
            }
        }

        foreach (NumbersField field in fields.NumberGroups)
        {
            known.UnionWith(field.Members.Select(member => member.Name));
            changes.Add(Read(field.Members, ReadNumbers, field.Check));
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
        float[] values = ReadShared(field);
        int index = Array.FindIndex(values, value => value < field.Least);
        if (index >= 0)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"{file.Name}: {FileText.Quote(field.Name)} holds {values[index]} at index {index}: it must be at least {field.Least}."));
        }

        numbers[field.Name] = values;
        return field.Adjust is null ? values : Checked(field.Name, () => field.Adjust(values));
    }

    /// <summary>Reads a tensor, or one whose numbers it shares: as it stands there, or transposed.</summary>
    private float[] ReadShared(TensorField field)
    {
        SafetensorsEntry? entry = header.Entries.GetValueOrDefault(field.Name);
        bool isTied = entry is null
            && tied.TryGetValue(field.Name, out string? partner)
            && (entry = header.Entries.GetValueOrDefault(partner)) is not null;
        entry ??= header.Find(field.Name) ?? throw new InvalidDataException(
            $"{file.Name}: there is no tensor {FileText.Quote(field.Name)}, which {architecture.Name} needs.");
        known.Add(entry.Name);
        if (entry.Name == field.Name || field.Shape.Length < 2)
        {
            return Read(entry, field.Shape);
        }

        int[] turned = [.. field.Shape.Reverse()];
        if (isTied)
        {
            return DerivedWeights.Transpose(Read(entry, turned), turned[0]);
        }

        bool fits = Has(entry, field.Shape), fitsTurned = Has(entry, turned);
        return fits && fitsTurned
            ? throw new InvalidDataException(
                $"{file.Name}: {FileText.Quote(field.Name)} shares the numbers of {FileText.Quote(entry.Name)}, "
                + $"which is {FileText.Shape(entry.Shape)}: whether it is that or its transpose, the file does not say.")
            : fitsTurned ? DerivedWeights.Transpose(Read(entry, turned), turned[0]) : Read(entry, field.Shape);
    }

    /// <summary>Takes note of a tensor that the model does not need, where the file has it.</summary>
    private void Check(ZerosField field)
    {
        known.Add(field.Name);
        if (header.Find(field.Name) is { } entry && field.Check is { } check)
        {
            known.Add(entry.Name);
            float[] values = Read(entry, field.Shape);
            Checked(field.Name, () =>
            {
                check(values);
                return values;
            });
        }
    }

    private T Checked<T>(string name, Func<T> check)
    {
        try
        {
            return check();
        }
        catch (FormatException exception)
        {
            throw new InvalidDataException($"{file.Name}: {FileText.Quote(name)} cannot be taken: {exception.Message}.", exception);
        }
    }

    /// <summary>Reads numbers of which a file has all or none.</summary>
    private Action Read<T>(IReadOnlyList<TensorShape> members, Func<TensorShape, T[]?> read, Func<IReadOnlyList<T[]>?, Action> check)
    {
        T[]?[] values = [.. members.Select(read)];
        int there = Array.FindIndex(values, numbers => numbers is not null), missing = Array.IndexOf(values, null);
        if (there >= 0 && missing >= 0)
        {
            throw new InvalidDataException(
                $"{file.Name}: there is a tensor {FileText.Quote(members[there].Name)} and no {FileText.Quote(members[missing].Name)}, "
                + $"which belongs to it.");
        }

        return Checked(members[0].Name, () => check(there < 0 ? null : [.. values.Select(numbers => numbers!)]));
    }

    private float[]? ReadTensor(TensorShape member) =>
        header.Entries.GetValueOrDefault(member.Name) is { } entry ? Read(entry, member.Shape) : null;

    /// <summary>Reads numbers from the metadata, or from a tensor; null where there is neither.</summary>
    private double[]? ReadNumbers(TensorShape member)
    {
        float[]? tensor = ReadTensor(member);
        string? text = header.Metadata.GetValueOrDefault(member.Name);
        if (tensor is not null && text is not null)
        {
            throw new InvalidDataException(
                $"{file.Name}: {FileText.Quote(member.Name)} is a tensor and stands in the metadata too; one of them is expected.");
        }

        return text is not null ? Checked(member.Name, () => NumberText.Parse(text, member.Shape[0]))
            : tensor is not null ? Array.ConvertAll(tensor, number => (double)number)
            : null;
    }

    private float[] Read(SafetensorsEntry entry, int[] shape) =>
        Has(entry, shape)
            ? file.Read(entry)
            : throw new InvalidDataException(
                $"{file.Name}: {FileText.Quote(entry.Name)} is {FileText.Shape(entry.Shape)} in the file and {FileText.Shape(shape)} in {architecture.Name}.");

    private static bool Has(SafetensorsEntry entry, int[] shape) => entry.Shape.AsSpan().SequenceEqual([.. shape]);

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
            string name = names[architecture.Encoder.Count + index].Weight;
            if (architecture.Decoder[index].HasOwnWeights || !header.Entries.TryGetValue(name, out SafetensorsEntry? entry))
            {
                continue;
            }

            int partner = architecture.Encoder.Count - 1 - index;
            LayerArchitecture encoder = architecture.Encoder[partner];
            string origin = names[partner].Weight;
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
