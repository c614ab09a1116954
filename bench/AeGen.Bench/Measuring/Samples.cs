namespace AeGen.Bench.Measuring;

/// <summary>Random samples to compute on, numbers from 0 to 1: as many as somebody has asked for so far.</summary>
internal sealed class Samples
{
    private readonly Dictionary<int, float[]> drawn = [];

    /// <summary>So many samples of a size.</summary>
    public ReadOnlyMemory<float> Take(int count, int size)
    {
        int length = checked(count * size);
        if (!drawn.TryGetValue(size, out float[]? numbers) || numbers.Length < length)
        {
            // Not a secret, and the same in every run.
#pragma warning disable CA5394
            var random = new Random(1);
            numbers = GC.AllocateUninitializedArray<float>(length);
            for (int i = 0; i < length; i++)
            {
                numbers[i] = random.NextSingle();
            }
#pragma warning restore CA5394

            drawn[size] = numbers;
        }

        return numbers.AsMemory(0, length);
    }
}
