using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;
using AeGen.Package.Tests.Testing;

namespace AeGen.Package.Tests;

/// <summary>The programs of the cookbook build without a warning against nothing but the packages, and show what they claim.</summary>
public sealed class CookbookTests(Workplace workplace)
{
    [Fact]
    public void Folder_index_and_tests_name_the_same_ten_programs()
    {
        string[] names = Cookbook.Names(workplace);

        Assert.Equal(10, names.Length);
        Assert.Equal(names, Cookbook.Index(workplace).Select(row => row.Name));
        Assert.Equal(names, typeof(CookbookTests).GetMethods().Select(test => test.GetCustomAttribute<RecipeAttribute>()?.Program).OfType<string>().Order());
    }

    [Fact, Recipe("01-dimension-reduction")]
    public async Task Two_numbers_reduce_spectra_to_their_noise_and_two_of_PCA_do_not()
    {
        Recipe run = await RunAsync();

        double autoencoder = run.Value("Autoencoder");
        Assert.InRange(autoencoder, 0, 0.05 * run.Value("PCA"));
        Assert.InRange(autoencoder, 0, 2 * run.Value("Noise of the instrument, which no code can know"));
        Assert.Equal(601, File.ReadLines(run.Path("codes.csv")).Count());
    }

    [Fact, Recipe("02-denoising")]
    public async Task A_denoised_wave_is_nearer_to_the_clean_one_than_a_smoothed_one()
    {
        Recipe run = await RunAsync();

        double denoised = run.Value("Autoencoder");
        Assert.InRange(run.Value("Noisy"), 0.08, 0.1);
        Assert.InRange(denoised, 0, 0.2 * run.Value("Noisy"));
        Assert.InRange(denoised, 0, 0.6 * run.Value("Moving average of 5"));
    }

    [Fact, Recipe("03-anomaly-detection")]
    public async Task A_loose_sensor_is_detected_and_named()
    {
        Recipe run = await RunAsync();

        Assert.InRange(run.Value("False alarms"), 0, 3);
        Assert.InRange(run.Value("Faults detected"), 97, 100);
        Assert.Equal(7, run.Value("Sensor to blame"));
        Assert.InRange(run.Numbers("Sensor to blame")[1], 40, 100);
    }

    [Fact, Recipe("04-variational")]
    public async Task Drawn_samples_vary_as_the_data_do_and_lie_as_near_to_them()
    {
        Recipe run = await RunAsync();

        double spread = run.Value("Spread of recorded heartbeats");
        Assert.InRange(run.Value("Spread of drawn heartbeats"), 0.85 * spread, 1.15 * spread);
        Assert.InRange(
            run.Value("From a drawn heartbeat to the nearest of the data"), 0, 1.5 * run.Value("From a recorded heartbeat to the nearest of the data"));
        Assert.Equal(300, File.ReadLines(run.Path("heartbeats.csv")).Count());
    }

    [Fact, Recipe("05-image-grid")]
    public async Task Pictures_stand_above_their_reconstructions_which_are_better_than_empty_ones()
    {
        Recipe run = await RunAsync();

        Assert.InRange(run.Value("Pixels of ink"), 10, 20);
        Assert.InRange(run.Value("Pixels reconstructed"), 97, 100);
        XElement[] squares = [.. XElement.Load(run.Path("shapes.svg")).Elements()];
        Assert.True(squares.Count(square => square.Attribute("height")!.Value == "1" && (int)square.Attribute("y")! < 16) > 300);
        Assert.True(squares.Count(square => square.Attribute("height")!.Value == "1" && (int)square.Attribute("y")! > 16) > 300);
    }

    [Fact, Recipe("06-large-file")]
    public async Task A_file_is_trained_on_without_being_read_into_memory()
    {
        Recipe run = await RunAsync();

        Assert.Equal([500_000, 32], run.Numbers("Samples"));
        Assert.Equal(64, run.Value("File"));
        Assert.InRange(run.Value("Allocated by reading and training"), 0, 0.1 * run.Value("File"));
        Assert.InRange(run.Value("Error after"), 0, 0.01 * run.Value("Error before"));
    }

    [Fact, Recipe("07-gpu")]
    public async Task A_device_trains_to_the_numbers_of_the_CPU()
    {
        Recipe run = await RunAsync();

        double[] device = run.Numbers("Loss on the device"), cpu = run.Numbers("Loss on the CPU");
        Assert.NotEmpty(run.Text("Device"));
        Assert.InRange(device[1], 0, 0.5 * device[0]);
        Assert.Equal(cpu[0], device[0], 1e-4);
        Assert.Equal(cpu[1], device[1], 1e-4);
        Assert.InRange(run.Value("Largest difference of reconstructions"), 0, 1e-4);
    }

    [Fact, Recipe("08-resume")]
    public async Task A_training_that_was_stopped_goes_on_to_the_same_bits()
    {
        Recipe run = await RunAsync();

        Assert.EndsWith("Newest checkpoint: epoch 7", run.Text("Stopped"), StringComparison.Ordinal);
        Assert.StartsWith("epochs 8 to 12, 12 in the history", run.Text("Resumed"), StringComparison.Ordinal);
        Assert.Equal(run.Numbers("Undisturbed")[^1], run.Numbers("Resumed")[^1]);
        Assert.Equal("True", run.Text("The same weights, bit for bit"));
    }

    [Fact, Recipe("09-export")]
    public async Task Files_for_other_runtimes_hold_the_trained_layers()
    {
        Recipe run = await RunAsync();

        double[] errors = run.Numbers("Error");
        Assert.InRange(errors[0], 0, 0.01);
        Assert.Equal(errors[0], errors[1]);
        Assert.Equal("weight [16, 20], bias [16]", run.Text("encoder.0"));
        string[] names = ["encoder.0.weight", "encoder.2.weight", "decoder.0.weight", "decoder.2.weight"];
        Assert.All(names, name => Assert.Contains(name, Content(run, "prices.safetensors"), StringComparison.Ordinal));

        // Each half is in its file, and both are in the whole.
        foreach ((string file, bool encoder, bool decoder) in ((string, bool, bool)[])
            [("prices.onnx", true, true), ("encoder.onnx", true, false), ("decoder.onnx", false, true)])
        {
            Assert.Equal(encoder, Content(run, file).Contains("encoder.0.weight", StringComparison.Ordinal));
            Assert.Equal(decoder, Content(run, file).Contains("decoder.0.weight", StringComparison.Ordinal));
        }
    }

    [Fact, Recipe("10-right-inverse-to-tied")]
    public async Task The_transpose_that_ships_computes_what_the_right_inverse_was_trained_to()
    {
        Recipe run = await RunAsync();

        double pca = run.Value("Error of exact PCA");
        Assert.InRange(run.Value("Error of the right inverse"), 0.999 * pca, 1.01 * pca);
        Assert.InRange(run.Value("Error of the transpose"), 0.999 * pca, 1.01 * pca);
        Assert.InRange(run.Value("Largest difference of reconstructions"), 0, 1e-5);
        Assert.InRange(run.Value("From orthonormal rows, trained"), 0.1, double.MaxValue);
        Assert.InRange(run.Value("From orthonormal rows, shipped"), 0, 1e-5);
    }

    /// <summary>A file, whose size is the one printed, as letters.</summary>
    private static string Content(Recipe run, string file)
    {
        byte[] bytes = File.ReadAllBytes(run.Path(file));
        Assert.Equal(bytes.Length, run.Value(file));
        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>Runs a test's program in its own folder.</summary>
    private async Task<Recipe> RunAsync([CallerMemberName] string test = "")
    {
        Consumer program = await workplace.BuiltAsync(typeof(CookbookTests).GetMethod(test)!.GetCustomAttribute<RecipeAttribute>()!.Program);
        return new Recipe((await program.RunBuiltAsync()).Succeeded().Output, program.InFolder());
    }
}
