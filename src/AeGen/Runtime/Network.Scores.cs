using System.Buffers;
using System.Runtime.InteropServices;

namespace AeGen.Runtime;

/// <content>Reconstruction errors as scores.</content>
public sealed unsafe partial class Network<TModel>
{
    /// <summary>Computes each sample's mean squared error.</summary>
    public void Score(ReadOnlySpan<float> input, Span<float> scores, ComputeDevice? device)
    {
        int count = CountSamples(input.Length, plan.Architecture.InputSize, nameof(input));
        RequireLength(scores.Length, count, 1, nameof(scores));
        RequireApart(input, scores, nameof(scores));
        RequireFinite(input, plan.Architecture.InputSize, nameof(input));
        MeasureErrors(device, Stretch.Score, input, scores, count);
    }

    /// <summary>Computes the squared error of each feature of each sample.</summary>
    public void Contributions(ReadOnlySpan<float> input, Span<float> contributions, ComputeDevice? device)
    {
        int count = CountSamples(input.Length, plan.Architecture.InputSize, nameof(input));
        RequireLength(contributions.Length, count, plan.Architecture.InputSize, nameof(contributions));
        RequireApart(input, contributions, nameof(contributions));
        RequireFinite(input, plan.Architecture.InputSize, nameof(input));
        MeasureErrors(device, Stretch.Contributions, input, contributions, count);
    }

    private static void RequireApart(ReadOnlySpan<float> input, Span<float> result, string name)
    {
        if (input.Overlaps(result))
        {
            throw new ArgumentException($"'{name}' overlaps the samples, which are still read while it is written.", name);
        }
    }

    private void MeasureErrors(ComputeDevice? device, Stretch stretch, ReadOnlySpan<float> input, Span<float> errors, int count)
    {
        if (device is null)
        {
            Run(null, stretch, input, errors, count);
        }
        else
        {
            MeasureErrorsOn(device, stretch, input, errors, count);
        }
    }

    /// <summary>Reconstructs on a device and takes the errors here.</summary>
    private void MeasureErrorsOn(ComputeDevice device, Stretch stretch, ReadOnlySpan<float> input, Span<float> errors, int count)
    {
        int size = plan.Architecture.InputSize, rows = Math.Min(count, Math.Max(1, device.NumbersAtATime / size));
        float[]? rented = stretch == Stretch.Score ? ArrayPool<float>.Shared.Rent(rows * size) : null;
        gate.EnterRead();
        try
        {
            DeviceNetwork copy = On(device, training: false);
            for (int first = 0; first < count; first += rows)
            {
                int length = Math.Min(rows, count - first);
                ReadOnlySpan<float> samples = input.Slice(first * size, length * size);

                // Squared errors of features take the place of their reconstructions.
                Span<float> outputs = rented is null ? errors.Slice(first * size, length * size) : rented.AsSpan(0, length * size);
                lock (device.Turn)
                {
                    copy.Infer(Stretch.Reconstruct, samples, outputs, length);
                }

                ref float sample = ref MemoryMarshal.GetReference(samples), output = ref MemoryMarshal.GetReference(outputs);
                if (rented is null)
                {
                    SquaredErrors.Each(ref sample, ref output, size, Panels.Width, size, ref output, length);
                }
                else
                {
                    SquaredErrors.Means(ref sample, ref output, size, Panels.Width, size, errors.Slice(first, length));
                }
            }
        }
        finally
        {
            gate.ExitRead();
            if (rented is not null)
            {
                ArrayPool<float>.Shared.Return(rented);
            }
        }
    }
}
