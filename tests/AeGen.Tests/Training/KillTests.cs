using System.Diagnostics;
using AeGen.Testing.Data;
using AeGen.Tests.Files;
using AeGen.Tests.Harness;

namespace AeGen.Tests.Training;

/// <summary>A training whose process is killed again and again comes to the bits of one that nothing happens to.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nothing_is_lost_and_the_end_is_the_same()
    {
        var random = new Random(13);
        var checkpoints = new CheckpointFolder(Path.Combine(folder.Path, "run"));
        string path = Path.Combine(folder.Path, "end.safetensors");
        int newest = 0, interrupted = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using Process process = Start();
            Thread.Sleep(random.Next(50));
            process.Kill();
            process.WaitForExit();

            Assert.NotEqual(0, process.ExitCode);
            int now = checkpoints.FindNewest() ?? 0;
            Assert.InRange(now, newest + 1, TrainingProcess.Epochs);
            newest = now;
            interrupted += CountTemporary();
        }

        // A kill in a save leaves a temporary file; without any, none of them proved anything.
        Assert.InRange(interrupted, 1, Kills);
        using (Process last = Start())
        {
            string rest = last.StandardError.ReadToEnd();
            last.WaitForExit();
            Assert.True(last.ExitCode == 0, rest);
        }

        (Killed expected, TrainingHistory history) = TrainingProcess.TrainUndisturbed();
        using (expected)
        using (var actual = Killed.Create(2))
        {
            TrainingState state = actual.LoadCheckpoint(path)!;
            Assert.Equal(history.Epochs.Select(Numbers), state.Epochs.Select(Numbers));
            Assert.Equal((history.State!.BestEpoch, history.State.BestLoss, history.State.Plateau), (state.BestEpoch, state.BestLoss, state.Plateau));
            Assert.Equal(SavedBytes(expected, state), File.ReadAllBytes(path));
        }

        Process Start()
        {
            Process process = OwnProcess.Start(["train", checkpoints.Path, path]);
            Assert.Equal(SavingProcess.Ready, process.StandardOutput.ReadLine());
            return process;
        }
    }

    /// <summary>The file of a model beside the same state: it differs where the model does, its weights, moments, steps and settings.</summary>
    private byte[] SavedBytes(Killed model, TrainingState state)
    {
        string path = Path.Combine(folder.Path, "expected.safetensors");
        model.SaveCheckpoint(path, state);
        return File.ReadAllBytes(path);
    }

    private int CountTemporary()
    {
        string run = Path.Combine(folder.Path, "run");
        string[] left = Directory.Exists(run) ? Directory.GetFiles(run, ".aegen-*.tmp") : [];
        Array.ForEach(left, File.Delete);
        return left.Length;
    }

    private static (int, double, double?, float) Numbers(EpochRecord epoch) => (epoch.Epoch, epoch.Loss, epoch.ValidationLoss, epoch.LearningRate);
}
