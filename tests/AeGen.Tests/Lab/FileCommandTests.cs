using AeGen.Lab;
using AeGen.Testing.Data;
using AeGen.Testing.Lab;
using AeGen.Testing.Reference;

namespace AeGen.Tests.Lab;

/// <summary>The commands from file to file: train, encode, reconstruct, score.</summary>
public sealed class FileCommandTests : IDisposable
{
    private const int Size = 64;
    private const int Count = 120;

    private static readonly DataSet Samples = new(new Random(4).NextSingles(Count * Size, -3, 9), Size);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_model_goes_from_the_data_to_its_file_and_from_there_to_codes_reconstructions_and_scores()
    {
        string data = InFolder("samples.npy"), model = InFolder("new/model.safetensors");
        NpyFile.Write(data, Samples);

        string output = await Run(
            $"train --model tied64to8 --data {data} --output {model} --epochs 5 --batch 16 --scaling standard --validation 0.25 --contamination 0.1 --seed 3 --schedule linear");
        Assert.Matches(@"(?m)^Tied64To8: epoch 5/5, loss ", output);
        Assert.Matches(@"(?m)^Tied64To8: 5 epochs, loss \S+, validation loss \S+, threshold [0-9.]+\.", output);
        Assert.Contains($"Model: {model}", output, StringComparison.Ordinal);

        // The same in code.
        using var expected = AeGen.Lab.Models.Tied64To8.Create(3);
        expected.Scaling = Scaling.Standard(Samples);
        DataSet scaled = expected.Scaling.Apply(Samples);
        expected.Fit(scaled, new() { Epochs = 5, BatchSize = 16, Seed = 3, ValidationSplit = 0.25, LearningRate = LearningRate.Linear(3e-3f) });
        expected.FitThreshold(scaled, 0.1);
        using var trained = AeGen.Lab.Models.Tied64To8.Load(model);
        Assert.Equal(expected.Layers[0].GetWeights(), trained.Layers[0].GetWeights());
        Assert.Equal((expected.Scaling, expected.Threshold), (trained.Scaling, trained.Threshold));

        float[] codes = new float[Count * 8], reconstructions = new float[Count * Size], scores = new float[Count];
        expected.Encode(scaled.Samples.Span, codes);
        expected.Reconstruct(scaled.Samples.Span, reconstructions);
        expected.Scaling.Invert(reconstructions, reconstructions);
        expected.Score(scaled.Samples.Span, scores);
        foreach (string ending in (string[])["npy", "CSV"])
        {
            Assert.Equal(codes, (await Table("encode", ending)).Samples.ToArray());
            Assert.Equal(reconstructions, (await Table("reconstruct", ending)).Samples.ToArray());
            DataSet scored = await Table("score", ending);
            Assert.Equal(scores, Enumerable.Range(0, Count).Select(row => scored[row][0]));
            Assert.Equal(scores.Select(score => score > expected.Threshold ? 1f : 0), Enumerable.Range(0, Count).Select(row => scored[row][1]));
        }

        Assert.StartsWith("score,anomaly\n", await File.ReadAllTextAsync(InFolder("score.CSV")), StringComparison.Ordinal);

        async Task<DataSet> Table(string command, string ending)
        {
            string table = InFolder($"{command}.{ending}");
            string said = await Run($"{command} --model Tied64To8 --weights {model} --data {data} --output {table}");
            Assert.Contains($"Results: {table}", said, StringComparison.Ordinal);
            Assert.Contains(command == "score" ? "12 of 120 samples score above" : "120 samples of 64 features became rows of", said, StringComparison.Ordinal);
            Assert.Matches(@"(?m)^\w+ by Tied64To8: 120 of 120 samples$", said);
            return DataFile.Read(table);
        }
    }

    [Fact]
    public async Task A_training_that_is_resumed_saves_the_file_of_one_without_a_break()
    {
        string data = InFolder("samples.safetensors"), whole = InFolder("whole"), broken = InFolder("broken"), checkpoints = InFolder("run");
        await File.WriteAllBytesAsync(data, AeGen.Tests.Files.SafetensorsBuilder.File(("other", [1], [1]), ("x", [Count, Size], Samples.Samples.ToArray())));
        string train = $"train --model Free64To2 --data {data} --array x --scaling min-max --validation 0.2 --patience 50 --schedule plateau --epochs";

        await Run($"{train} 6 --output {whole}");
        await Run($"{train} 4 --output {broken} --checkpoints {checkpoints}");
        Assert.NotEqual(await File.ReadAllBytesAsync(whole), await File.ReadAllBytesAsync(broken));
        (int code, string _, string errors) = await CommandLine.RunAsync($"{train} 6 --output {broken} --checkpoints {checkpoints}".Split(' '));
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("a checkpoint of epoch 4: add --resume", errors, StringComparison.Ordinal);
        await Run($"{train} 6 --output {broken} --checkpoints {checkpoints} --resume");

        Assert.Equal(await File.ReadAllBytesAsync(whole), await File.ReadAllBytesAsync(broken));
        Assert.Equal(6, new CheckpointFolder(checkpoints).FindNewest());
        (code, _, errors) = await CommandLine.RunAsync($"{train} 8 --batch 7 --output {broken} --checkpoints {checkpoints} --resume".Split(' '));
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("BatchSize was 128 then and is 7 now", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train --model Tied64To7 --data DATA --output OUT", "There is no model 'Tied64To7'; --model is one of Free64To2, ")]
    [InlineData("train --model Tied784To8 --data DATA --output OUT", "have 64 features; Tied784To8 takes 784")]
    [InlineData("train --model Tied64To8 --data nowhere.csv --output OUT", "folder or file 'nowhere.csv'")]
    [InlineData("train --model Tied64To8 --data DATA --output FOLDER", "that is a folder")]
    [InlineData("train --model Tied64To8 --data DATA --output OUT --resume", "--resume goes on from a folder of --checkpoints")]
    [InlineData("train --model Tied64To8 --data DATA --output OUT --validation 1", "--validation is a share, at least 0 and below 1, and not '1'")]
    [InlineData("train --model Tied64To8 --data DATA --output OUT --validation 0.999", "ValidationSplit")]
    [InlineData("train --model Tied64To8 --data DATA --output OUT --contamination NaN", "--contamination is a share")]
    [InlineData("train --model Tied64To8 --data DATA --output OUT --patience 0", "--patience is a whole number, at least 1")]
    [InlineData("train --model Tied64To8 --data DATA --output OUT --scaling log", "min-max")]
    [InlineData("train --data DATA --output OUT", "--model")]
    [InlineData("encode --model Tied64To8 --data DATA --output OUT.csv", "--weights")]
    [InlineData("encode --model Tied64To8 --weights OUT --data DATA --output OUT.txt", "CSV or NPY, by the file's ending")]
    public async Task A_mistake_is_told_in_a_line_and_the_exit_code_is_2(string arguments, string message)
    {
        (int code, string output, string errors) = await RunIn(arguments);

        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
        Assert.False(File.Exists(InFolder("out")));
    }

    [Theory]
    [InlineData("encode --model Tied64To8 --weights OUT --data DATA --output OUT.csv", "out'")]
    [InlineData("score --model Tied64To8 --weights DATA --data DATA --output OUT.csv", "header's length")]
    [InlineData("encode --model Tied64To8 --weights FOLDER/other --data DATA --output OUT.csv", "decoder is 'Dense' in the file and 'Tied' in Tied64To8")]
    [InlineData("train --model Tied64To8 --data DATA --output OUT --learning-rate 1e30 --schedule constant", "A smaller learning rate helps")]
    [InlineData("train --model Tied64To8 --data DATA --output OUT --checkpoints DATA", "samples.npy")]
    public async Task What_fails_on_the_way_leaves_nothing_behind_and_the_exit_code_is_1(string arguments, string message)
    {
        using (var other = AeGen.Lab.Models.Free64To8.Create())
        {
            other.Save(InFolder("other"));
        }

        (int code, string output, string errors) = await RunIn(arguments);

        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains(message, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
        Assert.Equal(["other", "samples.npy"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_digits_are_at_hand_by_name()
    {
        string model = InFolder("digits.safetensors"), table = InFolder("scores.csv");

        await Run($"train --model Tied64To16 --data digits --output {model} --epochs 2");
        await Run($"score --model Tied64To16 --weights {model} --data digits --output {table}");

        Assert.Equal((1797, 1), (CsvFile.Read(table).Count, CsvFile.Read(table).SampleSize));
    }

    [Theory]
    [InlineData("train --help")]
    [InlineData("encode --help")]
    [InlineData("reconstruct --help")]
    [InlineData("score --help")]
    public async Task Help_describes_every_option(string arguments)
    {
        string output = await Run(arguments);

        Assert.All(
            output.Split('\n').Where(line => line.StartsWith("  -", StringComparison.Ordinal)),
            line => Assert.Matches(@"^  -.*\S  +\S", line));
    }

    private static async Task<string> Run(string arguments)
    {
        (int code, string output, string errors) = await CommandLine.RunAsync(arguments.Split(' '));
        Assert.Equal((ExitCodes.Success, string.Empty), (code, errors));
        return output;
    }

    private Task<(int Code, string Output, string Errors)> RunIn(string arguments)
    {
        NpyFile.Write(InFolder("samples.npy"), Samples);
        return CommandLine.RunAsync([.. arguments.Split(' ').Select(argument => argument
            .Replace("DATA", InFolder("samples.npy"), StringComparison.Ordinal)
            .Replace("OUT", InFolder("out"), StringComparison.Ordinal)
            .Replace("FOLDER", folder.Path, StringComparison.Ordinal))]);
    }

    private string InFolder(string name) => Path.Combine(folder.Path, name);
}
