using AeGen.Runtime;

namespace AeGen.ModelFiles;

/// <summary>The state of a training as a part of checkpoints: a text, and as tensors the copies of the parameters that belong to it.</summary>
/// <param name="architecture">The model's architecture.</param>
/// <param name="names">The names in the file of the model's layers, encoder first.</param>
internal sealed class TrainingStatePart(Architecture architecture, TensorNames[] names)
{
    private TrainedParameters? best;
    private TrainedParameters? last;

    /// <summary>What is written, or what has been read; null for none.</summary>
    public TrainingState? State { get; set; }

    /// <summary>Adds what files hold of it.</summary>
    public void AddTo(StateFields fields)
    {
        AddCopy(fields, StateNames.BestParameter, () => State?.BestParameters, read => best = read);
        AddCopy(fields, StateNames.LastParameter, () => State?.Parameters, read => last = read);
        fields.Text(StateNames.TrainingState, () => State is null ? null : TrainingStateText.Of(State), Check, isOptional: true);
    }

    private static void NothingToChange()
    {
    }

    /// <summary>Adds a copy of all parameters. Read ones are the state's, and change nothing in the model.</summary>
    private void AddCopy(StateFields fields, Func<string, string> nameOf, Func<TrainedParameters?> read, Action<TrainedParameters?> take)
    {
        LayerArchitecture[] layers = [.. architecture.Layers];
        var members = new List<TensorShape>();
        for (int index = 0; index < layers.Length; index++)
        {
            if (layers[index].HasOwnWeights)
            {
                members.Add(new(nameOf(names[index].Weight), [layers[index].Outputs, layers[index].Inputs]));
            }

            foreach (LayerVector vector in LayerVectors.Of(layers[index]))
            {
                members.Add(new(nameOf(names[index].Of(vector)), [layers[index].Outputs]));
            }
        }

        fields.Group(
            members,
            () => read() is { } copy ? Flatten(layers, copy) : null,
            values =>
            {
                take(values is null ? null : Take(layers, values));
                return NothingToChange;
            });
    }

    /// <summary>The numbers there are, layer after layer, weights first.</summary>
    private static List<float[]> Flatten(LayerArchitecture[] layers, TrainedParameters copy)
    {
        var numbers = new List<float[]>();
        for (int index = 0; index < layers.Length; index++)
        {
            if (layers[index].HasOwnWeights)
            {
                numbers.Add(copy.Weights[index]!);
            }

            numbers.AddRange(LayerVectors.Of(layers[index]).Select(vector => vector.In(copy, index)!));
        }

        return numbers;
    }

    private static TrainedParameters Take(LayerArchitecture[] layers, IReadOnlyList<float[]> values)
    {
        int next = 0;
        float[]?[] weights = new float[layers.Length][], biases = new float[layers.Length][];
        NormalizationParameters?[] normalizations = new NormalizationParameters[layers.Length];
        for (int index = 0; index < layers.Length; index++)
        {
            weights[index] = layers[index].HasOwnWeights ? values[next++] : null;
            biases[index] = layers[index].HasBias ? values[next++] : null;
            normalizations[index] = layers[index].Normalization switch
            {
                null => null,
                { Kind: NormalizationKind.Layer } => new(values[next++]),
                _ => new(values[next++], values[next++], values[next++]),
            };
        }

        return new TrainedParameters(weights, biases) { Normalizations = normalizations };
    }

    /// <summary>Reads the text, after the tensors.</summary>
    private Action Check(string? text)
    {
        if (text is null && (best ?? last) is not null)
        {
            throw new FormatException("there are parameters of a training and not its state");
        }

        State = text is null ? null : TrainingStateText.Parse(text) with { BestParameters = best, Parameters = last };
        if (State is not null)
        {
            new TrainingStateCheck(architecture, problem => new FormatException($"no training comes to it: {problem}")).RequireSound(State);
        }

        return NothingToChange;
    }
}
