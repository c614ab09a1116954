using AeGen.Testing.Data;
using AeGen.Testing.Harness;

namespace AeGen.Tests.Data;

/// <summary>Files that numpy writes and reads, where Debian's Python has numpy.</summary>
public sealed class NumpyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public NumpyTests() => Python.Require("numpy");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_type_order_and_version_of_numpy_is_read()
    {
        RunNumpy(
            """
            from numpy.lib import format
            base = (np.arange(60) % 7).reshape(5, 3, 4)
            for kind in ['f2', 'f4', 'f8', 'i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8', 'b1']:
                for order in '<>':
                    for layout in 'CF':
                        for version in (1, 2, 3):
                            array = np.array(base, dtype=order + kind, order=layout)
                            with open(f"{kind}{'l' if order == '<' else 'b'}{layout}{version}.npy", 'wb') as file:
                                format.write_array(file, array, version=(version, 0))
            """);
        float[] expected = [.. Enumerable.Range(0, 60).Select(value => (float)(value % 7))];
        float[] truths = [.. expected.Select(value => value == 0 ? 0f : 1)];
        string[] files = Directory.GetFiles(folder.Path, "*.npy");

        Assert.Equal(12 * 2 * 2 * 3, files.Length);
        foreach (string file in files)
        {
            using DataSet opened = NpyFile.Open(file);
            foreach (DataSet set in (DataSet[])[NpyFile.Read(file), opened])
            {
                Assert.Equal((5, 12), (set.Count, set.SampleSize));
                Assert.Equal(Path.GetFileName(file).StartsWith("b1", StringComparison.Ordinal) ? truths : expected, set.Samples.ToArray());
            }
        }
    }

    [Fact]
    public void Archives_of_numpy_are_read()
    {
        RunNumpy(
            """
            a = np.linspace(-1, 1, 5000).reshape(100, 50)
            np.savez('plain.npz', a, codes=a.astype('f4').T)
            np.savez_compressed('packed.npz', arr_0=a, codes=a.astype('f4').T, vector=np.arange(9))
            """);

        Assert.Equal(["codes", "arr_0"], NpzFile.Names(In("plain.npz")).OrderDescending());
        Assert.Equal(["arr_0", "codes", "vector"], NpzFile.Names(In("packed.npz")));
        DataSet plain = NpzFile.Read(In("plain.npz"), "arr_0");
        Assert.Equal((100, 50), (plain.Count, plain.SampleSize));
        Assert.Equal(plain.Samples.ToArray(), NpzFile.Read(In("packed.npz"), "arr_0").Samples.ToArray());
        using DataSet turned = NpzFile.Open(In("packed.npz"), "codes");
        Assert.Equal((50, 100), (turned.Count, turned.SampleSize));
        for (int row = 0; row < 50; row++)
        {
            for (int column = 0; column < 100; column++)
            {
                Assert.Equal(plain[column][row], turned[row][column]);
            }
        }

        Assert.Equal(Enumerable.Range(0, 9).Select(value => (float)value), NpzFile.Read(In("packed.npz"), "vector").Samples.ToArray());
    }

    [Fact]
    public void Objects_of_numpy_are_refused()
    {
        RunNumpy("np.save('objects.npy', np.array([1, 'two', None], dtype=object)); np.save('text.npy', np.array(['a', 'b']))");

        Assert.Contains("Python objects", Assert.Throws<InvalidDataException>(() => NpyFile.Read(In("objects.npy"))).Message, StringComparison.Ordinal);
        Assert.Contains("'<U1'", Assert.Throws<InvalidDataException>(() => NpyFile.Open(In("text.npy"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numpy_reads_what_is_written()
    {
        float[] values = [1.5f, -2, float.MaxValue, float.Epsilon, 0.1f, -0f];
        NpyFile.Write(In("codes.npy"), values, 2);
        CsvFile.Write(In("codes.csv"), values, 2, ["x", "a, b"]);

        RunNumpy(
            """
            want = np.array([[1.5, -2], [np.finfo('f4').max, np.float32(1e-45)], [0.1, -0.0]], dtype='f4')
            got = np.load('codes.npy', allow_pickle=False)
            assert got.dtype == np.dtype('<f4') and got.flags.c_contiguous and got.tobytes() == want.tobytes(), got
            mapped = np.load('codes.npy', mmap_mode='r')
            assert mapped.tobytes() == want.tobytes(), mapped
            text = np.loadtxt('codes.csv', delimiter=',', skiprows=1, dtype='f4')
            assert text.tobytes() == want.tobytes(), text
            """);
    }

    private void RunNumpy(string program) => Python.RunProgram("import numpy as np\n" + program, folder.Path);

    private string In(string name) => Path.Combine(folder.Path, name);
}
