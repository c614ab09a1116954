using System.Diagnostics;
using AeGen.Testing.Data;
using AeGen.Tests.Harness;

namespace AeGen.Tests.Files;

/// <summary>A process that is killed while it saves leaves a whole file.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_file_is_always_whole()
    {
        string path = Path.Combine(folder.Path, "model.safetensors");
        var random = new Random(11);
        using var first = Saved.Create(SavingProcess.Seeds[0]);
        using var second = Saved.Create(SavingProcess.Seeds[1]);
        float[][] whole = [first.Layers[0].GetWeights(), second.Layers[0].GetWeights()];
        int interrupted = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using Process process = OwnProcess.Start(["save-forever", path]);
            Assert.Equal(SavingProcess.Ready, process.StandardOutput.ReadLine());
            Thread.Sleep(random.Next(40));
            process.Kill();
            process.WaitForExit();

            using var loaded = Saved.Load(path);
            float[] weights = loaded.Layers[0].GetWeights();
            Assert.Contains(whole, candidate => candidate.AsSpan().SequenceEqual(weights));
            string[] left = Directory.GetFiles(folder.Path, ".aegen-*.tmp");
            interrupted += left.Length;
            Array.ForEach(left, File.Delete);
        }

        // A kill between two savings proves nothing; with a temporary file left behind, it was within one.
        Assert.InRange(interrupted, 1, Kills);
    }
}
