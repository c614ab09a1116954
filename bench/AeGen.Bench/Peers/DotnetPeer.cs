using System.Diagnostics;

namespace AeGen.Bench.Peers;

/// <summary>A .NET program under <c>bench/peers</c>: not in the solution, because of what it needs, but built when asked for.</summary>
internal sealed class DotnetPeer : PeerProgram
{
    /// <summary>The project's folder in <c>bench/peers</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>What to say of a first build.</summary>
    public string Note { get; init; } = string.Empty;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Prepare(Action<string> say)
    {
        string project = FindProject();
        string name = Path.GetFileNameWithoutExtension(project) + ".dll";
        string program = Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release", "net10.0", name);
        if (!File.Exists(program))
        {
            say($"Building {Title}{Note}.");
        }

        Build(project);
        return [.. Launcher, "dotnet", program];
    }

    /// <summary>The project in the checkout that this program, or the current folder, is in.</summary>
    private string FindProject()
    {
        foreach (string start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                string project = Path.Combine(folder.FullName, "bench", "peers", Folder, $"AeGen.Bench.{Folder}.csproj");
                if (File.Exists(project))
                {
                    return project;
                }
            }
        }

        throw new PeerMissingException($"bench/peers/{Folder} was not found; it is built in a checkout of AeGen");
    }

    /// <summary>Builds without servers, which would stay and be in the way of the measurements.</summary>
    private static void Build(string project)
    {
        string[] arguments = ["build", project, "-c", "Release", "-v", "quiet", "-nologo", "-tl:off", "--disable-build-servers"];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process build = Process.Start(start)!;
        string output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        if (build.ExitCode != 0)
        {
            string[] lines = output.Split('\n', StringSplitOptions.TrimEntries);
            string? error = Array.Find(lines, line => line.Contains("error", StringComparison.Ordinal));
            throw new PeerMissingException("dotnet build failed: " + (error ?? output.Trim()));
        }
    }
}
