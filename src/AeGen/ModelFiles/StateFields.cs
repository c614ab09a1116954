using System.Globalization;
using AeGen.Files;

namespace AeGen.ModelFiles;

/// <summary>
/// What of a network is written to files and read back: one line for each tensor, group of tensors and text, good for both directions. A file is read
/// and checked in full before the first of its numbers is put in place.
/// </summary>
internal sealed class StateFields
{
    private readonly List<TensorField> tensors = [];
    private readonly List<ZerosField> zeros = [];
    private readonly List<GroupField> groups = [];
    private readonly List<NumbersField> numbers = [];
    private readonly List<TextField> texts = [];

    /// <summary>The tensors, in the order in which they are written.</summary>
    public IReadOnlyList<TensorField> Tensors => tensors;

    /// <summary>The tensors that are zero.</summary>
    public IReadOnlyList<ZerosField> ZeroTensors => zeros;

    /// <summary>The groups of tensors, in the order in which they are written, after the others.</summary>
    public IReadOnlyList<GroupField> Groups => groups;

    /// <summary>The groups of numbers in the metadata.</summary>
    public IReadOnlyList<NumbersField> NumberGroups => numbers;

    /// <summary>The texts, in the order in which they are written.</summary>
    public IReadOnlyList<TextField> Texts => texts;

    /// <summary>Whether what is added from now on is the training's, which files of the model alone lack.</summary>
    public bool IsTraining { get; set; }

    /// <summary>Adds a tensor, which every file has.</summary>
    /// <param name="name">Its name in files.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="read">Copies it out, row-major.</param>
    /// <param name="write">Puts it in place, all of its numbers finite.</param>
    /// <param name="least">The smallest number that it may hold.</param>
    /// <param name="adjust">
    /// What is put in place of what a file holds, or null for that itself; a <see cref="FormatException"/> says what is wrong with it.
    /// </param>
    public void Tensor(
        string name,
        int[] shape,
        Func<float[]> read,
        Action<float[]> write,
        float least = float.MinValue,
        Func<float[], float[]>? adjust = null) =>
        tensors.Add(new(name, shape, read, write, least, adjust, IsTraining));

    /// <summary>Adds a tensor that a module of PyTorch has and the model does not: zeros in our files, and a file may lack it.</summary>
    /// <param name="name">Its name in files.</param>
    /// <param name="type">The type of its numbers.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="isWritten">Whether our files have it.</param>
    /// <param name="check">
    /// Takes what a file has there, before the other tensors are read; a <see cref="FormatException"/> says what is wrong with it.
    /// Null where it means nothing.
    /// </param>
    public void Zeros(string name, string type, int[] shape, bool isWritten, Action<float[]>? check) =>
        zeros.Add(new(name, type, shape, isWritten, check));

    /// <summary>Adds tensors of which a file has all or none.</summary>
    /// <param name="members">Their names and dimensions.</param>
    /// <param name="read">Copies them out, row-major; null where there is nothing to write.</param>
    /// <param name="check">
    /// Takes them, all of their numbers finite, or null where the file lacks them, and returns what puts them in place; a
    /// <see cref="FormatException"/> says what is wrong with them.
    /// </param>
    public void Group(IReadOnlyList<TensorShape> members, Func<IReadOnlyList<float[]>?> read, Func<IReadOnlyList<float[]>?, Action> check) =>
        groups.Add(new(members, read, check, IsTraining));

    /// <summary>
    /// Adds numbers of double precision of which a file has all or none. They are written to the metadata, where PyTorch does not look for
    /// a module's tensors; they are read from there, or from tensors.
    /// </summary>
    /// <param name="members">Their names and dimensions.</param>
    /// <param name="read">Copies them out; null where there is nothing to write.</param>
    /// <param name="check">As of a group of tensors.</param>
    public void Numbers(IReadOnlyList<TensorShape> members, Func<IReadOnlyList<double[]>?> read, Func<IReadOnlyList<double[]>?,
        Action> check) =>
        numbers.Add(new(members, read, check));

    /// <summary>Adds a text.</summary>
    /// <param name="key">Its name in files' metadata.</param>
    /// <param name="read">Writes it down; null where there is nothing to write, which only an optional one may say.</param>
    /// <param name="check">
    /// Reads it, null where the file lacks it, and returns what puts it in place; a <see cref="FormatException"/> says what is wrong with it.
    /// </param>
    /// <param name="isOptional">Whether a file may lack it.</param>
    public void Text(string key, Func<string?> read, Func<string?, Action> check, bool isOptional = false) =>
        texts.Add(new(key, read, check, isOptional, IsTraining));

    /// <summary>Adds a count, from 0.</summary>
    public void Count(string key, Func<long> read, Action<long> write) => Text(
        key,
        () => read().ToString(CultureInfo.InvariantCulture),
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count)
            ? () => write(count)
            : throw new FormatException("a whole number from 0 to 2^63 - 1 is expected"));

    /// <summary>Copies everything out.</summary>
    /// <param name="training">Whether to include what is the training's.</param>
    /// <param name="metadata">What else the file says about itself.</param>
    public ModelState Gather(bool training, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        List<KeyValuePair<string, string>> words = [.. metadata];
        foreach (TextField field in texts)
        {
            if ((training || !field.IsTraining) && field.Read() is { } text)
            {
                words.Add(new(field.Key, text));
            }
        }

        // Numbers of 64 bits come first, so that each tensor lies at a multiple of its numbers' size, as PyTorch's reader asks for.
        List<NamedTensor> written =
        [
            .. zeros.Where(field => field.IsWritten).OrderByDescending(field => TensorTypes.SizeOf(field.Type))
                .Select(field => new NamedTensor(
                    field.Name, field.Shape, new float[field.Shape.Aggregate(1, (product, size) => product * size)], field.Type)),
        ];
        foreach (TensorField field in tensors)
        {
            if (training || !field.IsTraining)
            {
                written.Add(new(field.Name, field.Shape, field.Read()));
            }
        }

        foreach (NumbersField field in numbers)
        {
            if (field.Read() is { } members)
            {
                words.AddRange(field.Members.Zip(members, (member, values) => KeyValuePair.Create(member.Name, NumberText.Of(values))));
            }
        }

        foreach (GroupField field in groups)
        {
            if ((training || !field.IsTraining) && field.Read() is { } members)
            {
                written.AddRange(field.Members.Zip(members, (member, values) => new NamedTensor(member.Name, member.Shape, values)));
            }
        }

        return new ModelState(written, words);
    }
}

/// <summary>A tensor that is written and read back; see <see cref="StateFields.Tensor"/>.</summary>
internal sealed record TensorField(
    string Name, int[] Shape, Func<float[]> Read, Action<float[]> Write, float Least, Func<float[], float[]>? Adjust, bool IsTraining);

/// <summary>A tensor that the model does not need; see <see cref="StateFields.Zeros"/>.</summary>
internal sealed record ZerosField(string Name, string Type, int[] Shape, bool IsWritten, Action<float[]>? Check);

/// <summary>Tensors that are written and read back together; see <see cref="StateFields.Group"/>.</summary>
internal sealed record GroupField(
    IReadOnlyList<TensorShape> Members, Func<IReadOnlyList<float[]>?> Read, Func<IReadOnlyList<float[]>?, Action> Check, bool IsTraining);

/// <summary>Numbers that are written and read back together; see <see cref="StateFields.Numbers"/>.</summary>
internal sealed record NumbersField(
    IReadOnlyList<TensorShape> Members, Func<IReadOnlyList<double[]>?> Read, Func<IReadOnlyList<double[]>?, Action> Check);

/// <summary>A tensor's name in files, and its dimensions.</summary>
internal sealed record TensorShape(string Name, int[] Shape);

/// <summary>A text that is written and read back; see <see cref="StateFields.Text"/>.</summary>
internal sealed record TextField(string Key, Func<string?> Read, Func<string?, Action> Check, bool IsOptional, bool IsTraining);
