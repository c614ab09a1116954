using AeGen.Lab.Data;
using AeGen.Testing.Data;

namespace AeGen.Tests.Lab;

public sealed class LabDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Files_of_Fashion_MNISTs_names_are_called_so_only_where_they_are_its()
    {
        foreach (string part in (string[])["train", "t10k"])
        {
            folder.Write($"{part}-images-idx3-ubyte",
                [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28, .. Enumerable.Range(0, 784).Select(pixel => (byte)pixel)]);
            folder.Write($"{part}-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 9]);
        }

        var data = LabData.Load(new DataRequest(folder.Path));

        Assert.Equal(Path.GetFileName(folder.Path), data.Name);
        Assert.Equal((1, 784), (data.Train.Count, data.Train.SampleSize));
    }

    [Fact]
    public void The_installed_Fashion_MNIST_is_known_by_what_it_holds()
    {
        Assert.SkipUnless(Directory.Exists(FashionMnist.DefaultFolder), "Fashion-MNIST is not installed.");

        Assert.Equal("Fashion-MNIST", LabData.Load(new DataRequest(FashionMnist.DefaultFolder)).Name);
        string other = Directory.CreateSymbolicLink(Path.Combine(folder.Path, "clothes"), FashionMnist.DefaultFolder).FullName;
        Assert.Equal("Fashion-MNIST", LabData.Load(new DataRequest(other)).Name);
    }
}
