using System.Buffers.Binary;
using AeGen.Testing.Data;

namespace AeGen.Tests.Data;

public sealed class FashionMnistTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_four_files_are_read_gzipped_or_plain()
    {
        folder.WriteGzipped("train-images-idx3-ubyte.gz", Images(3));
        folder.WriteGzipped("train-labels-idx1-ubyte.gz", [0, 0, 8, 1, 0, 0, 0, 3, 4, 5, 6]);
        folder.Write("t10k-images-idx3-ubyte", Images(1));
        folder.Write("t10k-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 9]);

        (DataSet? train, DataSet? test) = FashionMnist.Load(folder.Path);

        Assert.Equal((3, 1), (train.Count, test.Count));
        Assert.Equal([4, 5, 6], train.Labels.ToArray());
        Assert.Equal(1f, train[2][783]);
    }

    [Fact]
    public void A_missing_file_names_the_folder_and_the_package()
    {
        string missing = Path.Combine(folder.Path, "nowhere");

        string refusal = Assert.Throws<FileNotFoundException>(() => FashionMnist.Load(missing)).Message;

        Assert.Contains(missing, refusal, StringComparison.Ordinal);
        Assert.Contains("dataset-fashion-mnist", refusal, StringComparison.Ordinal);
        Assert.Contains(FashionMnist.FolderVariable, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_of_another_size_are_refused()
    {
        folder.Write("train-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0]);
        folder.Write("train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 9]);

        Assert.Contains("784", Assert.Throws<InvalidDataException>(() => FashionMnist.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_installed_files_hold_70000_images_in_ten_classes()
    {
        Assert.SkipUnless(Directory.Exists(FashionMnist.DefaultFolder), "Fashion-MNIST is not installed.");
        (DataSet? train, DataSet? test) = FashionMnist.Load(FashionMnist.DefaultFolder);

        Assert.Equal((60_000, 10_000), (train.Count, test.Count));
        Assert.Equal(Enumerable.Range(0, 10), test.Labels.ToArray().Distinct().Order());

        // The mean pixel of the training images, as everybody who normalises by it has it.
        Assert.Equal(0.2860, train.Samples.ToArray().Average(value => (double)value), 4);
    }

    private static byte[] Images(int count)
    {
        byte[] content = new byte[16 + (count * 784)];
        content.AsSpan().Fill(255);
        BinaryPrimitives.WriteInt32BigEndian(content, 0x0803);
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(4), count);
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(8), 28);
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(12), 28);
        return content;
    }
}
