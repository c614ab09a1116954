using System.Text;
using AeGen.Testing.Harness;
using AeGen.Testing.Reference;
using AeGen.Testing.Training;

namespace AeGen.Tests.Files;

/// <summary>Valid files, damaged at random: each loads or is refused with its own exception, and a refused one changes nothing.</summary>
public sealed class FuzzTests
{
    private const int Files = 20_000;
    private const int CheckEvery = 50;

    private static readonly string[] Words =
    [
        "0", "-1", "1e9", "4294967296", "18446744073709551615", "9223372036854775807", "null", "true", "[", "]", "{", "}", "\"", ",", ":", "\\u0000",
        "\\ud800", "F64", "BF16", "I64", "U8", "BOOL", "dtype", "shape", "data_offsets", "__metadata__", "encoder.0.weight", "decoder.9.bias", "NaN", " ",
        "\\u0022", "threshold", "scaling.factor", "training.state", "training.best.", "1e999", "-0", "2147483648",
    ];

    [Fact]
    public void A_damaged_file_loads_or_is_refused()
    {
        var random = new Random(77);
        string[] names = [FileModels.Dense, FileModels.Tied, FileModels.RightInverse, FileModels.Own, FileModels.Normalized];
        int loaded = 0, refused = 0;
        foreach (string name in names)
        {
            using ModelHandle model = FileModels.Create(name);
            FileModels.Train(model, 0, 2);
            byte[][] valid = [FileModels.BytesOf(model), FileModels.BytesOf(model, training: true), InTraining(model)];
            for (int i = 0; i < Files / names.Length; i++)
            {
                bool training = i % 3 > 0;
                byte[] content = Damage(valid[i % 3], random);
                string[]? before = i % CheckEvery < 3 ? FileModels.Contents(model) : null;
                try
                {
                    FileModels.Load(model, content, training);
                    loaded++;
                }
                catch (InvalidDataException exception)
                {
                    Assert.StartsWith("memory: ", exception.Message, StringComparison.Ordinal);
                    refused++;
                    if (before is not null)
                    {
                        Assert.Equal(before, FileModels.Contents(model));
                    }
                }
            }
        }

        // Both must happen, or the damage is none or too much to get anywhere.
        Assert.Equal(Files, loaded + refused);
        Assert.InRange(loaded, Files / 20, Files / 2);
    }

    /// <summary>A checkpoint of a training, with all that one can hold.</summary>
    private static byte[] InTraining(ModelHandle model)
    {
        model.Scaling = new([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6]);
        model.Threshold = 0.25;
        TrainingState state = model.Fit(TrainingData.Train, new()
        {
            Epochs = 3,
            BatchSize = 8,
            LearningRate = LearningRate.ReduceOnPlateau(0.01f),
            EarlyStopping = new() { MinimumDelta = 100 },
        }).State!;
        Assert.NotNull(state.Parameters);
        return FileModels.BytesOf(model, training: true, state);
    }

    private static byte[] Damage(byte[] valid, Random random)
    {
        List<byte> content = [.. valid];
        int header = 8 + BitConverter.ToInt32(valid);
        for (int change = random.Next(3); change >= 0; change--)
        {
            // Most of the damage is to the header, where there is more to get wrong.
            int place = random.Next(random.Next(4) == 0 ? content.Count : Math.Min(header, content.Count));
            switch (random.Next(7))
            {
                case 0:
                    content[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    content[place] = (byte)random.Next(256);
                    break;
                case 2:
                    content.RemoveRange(place, Math.Min(random.Next(1, 20), content.Count - place));
                    break;
                case 3:
                    content.InsertRange(place, content.GetRange(place, Math.Min(random.Next(1, 80), content.Count - place)));
                    break;
                case 4:
                    byte[] word = Encoding.UTF8.GetBytes(random.Pick(Words));
                    content.RemoveRange(place, Math.Min(word.Length, content.Count - place));
                    content.InsertRange(place, word);
                    break;
                case 5:
                    // A digit for a digit keeps the header's length and gets past the parser.
                    int digit = content.FindIndex(place, value => value is >= (byte)'0' and <= (byte)'9');
                    content[Math.Max(0, digit)] = (byte)('0' + random.Next(10));
                    break;
                default:
                    byte[] number = BitConverter.GetBytes(random.NextSingle());
                    int start = Math.Max(header, content.Count - 4) - (4 * random.Next(20));
                    for (int i = 0; i < 4 && start + i < content.Count; i++)
                    {
                        content[start + i] = number[i];
                    }

                    break;
            }

            if (content.Count == 0)
            {
                break;
            }
        }

        return [.. content];
    }
}
