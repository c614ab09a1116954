using AeGen.Runtime;
using AeGen.Testing.Harness;
using AeGen.Testing.Reference;
using AeGen.Testing.Use;
using AeGen.Tests.Harness;

namespace AeGen.Tests.Use;

public sealed class ScoreTests(CpuTarget target) : ScoreTests<CpuTarget>(target), IClassFixture<CpuTarget>
{
    [Fact]
    public void Scores_and_thresholds_are_the_same_bits_for_any_number_of_threads()
    {
        float[] data = new Random(2).NextSingles(1001 * 100, -1, 1);
        foreach (TestVariant variant in Target.Variants)
        {
            int[]? expected = null;
            foreach (TestRun run in variant.Runs)
            {
                using ModelHandle model = Create(CommonModels.RightInverse, 4);
                run.Apply(model);
                float[] scores = new float[1001], contributions = new float[data.Length];
                model.Score(data, scores);
                model.Contributions(data, contributions);
                float threshold = (float)model.FitThreshold(new DataSet(data, 100), 0.1);

                int[] bits = [.. scores.Concat(contributions).Append(threshold).Select(BitConverter.SingleToInt32Bits)];
                expected ??= bits;
                Assert.Equal(expected, bits);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(63)]
    [InlineData(100)]
    public void Errors_in_panels_are_those_in_rows(int features)
    {
        const int Rows = 5;
        const int Capacity = 8;
        float[] samples = new Random(1).NextSingles(Rows * features, -1, 1), outputs = new Random(2).NextSingles(Rows * features, -1, 1);
        float[] panels = new float[Panels.PadColumns(features) * Capacity];
        Array.Fill(panels, float.NaN);
        float[] byRows = new float[Rows], byPanels = new float[Rows], eachByRows = new float[samples.Length], eachByPanels = new float[samples.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            (int row, int column) = (i / features, i % features);
            panels[(column / 32 * 32 * Capacity) + (row * 32) + (column % 32)] = outputs[i];
        }

        SquaredErrors.Means(ref samples[0], ref outputs[0], features, 32, features, byRows);
        SquaredErrors.Means(ref samples[0], ref panels[0], 32, Capacity * 32, features, byPanels);
        SquaredErrors.Each(ref samples[0], ref outputs[0], features, 32, features, ref eachByRows[0], Rows);
        SquaredErrors.Each(ref samples[0], ref panels[0], 32, Capacity * 32, features, ref eachByPanels[0], Rows);

        Assert.Equal(byRows, byPanels);
        Assert.Equal(eachByRows, eachByPanels);
        for (int i = 0; i < Rows; i++)
        {
            double expected = Enumerable.Range(i * features, features).Average(j => Math.Pow((double)samples[j] - outputs[j], 2));
            Assert.Equal(expected, byRows[i], 1e-6 * expected);
        }
    }
}
