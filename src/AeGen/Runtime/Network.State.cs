using System.Globalization;
using AeGen.Files;
using AeGen.ModelFiles;

namespace AeGen.Runtime;

/// <content>What makes up the network's state.</content>
public sealed unsafe partial class Network<TModel>
{
    /// <summary>All that files hold of this network.</summary>
    /// <param name="names">The names of the layers there, encoder first.</param>
    /// <param name="trainingState">The state of a training that goes with it.</param>
    /// <param name="written">The scaling that is written, which another thread may set meanwhile.</param>
    private StateFields Fields(TensorNames[] names, TrainingStatePart trainingState, Scaling? written)
    {
        var fields = new StateFields();
        for (int index = 0; index < names.Length; index++)
        {
            AddParameters(fields, names[index], index);
        }

        Scaling? found = null;
        fields.Numbers(
            [new(StateNames.ScalingOffset, [plan.Architecture.InputSize]), new(StateNames.ScalingFactor, [plan.Architecture.InputSize])],
            () => written is null ? null : [written.Offsets.ToArray(), written.Factors.ToArray()],
            values =>
            {
                found = values is null ? null : CheckScaling(() => new Scaling(values[0], values[1]));
                return () => { };
            });
        fields.Text(
            StateNames.ScalingLimits,
            () => written is { IsClipped: true }
                ? string.Create(CultureInfo.InvariantCulture, $"{written.Least:R} {written.Greatest:R}")
                : null,
            text =>
            {
                Scaling? clipped = text is null ? found : Clip(found, text);
                return () => Scaling = clipped;
            },
            isOptional: true);
        fields.Text(StateNames.Threshold, () => Threshold?.ToString("R", CultureInfo.InvariantCulture), CheckThreshold, isOptional: true);
        fields.IsTraining = true;
        fields.Text(StateNames.OptimizerSettings, () => OptimizerSettingsText.Of(optimizerSettings), CheckSettings);
        fields.Count(StateNames.OptimizerSteps, () => stepsTaken, steps => stepsTaken = steps);
        for (int index = 0; index < names.Length; index++)
        {
            AddMoments(fields, names[index], index);
        }

        trainingState.AddTo(fields);
        return fields;
    }

    private void AddParameters(StateFields fields, TensorNames names, int index)
    {
        LayerLayout layout = plan.Layers[index];
        LayerArchitecture layer = LayerAt(index);
        if (layout.Weight >= 0)
        {
            WeightLayout weight = plan.Weights[layout.Weight];
            fields.Tensor(
                names.Weight,
                [layer.Outputs, layer.Inputs],
                () => ReadMatrix(weight.Matrix, layer.Inputs, layer.Outputs),
                values => WriteWeights(weight, layer, values));
        }

        Func<float[], float[]>? adjustMeans = AddNormModule(fields, names, layer);
        foreach (LayerVector vector in LayerVectors.Of(layer))
        {
            long offset = OffsetOf(index, vector);
            fields.Tensor(
                names.Of(vector),
                [layer.Outputs],
                () => parameters.Slice(offset, layer.Outputs).ToArray(),
                values => values.CopyTo(parameters.Slice(offset, layer.Outputs)),
                vector.Least(),
                vector == LayerVector.RunningMean ? adjustMeans : null);
        }
    }

    /// <summary>Adds what PyTorch's modules of a normalised layer have beyond the layer's own numbers.</summary>
    /// <returns>What becomes of a file's running means.</returns>
    private static Func<float[], float[]>? AddNormModule(StateFields fields, TensorNames names, LayerArchitecture layer)
    {
        if (names.Norm is null)
        {
            return null;
        }

        float[]? before = null;
        bool isOfBatch = layer.Normalization!.Kind == NormalizationKind.Batch;
        fields.Zeros(names.Linear + StateNames.Bias, TensorTypes.Single, [layer.Outputs], isWritten: layer.HasBias, values =>
        {
            if (!isOfBatch)
            {
                BiasBeforeNorm.RequireNoEffect(values);
            }

            before = values;
        });
        if (!layer.HasBias)
        {
            fields.Zeros(names.Of(LayerVector.Bias), TensorTypes.Single, [layer.Outputs], isWritten: true, values =>
            {
                if (values.Any(value => value != 0))
                {
                    throw new FormatException($"'{layer.Name}' has no biases, and these are not 0");
                }
            });
        }

        if (isOfBatch)
        {
            fields.Zeros(names.Norm + StateNames.BatchCount, TensorTypes.Count, [], isWritten: true, check: null);
        }

        return means => before is null ? means : BiasBeforeNorm.TakeOff(before, means);
    }

    private void AddMoments(StateFields fields, TensorNames names, int index)
    {
        LayerLayout layout = plan.Layers[index];
        LayerArchitecture layer = LayerAt(index);
        for (int moment = 1; moment <= plan.Moments; moment++)
        {
            int part = moment;
            if (layout.Weight >= 0)
            {
                MatrixLayout matrix = plan.Weights[layout.Weight].Matrix;
                fields.Tensor(
                    StateNames.Moment(names.Weight, moment),
                    [layer.Outputs, layer.Inputs],
                    () => ReadMoment(part, matrix, layer),
                    values => WriteMoment(part, matrix, layer, values),
                    least: LeastOf(moment));
            }

            foreach (LayerVector vector in LayerVectors.Of(layer).Where(LayerVectors.IsTrained))
            {
                long offset = OffsetOf(index, vector);
                fields.Tensor(
                    StateNames.Moment(names.Of(vector), moment),
                    [layer.Outputs],
                    () => moments is null ? new float[layer.Outputs] : new ReadOnlySpan<float>(PartOf(part) + offset, layer.Outputs).ToArray(),
                    values => values.CopyTo(new Span<float>(PartOf(part) + offset, layer.Outputs)),
                    least: LeastOf(moment));
            }
        }
    }

    /// <summary>The second moment is a mean of squares, whose root the step divides by.</summary>
    private static float LeastOf(int moment) => moment == 2 ? 0 : float.MinValue;

    /// <summary>A moment of a weight, [outputs, inputs]; zeros before the first step.</summary>
    private float[] ReadMoment(int part, MatrixLayout matrix, LayerArchitecture layer)
    {
        float[] values = new float[layer.Outputs * layer.Inputs];
        if (moments is not null)
        {
            ReadMatrix(PartOf(part), matrix, layer.Inputs, layer.Outputs, values);
        }

        return values;
    }

    private void WriteMoment(int part, MatrixLayout matrix, LayerArchitecture layer, ReadOnlySpan<float> values)
    {
        for (int output = 0; output < layer.Outputs; output++)
        {
            for (int input = 0; input < layer.Inputs; input++)
            {
                PartOf(part)[Place(matrix, layer, input, output)] = values[(output * layer.Inputs) + input];
            }
        }
    }

    private static Scaling Clip(Scaling? scaling, string text)
    {
        string[] limits = text.Split(' ');
        return scaling is not null && limits.Length == 2
            && float.TryParse(limits[0], NumberStyles.Float, CultureInfo.InvariantCulture, out float least)
            && float.TryParse(limits[1], NumberStyles.Float, CultureInfo.InvariantCulture, out float greatest)
            ? CheckScaling(() => scaling.ClippedTo(least, greatest))
            : throw new FormatException(
                "the least and the greatest value of a scaling that the file has are expected, with a space between them");
    }

    private static Scaling CheckScaling(Func<Scaling> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private Action CheckThreshold(string? text)
    {
        if (text is null)
        {
            return () => Threshold = null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double found) && found is >= 0 and <= double.MaxValue
            ? () => Threshold = found
            : throw new FormatException("a finite number, at least 0, is expected");
    }

    private Action CheckSettings(string? text)
    {
        OptimizerSettings settings = OptimizerSettingsText.Parse(text!);
        try
        {
            RequireLegal(settings);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new FormatException($"{exception.ParamName} is {exception.ActualValue}, out of its range", exception);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException("a gradient is clipped by its norm or by value, and not by both", exception);
        }

        return () => optimizerSettings = settings;
    }
}
